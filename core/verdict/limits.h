// What the user allows to change between two bundles (gates.h checks it).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace preflight::verdict {

// A number of people or seats, or a percentage of all people of either bundle.
struct Limit {
    std::size_t number = 0;
    bool percent = false;
};
// "20", and with `percent_allowed` "5%" up to "100%"; nothing for anything else.
[[nodiscard]] std::optional<Limit> read_limit(std::string_view text, bool percent_allowed);

struct Limits {
    std::optional<Limit>
        refused;  // people who are rejected after and were not before; an unknown outcome does not count
    std::optional<Limit> changed;  // people for whom anything changes
    std::optional<Limit> seats;    // seats that are needed beyond those before, over all pools

    [[nodiscard]] bool any() const { return refused || changed || seats; }
};

}  // namespace preflight::verdict
