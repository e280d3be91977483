// Findings about people: one for each rule that concerns somebody, with whom and where.
#pragma once

#include "core/rules/rule.h"
#include "core/simulation/rehearsal.h"
#include "core/workspace/workspace.h"

namespace preflight::verdict {

void add_people(const workspace::Workspace& workspace, const simulation::Rehearsal& rehearsal, rules::Report& report);

}  // namespace preflight::verdict
