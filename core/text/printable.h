// Text of somebody's file on a terminal or in a document: nothing in it may move the cursor or turn the line around.
#pragma once

#include <string>
#include <string_view>

namespace preflight::text {

// Tabs become blanks, other control characters and the invisible ones that change the direction of text become "·",
// malformed UTF-8 becomes U+FFFD.
[[nodiscard]] std::string printable(std::string_view utf8);

}  // namespace preflight::text
