// Readings of certificate texts, each made once however often the text appears in a file: aggregates repeat
// certificates, and fingerprints, self-signatures and keys cost more than a look-up. Reads; checks nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "core/crypto/certificate.h"
#include "core/saml/certificate_text.h"

namespace preflight::saml {

class CertificateCache {
public:
    // `text`: the element's text, references resolved. The answer lives as long as the cache.
    [[nodiscard]] const CertificateReading& read(std::string_view text);
    [[nodiscard]] std::size_t size() const { return readings_.size(); }
    // True the first time that a certificate of this fingerprint is asked for: what is reported of a certificate is
    // reported once.
    [[nodiscard]] bool first_time(const std::string& sha256) { return checked_.insert(sha256).second; }

private:
    // Looks a view up without making a string of it: certificates are long and mostly known.
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, std::unique_ptr<CertificateReading>, Hash, std::equal_to<>> readings_;
    std::unordered_set<std::string> checked_;
    crypto::VerifyBudget budget_;  // a file can hold thousands of slow keys
};

}  // namespace preflight::saml
