// The one table of characters that cannot be seen or that turn a line of text around, with who cares about which. ASCII
// white space and control characters are not in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace preflight::text {

enum class Invisible : std::uint8_t {
    in_value = 1,        // wrong in a value that is compared or called: separators of Unicode, and what has no width
    in_base64 = 2,       // what clipboards leave in a certificate's text; it is passed over
    in_key = 4,          // the same, where private keys are looked for: more, because none may be missed
    in_name = 8,         // not shown in the names of a certificate
    zero_width = 16,     // no column in a terminal
    bidirectional = 32,  // changes the order in which text is shown
    escaped = 64,        // shown as an escape, for readers would not see that it is there
};

// True for text of nothing but white space and characters that cannot be seen (in_value, escaped).
[[nodiscard]] bool is_blank(std::string_view utf8);

[[nodiscard]] bool is_invisible(char32_t character, Invisible use);

// The bytes of such a character at an offset of UTF-8 text, or 0.
[[nodiscard]] std::size_t invisible_at(std::string_view utf8, std::size_t offset, Invisible use);

}  // namespace preflight::text
