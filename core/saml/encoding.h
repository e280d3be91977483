// What a text was encoded in, what an XML declaration says of it, and what is known of that name (facts saml-metadata,
// DOC-07 and DOC-08).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/text/span.h"

namespace preflight::saml {

// What the text was before it became UTF-8. Damaged: some of it was no UTF-16. Legacy: an encoding of which only the
// ASCII was read, all else is U+FFFD.
enum class Origin : std::uint8_t { utf8, utf8_marked, utf16, utf16_damaged, latin1, windows_1252, legacy };

// In lower case; empty when it says nothing. `body` begins with the declaration, at the byte `begin` of the file; `at`
// gets the place of the name, or of the declaration without one.
[[nodiscard]] std::string declared_encoding(std::string_view body, std::size_t begin, text::Span& at);

// One that contains ASCII, with other characters than UTF-8 has in its upper half. `lower_case` is a name.
[[nodiscard]] bool is_legacy_encoding(std::string_view lower_case);

[[nodiscard]] bool is_ascii_encoding(std::string_view lower_case);
[[nodiscard]] bool is_utf16_encoding(std::string_view lower_case);

}  // namespace preflight::saml
