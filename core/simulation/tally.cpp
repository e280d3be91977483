#include "core/simulation/tally.h"

namespace preflight::simulation {

void Tallies::count(const findings::Rule& rule, PersonNumber person, OutcomeNumber outcome) {
    Counted& counted = by_rule_[&rule];
    if (counted.seen.empty()) counted.seen.resize(people_);
    if (counted.seen[person]) return;
    counted.seen[person] = true;
    ++counted.tally.people;
    if (counted.tally.first_outcomes.size() < findings::kMaxExamples) counted.tally.first_outcomes.push_back(outcome);
}

const Tally* Tallies::of(const findings::Rule& rule) const {
    const auto found = by_rule_.find(&rule);
    return found == by_rule_.end() ? nullptr : &found->second.tally;
}

}  // namespace preflight::simulation
