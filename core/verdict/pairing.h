// The same person in two bundles: the one with the same Okta id, else the one with the same login, ignoring
// case.
#pragma once

#include <vector>

#include "core/simulation/people.h"

namespace preflight::verdict {

struct Pairing {
    std::vector<simulation::PersonNumber> after_of;   // by person before; kNoRow: not there after
    std::vector<simulation::PersonNumber> before_of;  // by person after; kNoRow: not there before
};

// Linear in the number of people; lists in the same order are paired without an index.
[[nodiscard]] Pairing pair_people(const simulation::People& before, const simulation::People& after);

}  // namespace preflight::verdict
