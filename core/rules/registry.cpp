#include <array>

#include "core/rules/person_rule.h"

namespace preflight::rules {

namespace {

constexpr std::array<const PersonRule*, kPersonRules> kPeople = {
#define PERSON_RULE(name) &name::kPerson,
#include "core/rules/registry.def"
#undef PERSON_RULE
};

}  // namespace

std::span<const PersonRule* const> person_rules() {
    return kPeople;
}

const PersonRule& person_rule(PersonRuleId id) {
    return *kPeople[static_cast<std::size_t>(id)];
}

}  // namespace preflight::rules
