// The text of a ds:X509Certificate, read once however often it stands in a file: aggregates repeat certificates, and
// fingerprints, self-signatures and keys cost more than a look-up. Reads; judges nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "core/crypto/base64.h"
#include "core/crypto/certificate.h"

namespace preflight::saml {

struct CertificateReading {
    bool pem_armour = false;  // BEGIN and END lines stand inside
    bool invisible = false;   // no-break spaces or characters without width; they were passed over
    crypto::Base64Fault fault = crypto::Base64Fault::none;
    std::size_t fault_offset = 0;  // in the text given; its size when there is no one place
    std::string der;
    crypto::DerKind kind = crypto::DerKind::other;
    bool encoded_twice = false;  // base64 of base64
    std::optional<crypto::Certificate> certificate;
    bool certificate_follows = false;  // another certificate behind the first

    // Base64 in lines of 64 without BEGIN and END, as Egnyte wants it; empty without a certificate.
    [[nodiscard]] std::string paste_text() const;
};

class CertificateCache {
public:
    // `text`: the element's text, references resolved. The answer lives as long as the cache.
    [[nodiscard]] const CertificateReading& read(std::string_view text);
    [[nodiscard]] std::size_t size() const { return readings_.size(); }
    // True the first time that a certificate of this fingerprint is asked for: what is said of a certificate is said
    // once.
    [[nodiscard]] bool first_time(const std::string& sha256) { return judged_.insert(sha256).second; }

private:
    // Looks a view up without making a string of it: certificates are long and mostly known.
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, std::unique_ptr<CertificateReading>, Hash, std::equal_to<>> readings_;
    std::unordered_set<std::string> judged_;
    crypto::VerifyBudget budget_;  // a file can hold thousands of slow keys
};

// The length of a character at `offset` that cannot be seen and is no XML white space (no-break space, zero width
// space, joiners, byte order mark), or 0.
[[nodiscard]] std::size_t invisible_character(std::string_view text, std::size_t offset);

}  // namespace preflight::saml
