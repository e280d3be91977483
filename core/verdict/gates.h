// Limits on what may change between two bundles, for CI.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict/limits.h"
#include "core/verdict/people_diff.h"

namespace preflight::verdict {

struct Gate {
    std::string_view name;  // static: "max-refused", "max-changed", "max-seats"
    Limit limit;
    std::size_t value = 0, of = 0;  // `of`: all people; 0 for seats
    bool exceeded = false;
};

[[nodiscard]] std::vector<Gate> check_gates(const PeopleDiff& diff, const Limits& limits);
// "12 of 120 people are newly rejected; the limit is 0 (--max-refused)."
[[nodiscard]] std::string in_words(const Gate& gate);

}  // namespace preflight::verdict
