// Causes instead of findings: what to correct, in the order that helps people soonest, each with the findings that go
// away with it.
#pragma once

#include <cstddef>
#include <vector>

#include "core/findings/finding.h"
#include "core/simulation/rehearsal.h"
#include "core/verdict/end_states.h"

namespace preflight::verdict {

// Findings are named by their number in the list that the causes were made of.
struct Cause {
    std::size_t finding = 0;
    std::vector<std::size_t> effects;  // findings that the rule's `explains` names
    std::size_t holds_back = 0;        // people who cannot work while it is there
    std::size_t helps = 0;             // of them, those who would work if nothing else changed
    std::size_t works_after = 0;       // people who work once this cause and those before it are corrected
};

// Errors and warnings that are not another one's effect. What hits everybody comes first; then the cause that lets most
// people work once those before it are corrected. Causes that hold nobody back come last, in the order of the findings.
// A cause helps a person if, without its reasons and those it explains, the person would work. That a correction brings
// up new reasons is not foreseen here.
[[nodiscard]] std::vector<Cause> causes_of(const simulation::Rehearsal& rehearsal, const EndStates& states,
                                           const std::vector<findings::Finding>& findings);

}  // namespace preflight::verdict
