#include "core/simulation/undecided.h"

#include "core/rules/password_policy.h"

namespace preflight::simulation {

using egnyte::Attribute;

Undecided undecided(const rules::PersonView& view) {
    Undecided result;
    const auto look_at = [&](Attribute attribute) {
        if (view.value(attribute).unknown()) result.attributes.push_back(attribute);
    };
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        if (egnyte::is_decisive(static_cast<Attribute>(i))) look_at(static_cast<Attribute>(i));
    }
    result.account = view.account_not_shown;
    result.assignment = rules::assignment_of(view) == rules::Assignment::not_documented;
    if (view.truth(Attribute::isServiceAccount) != rules::Truth::yes) return result;
    look_at(Attribute::sendInvite);
    result.password_policy = view.fresh && rules::password_policy_answer(view.workspace, view.password_provider) ==
                                               rules::PolicyAnswer::unknown;
    return result;
}

}  // namespace preflight::simulation
