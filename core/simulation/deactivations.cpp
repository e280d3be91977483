#include "core/simulation/deactivations.h"

#include "core/rules/person_rule.h"
#include "core/simulation/effects.h"

namespace preflight::simulation {

namespace {

using rules::Assignment;
using rules::PersonRuleId;

// Why Okta sends nothing for somebody who is not, or no longer, assigned and active.
constexpr PersonRuleId kNotAssigned[] = {PersonRuleId::user_not_active, PersonRuleId::assignment_ended,
                                         PersonRuleId::import_not_confirmed};
constexpr PersonRuleId kSwitchedOff[] = {PersonRuleId::app_inactive, PersonRuleId::api_integration_disabled};

template <std::size_t count>
bool add_those_that_apply(const PersonRuleId (&rules)[count], const rules::PersonView& view, Outcome& outcome) {
    bool any = false;
    for (const PersonRuleId rule : rules) {
        if (!rules::person_rule(rule).applies(view)) continue;
        outcome.reasons.add(static_cast<std::size_t>(rule));
        any = true;
    }
    return any;
}

}  // namespace

void send_deactivation(Replay& replay, PersonNumber person, Outcome::Flag how) {
    Scene& scene = replay.scene();
    Outcome before = replay.begin(person);
    rules::PersonView view_before = scene.view(before);
    replay.change(person, how);
    Outcome outcome = replay.begin(person);
    outcome.set(Outcome::deactivation);
    Scene::Found found;
    found.account = replay.account_of(person);
    if (found.account == kNoRow) found = scene.find_account(replay.at(person), replay.operation(person));
    const PersonNumber owner = replay.owner_of(found.account);
    outcome.account = found.account;
    if (found.account != kNoRow) outcome.set(Outcome::found);
    if (owner != kNoRow && owner != person) outcome.set(Outcome::others);
    const auto keep = [&](Status status) {
        outcome.status = status;
        replay.add(outcome);
        if (how == Outcome::unassigned) replay.forget_account(person);
    };
    if (outcome.is(Outcome::open) || rules::assignment_of(view_before) == Assignment::not_documented)
        return keep(Status::unknown);
    // A person who was not assigned has no assignment to lose.
    if (add_those_that_apply(kNotAssigned, view_before, outcome)) return keep(Status::skipped);

    rules::PersonView view = scene.view(outcome);
    AccountState account;
    if (outcome.own_account() != kNoRow) {
        account = scene.world.state(outcome.account);
        view.account = &account;
        view.account_in_egnyte = true;
    }
    const bool off = add_those_that_apply(kSwitchedOff, view, outcome) || scene.switches.deactivate_users == false;
    if (off) {
        if (rules::person_rule(PersonRuleId::leaver_still_active).applies(view))
            outcome.reasons.add(static_cast<std::size_t>(PersonRuleId::leaver_still_active));
        return keep(Status::skipped);
    }
    if (found.not_shown) {
        outcome.set(Outcome::not_shown);
        return keep(Status::unknown);
    }
    // There is no account, or no longer.
    if (outcome.own_account() == kNoRow) return keep(Status::skipped);
    if (!account.active) return keep(Status::unchanged);
    AccountState after = account;
    after.active = false;
    scene.world.replace(outcome.account, after, replay.next_outcome());
    replay.own(person, outcome.account);
    add_effects(scene, view, account, after, outcome);
    keep(Status::deactivated);
}

}  // namespace preflight::simulation
