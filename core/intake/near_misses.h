// What a text that is in none of the known formats probably is: an export with something around it, or what a tool
// prints for people. Nothing is read from it; the words say what to save instead.
#pragma once

#include <string>
#include <string_view>

namespace preflight::intake {

// The end of a sentence, "x is not used: ..."; empty when the text looks like nothing. Looks at the first 64 KiB.
[[nodiscard]] std::string near_miss(std::string_view text);

}  // namespace preflight::intake
