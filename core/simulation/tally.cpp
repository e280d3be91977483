#include "core/simulation/tally.h"

#include "core/egnyte/account.h"

namespace preflight::simulation {

void Tallies::count(const findings::Rule& rule, PersonNumber person, OutcomeNumber outcome) {
    Counted& counted = by_rule_[&rule];
    if (counted.seen.empty()) counted.seen.resize(people_);
    if (counted.seen[person]) return;
    counted.seen[person] = true;
    ++counted.tally.people;
    if (counted.tally.first_outcomes.size() < findings::kMaxExamples) counted.tally.first_outcomes.push_back(outcome);
}

void Tallies::count_attributes(const findings::Rule& rule, PersonNumber person, std::uint32_t attributes) {
    Counted& counted = by_rule_[&rule];
    if (counted.attributes.empty()) {
        counted.attributes.resize(people_);
        counted.tally.by_attribute.resize(egnyte::kAttributeCount);
    }
    std::uint32_t& seen = counted.attributes[person];
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        if (((attributes & ~seen) >> i & 1U) != 0) ++counted.tally.by_attribute[i];
    }
    seen |= attributes;
}

const Tally* Tallies::of(const findings::Rule& rule) const {
    const auto found = by_rule_.find(&rule);
    return found == by_rule_.end() ? nullptr : &found->second.tally;
}

std::vector<PersonNumber> Tallies::people_of(const std::vector<const findings::Rule*>& rules) const {
    std::vector<const Counted*> counted;
    for (const findings::Rule* rule : rules) {
        const auto found = by_rule_.find(rule);
        if (found != by_rule_.end()) counted.push_back(&found->second);
    }
    std::vector<PersonNumber> result;
    if (counted.empty()) return result;
    for (std::size_t person = 0; person < people_; ++person) {
        for (const Counted* one : counted) {
            if (!one->seen[person]) continue;
            result.push_back(static_cast<PersonNumber>(person));
            break;
        }
    }
    return result;
}

}  // namespace preflight::simulation
