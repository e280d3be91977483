// Where the events leave each person (spec 5.11): the one answer that the headline, the page's bar and filters, the CSV
// and the causes share.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/simulation/end_state.h"
#include "core/simulation/rehearsal.h"

namespace preflight::verdict {

class EndStates {
public:
    // The rehearsal outlives it; of the findings only the rules are kept, which are static.
    EndStates(const simulation::Rehearsal& rehearsal, const std::vector<findings::Finding>& findings);

    // Of a person with a request.
    [[nodiscard]] simulation::EndState of(simulation::PersonNumber person) const { return states_[person]; }
    // The same for an earlier request of a person.
    [[nodiscard]] simulation::EndState after(simulation::OutcomeNumber request) const;
    // Without what hits everybody.
    [[nodiscard]] simulation::EndState alone(simulation::PersonNumber person) const;

    // The rules that hit everybody: a wrong Subdomain stops every request, unusable metadata every sign-in. Empty where
    // there are none.
    [[nodiscard]] const std::vector<const findings::Rule*>& blockers() const { return blockers_; }
    // What the first of them says; empty where there are none.
    [[nodiscard]] const std::string& blocked_by() const { return blocked_by_; }

    // A wrong Subdomain stops every request.
    [[nodiscard]] bool all_refused() const { return everybody_ == simulation::EndState::refused; }
    // People with an account whose last request Egnyte rejects.
    [[nodiscard]] std::size_t rejected_updates() const { return rejected_updates_; }

    // How many people are in each state, by its number.
    using Counts = std::array<std::size_t, 5>;
    [[nodiscard]] const Counts& counts() const { return counts_; }

private:
    const simulation::Rehearsal& rehearsal_;
    std::vector<const findings::Rule*> blockers_;
    std::string blocked_by_;
    std::optional<simulation::EndState> everybody_;
    std::vector<simulation::EndState> states_;  // by person
    Counts counts_{};
    std::size_t rejected_updates_ = 0;
};

}  // namespace preflight::verdict
