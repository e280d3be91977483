// XML that declares an encoding other than UTF-8, as UTF-8 (facts saml-metadata, DOC-08). Byte order marks and UTF-16
// are text::Decoder's.
#pragma once

#include <optional>
#include <string>

#include "core/saml/encoding.h"

namespace preflight::intake {

// XML that declares ISO-8859-1 or windows-1252 becomes UTF-8. Of other encodings that contain ASCII only the ASCII is
// read, and each other byte becomes U+FFFD. A text that declares one of them but is ASCII, or valid UTF-8 beyond ASCII,
// is left alone: names in Latin-1 hardly ever happen to be valid UTF-8. Returns the encoding when something was
// converted.
[[nodiscard]] std::optional<saml::Origin> convert_declared_encoding(std::string& xml);

}  // namespace preflight::intake
