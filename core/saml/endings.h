// What of the metadata ends when: certificates and the document's own validity. For a calendar; the checks CRT-06,
// CRT-08 and ENT-07 check the same dates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/saml/metadata.h"

namespace preflight::saml {

struct Ending {
    enum class What : std::uint8_t {
        typed_certificate,       // the one to type into Egnyte (EGN-01)
        signing_certificate,     // another signing certificate
        encryption_certificate,  // Egnyte is not known to use it (EGN-06)
        document                 // validUntil of the metadata
    };
    What what = What::document;
    std::string name;         // the certificate's subject; empty for the document
    std::string certificate;  // SHA-256, lower-case hex; empty for the document
    Place at;
    std::int64_t ends = 0;  // seconds since 1970
};

// By date; each certificate once. Certificates without a readable date are left out (CRT-25 says so).
[[nodiscard]] std::vector<Ending> endings(const Document& document, std::optional<std::int64_t> now_unix);

// How soon, for people who plan: a date counts as ended from its second on.
enum class Window : std::uint8_t { ended, days_30, days_90, days_365, later };
[[nodiscard]] Window window_of(std::int64_t ends, std::int64_t now_unix);
// Whole days left, rounded towards zero; negative once ended a day ago or more.
[[nodiscard]] std::int64_t days_left(std::int64_t ends, std::int64_t now_unix);

[[nodiscard]] std::string_view to_string(Ending::What what);  // "signing-certificate"
[[nodiscard]] std::string_view to_string(Window window);      // "ended", "30", "90", "365", "later"

}  // namespace preflight::saml
