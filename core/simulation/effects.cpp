#include "core/simulation/effects.h"

#include "core/simulation/replay.h"

namespace preflight::simulation {

using rules::Truth;

bool is_token_owner(const Scene& scene, const AccountState& account) {
    const auto& scenario = scene.workspace.scenario;
    if (!scenario) return false;
    const auto is = [&](Attribute attribute) {
        return scenario->names_token_owner(scene.atoms.text_of(account[attribute]));
    };
    return is(Attribute::userName) || is(Attribute::email);
}

namespace {

// Whether Egnyte sends an invitation (facts egnyte S46, T5, Q20): for an account made active again only if it is asked
// to, and with authentication type egnyte always.
Truth invitation(const rules::PersonView& view, Status status) {
    const Truth asked = view.truth(Attribute::sendInvite);
    if (status == Status::reactivated) return asked == Truth::yes || asked == Truth::unknown ? asked : Truth::no;
    if (status != Status::created) return Truth::no;
    const bool service = view.truth(Attribute::isServiceAccount) == Truth::yes;
    if (view.auth_type == "egnyte" && !service) return Truth::yes;
    return asked == Truth::unset ? Truth::yes : asked;
}

}  // namespace

void add_effects(const Scene& scene, rules::PersonView& view, const AccountState& before, const AccountState& after,
                 Outcome& outcome) {
    if (scene.world.is_active_admin(before) && !scene.world.is_active_admin(after)) outcome.set(Outcome::loses_admin);
    if (outcome.is(Outcome::loses_admin) && is_token_owner(scene, before)) outcome.set(Outcome::token_owner);
    const Truth invited = invitation(view, outcome.status);
    if (invited == Truth::yes) outcome.set(Outcome::invites);
    if (invited == Truth::unknown) outcome.set(Outcome::may_invite);
    add_effects(view, outcome);
    add_reasons(view, rules::Stage::accepted, outcome.reasons);
}

void add_effects(rules::PersonView& view, const Outcome& outcome) {
    view.deactivates = outcome.is(Outcome::deactivation);
    view.loses_admin = outcome.is(Outcome::loses_admin);
    view.token_owner = outcome.is(Outcome::token_owner);
    view.no_admin_left = outcome.reasons.has(static_cast<std::size_t>(rules::PersonRuleId::last_admin_removed));
}

}  // namespace preflight::simulation
