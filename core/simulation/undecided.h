// What Egnyte's answer to a request depends on and nobody knows: while there is anything, the request counts as neither
// accepted nor refused (spec 5.10).
#pragma once

#include <vector>

#include "core/rules/person_view.h"

namespace preflight::simulation {

struct Undecided {
    std::vector<egnyte::Attribute> attributes;
    bool password_policy = false;  // whether it asks for enough characters

    [[nodiscard]] bool any() const { return password_policy || !attributes.empty(); }
};
[[nodiscard]] Undecided undecided(const rules::PersonView& view);

}  // namespace preflight::simulation
