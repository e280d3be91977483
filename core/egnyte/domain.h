// The name of an Egnyte domain: the first label of its host, acme.egnyte.com or acme.egnytegov.com (facts egnyte S13,
// P5, P12).
#pragma once

#include <string>
#include <string_view>

namespace preflight::egnyte {

// One label of a host name: letters, digits and hyphens, at most 63 of them.
[[nodiscard]] bool is_label(std::string_view text);
// The first label of a label, a host name or a URL, in lower case; empty when there is none.
[[nodiscard]] std::string first_label(std::string_view text);
// Whether a host name or a URL is one of EgnyteGov, egnytegov.com, which has its own token page (P5, X12).
[[nodiscard]] bool is_government(std::string_view text);

}  // namespace preflight::egnyte
