// One of two bundles that are compared, with everything that is concluded from it.
#pragma once

#include <string>
#include <vector>

#include "core/simulation/rehearsal.h"
#include "core/verdict/end_states.h"
#include "core/verdict/verdicts.h"
#include "core/workspace/evaluations.h"
#include "core/workspace/workspace.h"

namespace preflight::verdict {

// All of it outlives the comparison. The two sides may have different pools: cells of both are compared as values.
struct DiffSide {
    const workspace::Workspace& workspace;
    const workspace::Evaluations& evaluations;
    const simulation::Rehearsal& rehearsal;
    const Verdicts& verdicts;
    const EndStates& end_states;
    const std::vector<std::string>& fingerprints;  // of the findings
};

}  // namespace preflight::verdict
