// Every rule, and the one function that applies them. Rules see the workspace and the rehearsal; nothing looks back
// here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/intake/workspace.h"
#include "core/simulation/outcome.h"

namespace preflight::rules {

struct Verdicts {
    std::vector<findings::Finding> findings;
    std::vector<findings::Missing> missing;
};

// Sorted by severity, then people affected, then code and place: the order in which an admin should read them.
[[nodiscard]] Verdicts judge(const intake::Workspace& workspace, const simulation::Result& simulation,
                             std::optional<std::int64_t> now_unix);

// Every rule this version applies, by code.
[[nodiscard]] std::vector<const findings::Rule*> catalogue();

// What happens to people, in one sentence; never a bare "all good": it says when nothing could be checked.
[[nodiscard]] std::string verdict_sentence(const intake::Workspace& workspace, const simulation::Result& simulation,
                                           const Verdicts& verdicts);

}  // namespace preflight::rules
