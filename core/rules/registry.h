// The list of all rules (registry.def) as data, and the two things done with it: the catalogue, and applying the
// configuration rules. No self-registration: a static library would drop it.
#pragma once

#include <span>
#include <vector>

#include "core/findings/rule.h"
#include "core/rules/group_rule.h"
#include "core/rules/import_rule.h"
#include "core/rules/person_rule.h"
#include "core/rules/rule.h"

namespace preflight::rules {

struct Registered {
    const Rule* row = nullptr;                                        // null: the rows are core/saml's
    void (*check)(const Context& context, Report& report) = nullptr;  // null: about people or groups only
    const PersonRule* person = nullptr;                               // null: not about one person
    const Examples* examples = nullptr;                               // null where they are not compiled in
};

// In the order of registry.def.
[[nodiscard]] std::span<const Registered> registry();

// Applies every configuration rule and names the inputs that are missing.
void check_configuration(const Context& context, Report& report);

// Every rule of this version, checks of metadata included, by code.
[[nodiscard]] std::vector<const Rule*> catalogue();

}  // namespace preflight::rules
