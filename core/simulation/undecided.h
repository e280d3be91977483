// What Egnyte's answer to a request depends on and nobody knows: while there is anything, the request counts as neither
// accepted nor refused (spec 5.10).
#pragma once

#include <vector>

#include "core/rules/person_view.h"

namespace preflight::simulation {

struct Undecided {
    std::vector<egnyte::Attribute> attributes;
    bool password_policy = false;  // whether it asks for enough characters
    bool account = false;          // whether the account that Okta knows is there
    bool assignment = false;       // what Okta does in this state of the assignment

    [[nodiscard]] bool any() const { return password_policy || account || assignment || !attributes.empty(); }
};
[[nodiscard]] Undecided undecided(const rules::PersonView& view);

}  // namespace preflight::simulation
