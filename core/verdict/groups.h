// Findings about pushed groups and imports: one for each rule that concerns a group, or for each group where the rule
// says so.
#pragma once

#include "core/rules/rule.h"
#include "core/simulation/rehearsal.h"

namespace preflight::verdict {

void add_imports(const workspace::Workspace& workspace, const simulation::Rehearsal& rehearsal, rules::Report& report);
void add_groups(const simulation::Rehearsal& rehearsal, rules::Report& report);

}  // namespace preflight::verdict
