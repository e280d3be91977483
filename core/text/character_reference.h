// The one reader of character references as XML and HTML write them: "&#160;", "&#xA0;" (XML 1.0, 4.1). Not of entity
// references ("&amp;").
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace preflight::text {

struct CharacterReference {
    char32_t value = 0;    // at most U+10FFFF; not necessarily a character that XML allows
    std::size_t size = 0;  // in bytes, from "&" to behind ";"
};

// What is looked at to find the ";": leading zeros are legal, without end.
inline constexpr std::size_t kLongestReference = 66;

// The reference that `text` begins with; nothing when it begins with none or with one that is longer.
[[nodiscard]] std::optional<CharacterReference> character_reference(std::string_view text);

}  // namespace preflight::text
