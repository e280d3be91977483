// DOC-18: values that somebody was meant to replace, as guides and templates write them (facts saml-metadata). Hosts
// and paths that merely begin like one (www.your-server.example) are none. UTF-8; linear in the length.
#pragma once

#include <string_view>

namespace preflight::saml {

// Of an entity ID or an address: {domain}, ${host}, <domain>, [[domain]], %DOMAIN%, @DOMAIN@, $DOMAIN, your-domain,
// YOUR_ENTITY_ID, replace_me, an ellipsis.
[[nodiscard]] bool is_placeholder_value(std::string_view value);

// Of the text where a certificate belongs: the same, "MIIC...", "PASTE YOUR CERTIFICATE HERE".
[[nodiscard]] bool is_placeholder_certificate(std::string_view text);

}  // namespace preflight::saml
