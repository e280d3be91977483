// The one sanitiser of text that came from a file, a file name or the command line, for a terminal, a log or a document:
// nothing in it moves the cursor, turns the line around or hides.
#pragma once

#include <string>
#include <string_view>

namespace preflight::text {

// Tabs become blanks. Other control characters, line ends included, and characters that are invisible or change the
// direction of text become escapes like "\u{202E}"; malformed UTF-8 becomes U+FFFD. What is printable stays, so the
// result of the result is the same.
[[nodiscard]] std::string printable(std::string_view utf8);

// The same for one code point, appended.
void append_printable(std::string& out, char32_t code_point);

}  // namespace preflight::text
