// Every rule, and the one function that applies those about configuration. Rules see the workspace and what the
// rehearsal counted; nothing looks back here.
#pragma once

#include <vector>

#include "core/findings/finding.h"
#include "core/rules/rule.h"

namespace preflight::rules {

// Applies every configuration rule and names the inputs that are missing.
void check_configuration(const Context& context, Report& report);

// Every rule this version applies, by code.
[[nodiscard]] std::vector<const findings::Rule*> catalogue();

}  // namespace preflight::rules
