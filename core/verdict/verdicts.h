// The verdict: what the configuration rules find, what happens to people grouped by rule, and one sentence about it
// all.
#pragma once

#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/simulation/rehearsal.h"
#include "core/verdict/causes.h"
#include "core/verdict/end_states.h"
#include "core/workspace/evaluations.h"
#include "core/workspace/workspace.h"

namespace preflight::verdict {

struct Verdicts {
    std::vector<findings::Finding> findings;
    std::vector<findings::Missing> missing;
};

// Sorted by severity, then people affected, then code and place: the order in which an admin should read them. Dates
// are checked at the time of the evaluations. So many threads may be used; the verdict does not depend on it.
[[nodiscard]] Verdicts conclude(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations,
                                const simulation::Rehearsal& rehearsal, unsigned threads = 1);

// What happens to people, in one sentence; never a bare "all good": it says when nothing could be checked.
[[nodiscard]] std::string verdict_sentence(const workspace::Workspace& workspace, const EndStates& states,
                                           const std::vector<Cause>& causes, const Verdicts& verdicts);

}  // namespace preflight::verdict
