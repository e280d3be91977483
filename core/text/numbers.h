// Numbers as messages write them: with thousands separators, singular or plural.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace preflight::text {

// 12345 -> "12,345"
[[nodiscard]] inline std::string grouped(std::uint64_t number) {
    std::string result = std::to_string(number);
    for (std::size_t at = result.size(); at > 3;) {
        at -= 3;
        result.insert(at, 1, ',');
    }
    return result;
}

// "1 row", "12,345 rows"; `plural` for nouns that do not take an s.
[[nodiscard]] inline std::string counted(std::uint64_t number, std::string_view noun, std::string_view plural = {}) {
    std::string result = grouped(number) + " ";
    if (number == 1) return result.append(noun);
    return plural.empty() ? result.append(noun).append("s") : result.append(plural);
}

}  // namespace preflight::text
