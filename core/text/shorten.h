// A value of somebody's file for a sentence: long ones are cut off at a character and end in an ellipsis. UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preflight::text {

// At most `bytes` of the text.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t bytes);

}  // namespace preflight::text
