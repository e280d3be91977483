// A SAML response that somebody gave in place of metadata, in words: from whom, about whom, for whom, and when. Nothing
// of it is checked, and no signature is verified. SAML core 2.5, 3.3.3.
#pragma once

#include <string>
#include <string_view>

#include "core/formats/xml/tree.h"

namespace preflight::saml {

// A sentence; empty when the root is not a response of SAML 2.0.
[[nodiscard]] std::string describe_response(const formats::xml::Tree& document);
// Of its XML, or of that in base64.
[[nodiscard]] std::string describe_response(std::string_view text);

}  // namespace preflight::saml
