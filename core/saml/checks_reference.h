// The metadata checks for readers, made of their one table (checks.h). Texts are UTF-8 and end with a line end.
#pragma once

#include <string>

namespace preflight::saml::checks {

// docs/saml-checks.md.
[[nodiscard]] std::string reference_markdown();
[[nodiscard]] std::string reference_text();
// {"checks":
// [{"code","rule","severity"[,"milder"],"what","why","fix":{"title","steps"},"source","facts","confidence"}]}
[[nodiscard]] std::string reference_json();

}  // namespace preflight::saml::checks
