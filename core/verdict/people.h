// Findings about people: one for each rule that concerns somebody, with whom and where.
#pragma once

#include "core/intake/workspace.h"
#include "core/rules/rule.h"
#include "core/simulation/rehearsal.h"

namespace preflight::verdict {

void add_people(const intake::Workspace& workspace, const simulation::Rehearsal& rehearsal, rules::Report& report);

}  // namespace preflight::verdict
