// Whom each rule concerns, counted while the events replay: all that a finding about people needs.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/findings/finding.h"
#include "core/simulation/outcome.h"

namespace preflight::simulation {

struct Tally {
    std::size_t people = 0;                     // each once, however many events
    std::vector<OutcomeNumber> first_outcomes;  // of the first people, at most findings::kMaxExamples
    // Of a rule about several attributes: how many people each concerns, by its number; else empty.
    std::vector<std::size_t> by_attribute;
};

class Tallies {
public:
    explicit Tallies(std::size_t people) : people_(people) {}

    // That a rule applied in an outcome.
    void count(const findings::Rule& rule, PersonNumber person, OutcomeNumber outcome);
    // Likewise, which attributes of the person it concerns; see PersonRule::attributes.
    void count_attributes(const findings::Rule& rule, PersonNumber person, std::uint32_t attributes);
    // Null when the rule concerns nobody.
    [[nodiscard]] const Tally* of(const findings::Rule& rule) const;
    // Whom any of the rules concerns, each once, in their order.
    [[nodiscard]] std::vector<PersonNumber> people_of(const std::vector<const findings::Rule*>& rules) const;

private:
    struct Counted {
        Tally tally;
        std::vector<bool> seen;                 // by person
        std::vector<std::uint32_t> attributes;  // likewise, bits; empty until they are counted
    };
    std::size_t people_;
    std::map<const findings::Rule*, Counted> by_rule_;  // looked up, never walked: addresses decide no order
};

}  // namespace preflight::simulation
