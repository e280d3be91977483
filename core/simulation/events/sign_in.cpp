// Step 8 of the rehearsal (spec 5): the NameID that Okta sends against the key that Egnyte looks the person up by.
#include "core/egnyte/user_name.h"
#include "core/rules/person_rule.h"
#include "core/simulation/events/event.h"
#include "core/simulation/replay.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

using rules::PersonRuleId;
using rules::PersonView;

void add_shared(const MetadataEffect& metadata, bool blocked, Outcome& outcome) {
    if (blocked) outcome.set(Outcome::blocked);
    if (metadata.also) outcome.set(Outcome::also);
}

// Without an account there is nobody to sign in as. Only people whom Okta tried to provision as SSO users are worth a
// line; false for all others.
bool without_account(Replay& replay, Outcome& outcome) {
    if (outcome.provisioned == kNoRow) return false;
    const Scene& scene = replay.scene();
    const Outcome& provisioned = replay.outcome(outcome.provisioned);
    if (provisioned.status == Status::skipped) return false;
    const SentValue sent = scene.profiles.value(
        outcome.person, provisioned.is(Outcome::update) ? Operation::update : Operation::create, Attribute::authType);
    const bool by_default = sent.unset() && provisioned.is(Outcome::fresh);
    const auto way = egnyte::canonical_auth_type(by_default ? std::string_view("sso") : scene.atoms.text_of(sent.cell));
    if (way && *way != "sso") return false;
    // Metadata that nobody can sign in with decides, even where it is open whether there will be an account (spec 5.8).
    const bool blocked = !scene.metadata.blocked.empty() && way.has_value();
    outcome.status = provisioned.status == Status::unknown && !blocked ? Status::unknown : Status::failed;
    if (way) add_shared(scene.metadata, blocked, outcome);
    provisioned.reasons.for_each([&](std::size_t rule) {
        if (rules::person_rules()[rule]->row->effect == findings::Effect::refuses) outcome.reasons.add(rule);
    });
    return true;
}

// False for people who do not sign in by SSO.
bool with_account(Replay& replay, Outcome& outcome) {
    const Scene& scene = replay.scene();
    const AccountState account = scene.world.state(outcome.account);
    const std::string_view way = scene.atoms.text_of(account[Attribute::authType]);
    if (!egnyte::counts_as_unset(way) && egnyte::canonical_auth_type(way) != std::string_view("sso")) return false;
    PersonView view = scene.view(outcome.person, replay.operation(outcome.person));
    scene.add_sign_in(view, outcome.person, &account);
    add_shared(scene.metadata, !scene.metadata.blocked.empty(), outcome);
    // Whom Okta does not let in, or an app that is off, signs nobody in, account or not.
    for (const PersonRuleId gate : {PersonRuleId::app_inactive, PersonRuleId::user_not_active}) {
        if (rules::person_rule(gate).applies(view)) outcome.reasons.add(static_cast<std::size_t>(gate));
    }
    // A deactivated account cannot sign in (L6); the provisioning outcome already says why.
    bool fails = outcome.is(Outcome::blocked) || !outcome.reasons.empty() || !account.active;
    bool undecided = !scene.metadata.undecided.empty();
    if (undecided) outcome.set(Outcome::undecided);
    add_reasons(view, rules::Stage::sign_in, outcome.reasons);
    const auto has = [&](PersonRuleId rule) { return outcome.reasons.has(static_cast<std::size_t>(rule)); };
    fails = fails || has(PersonRuleId::sign_in_idp_username_empty) || has(PersonRuleId::sign_in_name_id_mismatch);
    undecided = undecided || !view.value(Attribute::userName).known() || view.key.empty();
    outcome.status = fails ? Status::failed : undecided ? Status::unknown : Status::signed_in;
    return true;
}

}  // namespace

bool apply(const SignInEvent& event, Replay& replay) {
    const Scene& scene = replay.scene();
    return replay.each(0, event.stated.user, [&](PersonNumber person) {
        Outcome outcome;
        outcome.kind = Outcome::Kind::sign_in;
        outcome.person = person;
        outcome.event = static_cast<std::uint32_t>(replay.event_number());
        if (replay.operation(person) == Operation::update) outcome.set(Outcome::update);
        outcome.provisioned = replay.last_outcome(person);
        outcome.account = replay.account_of(person);
        if (outcome.account == kNoRow) outcome.account = scene.world.by_id(scene.people.external_id(person));
        if (outcome.account == kNoRow) {
            const SentValue name = scene.profiles.value(person, replay.operation(person), Attribute::userName);
            if (name.known()) outcome.account = scene.world.by_user_name(name.cell);
        }
        const bool shown = outcome.account == kNoRow ? without_account(replay, outcome) : with_account(replay, outcome);
        if (shown) replay.add(outcome);
    });
}

}  // namespace preflight::simulation
