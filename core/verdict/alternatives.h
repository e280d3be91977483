// The settings of the other Egnyte applications, and the mappings of the other user types: the rules about
// configuration look at one application and one mapping, so they look again at each of the others.
#pragma once

#include "core/rules/rule.h"
#include "core/workspace/evaluations.h"
#include "core/workspace/workspace.h"

namespace preflight::verdict {

// Adds what is found in them and nowhere else.
void check_alternatives(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations,
                        rules::Report& report);

}  // namespace preflight::verdict
