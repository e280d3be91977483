// How wide text is in a terminal, so that a caret is below what it points at.
// Source: Unicode Standard Annex 11 (East_Asian_Width W and F), Emoji_Presentation, and the blocks of combining marks;
// what terminals agree on, not every character. Emoji joined into one picture count as many columns as their parts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preflight::text {

// Columns of UTF-8 text: 2 for wide characters and emoji, 0 for combining marks and joiners, 1 for all else, also for a
// malformed byte.
[[nodiscard]] std::size_t columns(std::string_view utf8);

// Blanks up to the code point `begin` of `utf8` and carets up to `end`, at least one.
[[nodiscard]] std::string underline(std::string_view utf8, std::size_t begin, std::size_t end);

}  // namespace preflight::text
