// SAML metadata, and what is given in its place: a certificate, a web page, an address (facts saml-metadata).
#pragma once

#include <memory>
#include <string>

#include <string_view>

#include "core/intake/limits.h"
#include "core/intake/reading.h"
#include "core/saml/metadata.h"

namespace preflight::intake {

[[nodiscard]] saml::Limits metadata_limits(const Limits& limits);

// The text of an input, `origin` says what it was decoded from. An HTML page that is not named as XML is a problem of
// the input; everything else is for the DOC checks. `before`: what was removed in front of the text, in words (DOC-09).
void read_metadata(std::string_view text, const Limits& limits, saml::Origin origin, std::string_view before,
                   Reading& reading);
// The same for text that is neither JSON, CSV nor XML: only what looks like metadata or a certificate is taken.
void read_other_text(std::string_view text, const Limits& limits, saml::Origin origin, Reading& reading);

// Metadata that is a text inside an input: a string of JSON. `pointer` leads to it. Nothing is reported of text that is
// none.
void read_inner_metadata(std::shared_ptr<const formats::Embedded> text, std::string pointer, const Limits& limits,
                         Reading& reading);

}  // namespace preflight::intake
