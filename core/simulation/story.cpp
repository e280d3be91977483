#include "core/simulation/story.h"

#include <algorithm>
#include <set>

#include "core/egnyte/account.h"
#include "core/egnyte/user_name.h"
#include "core/rules/person_rule.h"
#include "core/simulation/effects.h"
#include "core/simulation/undecided.h"
#include "core/text/unicode.h"
#include "core/workspace/user_attributes.h"

namespace preflight::simulation {

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (egnyte::user_name_character(byte) || c == '~') {  // the unreserved characters of RFC 3986
            result += c;
        } else {
            result += '%';
            result += kDigits[byte >> 4U];
            result += kDigits[byte & 0xFU];
        }
    }
    return result;
}

namespace {

using expression::Value;
using rules::PersonRule;
using rules::PersonRuleId;
using rules::PersonView;

// The one published refusal of this app (facts egnyte 9.1, E1).
constexpr std::string_view kInvalidUserNameText =
    "constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, "
    "rootBeanClass=class PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user "
    "name]";

// Likewise of an account that is not there (E3).
std::string not_found_text(std::string_view id) {
    return R"({"Errors":[{"description":"User )" + std::string(id) + R"( not found.","code":"404"}]})";
}

Operation operation_of(const Outcome& outcome) {
    return outcome.is(Outcome::update) ? Operation::update : Operation::create;
}

// The view that the replay had of the person.
struct Seen {
    Seen(const Scene& scene, const population::Blocks<Outcome>& outcomes, OutcomeNumber number)
        : outcome(outcomes[number]), view(scene.view(outcome)) {
        if (outcome.kind == Outcome::Kind::sign_in) {
            const bool has_account = outcome.own_account() != kNoRow;
            if (has_account) before = scene.world.after(outcome.account, number);
            const auto sent = outcome.is(Outcome::requested) ? std::optional(operation_of(outcome)) : std::nullopt;
            scene.add_sign_in(view, at(outcome), sent, has_account ? &before : nullptr);
            if (outcome.other_account != kNoRow)
                view.opens_other =
                    std::string(scene.atoms.text_of(scene.world.value(outcome.other_account, Attribute::userName)));
            return;
        }
        const bool fresh = outcome.is(Outcome::fresh);
        const bool found = outcome.is(Outcome::found);
        std::optional<AccountState> in_egnyte;
        if (found) in_egnyte = scene.world.before(outcome.account, number);
        before = scene.account_before(at(outcome), operation_of(outcome), in_egnyte);
        // Nothing is sent to an account of which only Okta's side is known.
        const bool shown = outcome.status == Status::skipped ? found : !fresh;
        scene.add_request(view, at(outcome), operation_of(outcome), fresh, found && !outcome.is(Outcome::update),
                          shown ? &before : nullptr);
        view.account_in_egnyte = found;
        view.account_gone = outcome.is(Outcome::gone);
        view.account_not_shown = outcome.is(Outcome::not_shown);
        scene.add_others(view, outcome, outcome.is(Outcome::others));
        if (outcome.reasons.has(static_cast<std::size_t>(PersonRuleId::licence_exhausted)))
            view.exhausted = scene.needed_seat(view);
        add_effects(view, outcome);
    }
    Seen(const Seen&) = delete;
    Seen& operator=(const Seen&) = delete;

    const Outcome& outcome;
    AccountState before;
    PersonView view;
};

constexpr auto kByName = egnyte::attributes_by_name();

std::string full_name(const PersonView& view) {
    return std::string(text::trim(view.text(Attribute::givenName) + " " + view.text(Attribute::familyName)));
}

// As the scenario names the event.
std::string_view operation_word(const Scene& scene, const Outcome& outcome) {
    const auto& scenario = scene.workspace.scenario;
    const bool stated = scenario && scenario->events_given && outcome.event < scenario->events.size();
    return stated ? std::string_view(scenario->events[outcome.event].type) : "provision";
}

Reason worded(std::size_t rule, const PersonView& view) {
    const PersonRule& person_rule = *rules::person_rules()[rule];
    return {person_rule.row, person_rule.message(view)};
}

// What would settle the unknown values of a request.
std::vector<std::string> missing_of(const Scene& scene, const Seen& seen) {
    const Outcome& outcome = seen.outcome;
    const PersonView& view = seen.view;
    std::set<std::string> result;
    if (outcome.is(Outcome::open)) return scene.missing_since_unplayed(at(outcome).moment);
    const Undecided open = undecided(view);
    for (const Attribute attribute : open.attributes) {
        if (view.value(attribute).origin == Origin::failed) {
            result.insert("a working expression for " + std::string(egnyte::name_of(attribute)));
            continue;
        }
        for (const std::string& what : scene.profiles.explain(at(outcome), operation_of(outcome), attribute).missing) {
            // user.department of somebody whose Okta profile was not given: the input is what is missing.
            const bool okta_profile = what.compare(0, 5, "user.") == 0 || what.compare(0, 7, "source.") == 0;
            result.insert(okta_profile ? "okta-users" : what == "now" ? "scenario: now" : what);
        }
    }
    if (open.account) result.insert("egnyte-users");
    if (open.assignment)
        result.insert("what Okta does with an assignment that is " + std::string(view.assignment_status));
    if (open.password_policy)
        result.insert(view.workspace.policies_given ? "okta-group-members" : "okta-password-policies");
    return {result.begin(), result.end()};
}

std::string_view detail_of_default(const Scene& scene, Attribute attribute) {
    if (attribute == Attribute::twoFactor) return "the domain's setting";
    if (attribute != Attribute::idpUserId) return {};
    const bool given = scene.workspace.scenario && scene.workspace.scenario->default_user_mapping;
    return given ? "by Default user mapping" : "Default user mapping is not given";
}

void tell_profile(const Scene& scene, const Seen& seen, bool created, Story& story) {
    const SentProfile profile = scene.with_defaults(seen.view, created);
    for (const Attribute attribute : kByName) {
        if (!in_profile(attribute)) continue;
        const SentValue& value = profile[static_cast<std::size_t>(attribute)];
        ProfileValue told;
        told.attribute = attribute;
        told.origin = value.origin;
        if (!value.unknown()) told.value = workspace::value_of(scene.atoms, value.cell);
        Profiles::Explanation why = scene.profiles.explain(at(seen.outcome), operation_of(seen.outcome), attribute);
        if (value.origin == Origin::egnyte_default) {
            // Type and authentication keep the expression that gave nothing; the others are Egnyte's alone.
            if (attribute == Attribute::userType || attribute == Attribute::authType) told.expression = why.expression;
            told.detail = detail_of_default(scene, attribute);
        } else {
            told.expression = why.expression;
            told.detail = std::move(why.detail);
        }
        story.profile.push_back(std::move(told));
    }
}

Value account_value(const Scene& scene, const AccountState& account) {
    Value::Map members;
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        const auto attribute = static_cast<Attribute>(i);
        if (attribute == Attribute::active) {
            members.emplace_back("active", Value::boolean(account.active));
        } else if (!account.cells[i].is_unset()) {
            members.emplace_back(std::string(egnyte::name_of(attribute)),
                                 workspace::value_of(scene.atoms, account.cells[i]));
        }
    }
    return Value::map(std::move(members));
}

Value scim_user(const PersonView& view, const Story& story) {
    const auto sent = [&](Attribute attribute) {
        const ProfileValue* value = story.find(attribute);
        return value->value.value_or(Value::null());
    };
    Value::Map body;
    body.emplace_back("schemas", Value::list({Value::string("urn:ietf:params:scim:schemas:core:2.0:User")}));
    body.emplace_back("userName", Value::string(view.text(Attribute::userName)));
    body.emplace_back(
        "name", Value::map({{"givenName", sent(Attribute::givenName)}, {"familyName", sent(Attribute::familyName)}}));
    body.emplace_back(
        "emails", Value::list({Value::map({{"primary", Value::boolean(true)}, {"value", sent(Attribute::email)}})}));
    body.emplace_back("active", Value::boolean(true));
    for (const Attribute attribute : {Attribute::userType, Attribute::authType, Attribute::sendInvite,
                                      Attribute::isServiceAccount, Attribute::idpUserId, Attribute::twoFactor}) {
        const ProfileValue* value = story.find(attribute);
        if (value->value && !value->value->is_null() && value->origin != Origin::egnyte_default)
            body.emplace_back(std::string(egnyte::name_of(attribute)), *value->value);
    }
    return Value::map(std::move(body));
}

// What Egnyte answers to a refused request (facts egnyte 9: E1, U1-U12).
void tell_refusal(const Outcome& outcome, const Story& story, Exchange& exchange) {
    const auto has = [&](PersonRuleId rule) { return outcome.reasons.has(static_cast<std::size_t>(rule)); };
    const bool bad_name = has(PersonRuleId::username_missing) || has(PersonRuleId::username_has_at_sign) ||
                          has(PersonRuleId::username_invalid_character) || has(PersonRuleId::username_invalid_start);
    const bool conflict = has(PersonRuleId::username_collision) || has(PersonRuleId::email_duplicate);
    exchange.status = bad_name || !conflict ? 400 : 409;
    if (bad_name) {
        exchange.text = kInvalidUserNameText;
        exchange.simulated = has(PersonRuleId::username_missing) && !has(PersonRuleId::username_has_at_sign);
        return;
    }
    const auto first = std::find_if(story.reasons.begin(), story.reasons.end(), [](const Reason& reason) {
        return reason.rule->effect == findings::Effect::refuses;
    });
    if (first != story.reasons.end()) exchange.text = first->message;
}

// What would go over the wire.
void tell_exchange(const Scene& scene, const Seen& seen, Story& story) {
    const Outcome& outcome = seen.outcome;
    const PersonView& view = seen.view;
    bool in_okta = false;
    outcome.reasons.for_each([&](std::size_t rule) { in_okta = in_okta || rules::person_rules()[rule]->in_okta; });
    if (in_okta) return;
    const bool has_name = view.value(Attribute::userName).known();
    const std::string account_path =
        "/Users/" + percent_encoded(seen.before.id.is_atom() ? scene.atoms.view(seen.before.id) : std::string_view{});
    if (view.account_gone) {
        story.exchange.push_back({"GET", account_path, {}, 404, not_found_text(view.external_id), false});
        return;
    }
    if (view.update) {
        story.exchange.push_back({"GET", account_path, {}, 200, {}, true});
    } else if (has_name) {
        story.exchange.push_back(
            {"GET",
             "/Users?filter=" + percent_encoded("userName eq \"" + view.text(Attribute::userName) + "\"") +
                 "&startIndex=1&count=100",
             {},
             200,
             view.fresh ? "no account found" : "one account found",
             true});
    }
    if (story.status == Status::unknown || story.status == Status::unchanged || !has_name) return;
    Exchange exchange;
    exchange.method = view.fresh ? "POST" : "PATCH";
    exchange.path = view.fresh ? "/Users" : account_path;
    exchange.body = scim_user(view, story);
    if (story.status == Status::failed) {
        tell_refusal(outcome, story, exchange);
    } else {
        exchange.status = view.fresh ? 201 : 200;
    }
    story.exchange.push_back(std::move(exchange));
}

// Only `active` is sent (Q21): the rest of the account stays as it is.
void tell_deactivation(const Scene& scene, const Seen& seen, Story& story) {
    const Outcome& outcome = seen.outcome;
    story.changes.clear();
    if (outcome.account == kNoRow) return;
    AccountState after = seen.before;
    after.active = after.active && outcome.status != Status::deactivated;
    story.egnyte_user = account_value(scene, after);
    if (outcome.status != Status::deactivated) return;
    story.changes.push_back({Attribute::active, Value::boolean(true), Value::boolean(false)});
    const std::string_view id = after.id.is_atom() ? scene.atoms.view(after.id) : std::string_view{};
    story.exchange.push_back(
        {"PATCH", "/Users/" + percent_encoded(id), Value::map({{"active", Value::boolean(false)}}), 200, {}, true});
}

}  // namespace

const ProfileValue* Story::find(Attribute attribute) const {
    const auto found = std::find_if(profile.begin(), profile.end(),
                                    [&](const ProfileValue& value) { return value.attribute == attribute; });
    return found == profile.end() ? nullptr : &*found;
}

Story story_of(const Scene& scene, const population::Blocks<Outcome>& outcomes, OutcomeNumber number) {
    const Seen seen(scene, outcomes, number);
    const Outcome& outcome = seen.outcome;
    const PersonView& view = seen.view;
    Story story;
    story.number = number;
    story.event = outcome.event;
    story.operation = operation_word(scene, outcome);
    story.status = outcome.status;
    if (outcome.is(Outcome::invites)) story.invitation = Truth::yes;
    if (outcome.is(Outcome::may_invite)) story.invitation = Truth::unknown;
    story.user.id = scene.people.id(outcome.person);
    story.user.login = scene.people.login(outcome.person);
    story.user.name = full_name(view);
    if (scene.workspace.application == nullptr) story.assumed.emplace_back("okta-application");
    if (scene.people.app_row(outcome.person) == kNoRow && !scene.people.joins(outcome.person))
        story.assumed.emplace_back("okta-app-users");
    if (scene.people.user_row(outcome.person) == kNoRow) story.assumed.emplace_back("okta-users");
    if (!scene.world.given()) story.assumed.emplace_back("egnyte-users");
    outcome.reasons.for_each([&](std::size_t rule) { story.reasons.push_back(worded(rule, view)); });

    const bool accepted =
        outcome.status != Status::failed && outcome.status != Status::unknown && outcome.status != Status::skipped;
    tell_profile(scene, seen, accepted, story);
    if (outcome.status == Status::skipped) return story;
    story.missing = missing_of(scene, seen);
    AccountState after = seen.before;
    if (outcome.is(Outcome::deactivation)) {
        tell_deactivation(scene, seen, story);
        return story;
    }
    if (accepted) {
        const Scene::Applied applied = scene.applied(view, scene.with_defaults(view, true), seen.before);
        after = applied.after;
        after.active = true;
        if (view.fresh) after[Attribute::userName] = scene.world.value(outcome.account, Attribute::userName);
        for (const Attribute attribute : kByName) {
            if ((applied.changed >> static_cast<unsigned>(attribute) & 1U) == 0) continue;
            story.changes.push_back({attribute, workspace::value_of(scene.atoms, seen.before[attribute]),
                                     workspace::value_of(scene.atoms, after[attribute])});
        }
    }
    if ((!view.fresh || accepted) && !view.account_gone && !view.account_not_shown)
        story.egnyte_user = account_value(scene, after);
    tell_exchange(scene, seen, story);
    return story;
}

namespace {

// In the order of the registry, the gates first. What the request was refused for is reported about the request.
void add_sign_in_reasons(const Scene& scene, const population::Blocks<Outcome>& outcomes, const Seen& seen,
                         SignInStory& story) {
    const Outcome& outcome = seen.outcome;
    const MetadataEffect& metadata = scene.metadata;
    const auto shared = [&](const SharedReason& reason) { story.reasons.push_back({reason.rule, reason.message}); };
    if (outcome.is(Outcome::blocked)) std::for_each(metadata.blocked.begin(), metadata.blocked.end(), shared);
    if (outcome.is(Outcome::also)) shared(*metadata.also);
    std::optional<Seen> request;
    const auto of_stage = [&](bool sign_in) {
        outcome.reasons.for_each([&](std::size_t rule) {
            if ((rules::person_rules()[rule]->stage == rules::Stage::sign_in) != sign_in) return;
            if (outcome.provisioned == kNoRow || !outcomes[outcome.provisioned].reasons.has(rule)) {
                story.reasons.push_back(worded(rule, seen.view));
                return;
            }
            if (!request) request.emplace(scene, outcomes, outcome.provisioned);
            story.reasons.push_back(worded(rule, request->view));
        });
    };
    of_stage(false);
    if (outcome.is(Outcome::undecided)) std::for_each(metadata.undecided.begin(), metadata.undecided.end(), shared);
    of_stage(true);
}

}  // namespace

SignInStory sign_in_story_of(const Scene& scene, const population::Blocks<Outcome>& outcomes, OutcomeNumber number) {
    const Seen seen(scene, outcomes, number);
    const Outcome& outcome = seen.outcome;
    SignInStory story;
    story.number = number;
    story.event = outcome.event;
    story.login = scene.people.login(outcome.person);
    story.user_id = scene.people.id(outcome.person);
    story.status = outcome.status;
    const bool has_name = seen.view.value(Attribute::userName).known();
    if (has_name) story.name_id = seen.view.name_id;
    if (!seen.view.key.empty()) story.key = seen.view.key;
    story.compared_with = seen.view.key_by_account ? std::optional(Attribute::idpUserId) : scene.default_user_mapping();
    if (seen.view.opens_other) {
        story.landing = SignInStory::Landing{*seen.view.opens_other, false};
    } else if (story.name_id && story.key && text::equal_ignoring_ascii_case(*story.name_id, *story.key)) {
        story.landing = SignInStory::Landing{std::string(seen.view.account_text(Attribute::userName)), true};
    }
    add_sign_in_reasons(scene, outcomes, seen, story);
    if (outcome.is(Outcome::open)) story.missing = scene.missing_since_unplayed(at(outcome).moment);
    if (outcome.status != Status::unknown || outcome.is(Outcome::open)) return story;
    const auto miss = [&](std::string what) {
        if (std::find(story.missing.begin(), story.missing.end(), what) == story.missing.end())
            story.missing.push_back(std::move(what));
    };
    // What leaves the request open leaves the sign-in open.
    if (outcome.provisioned != kNoRow && outcomes[outcome.provisioned].status == Status::unknown) {
        for (std::string& what : story_of(scene, outcomes, outcome.provisioned).missing) miss(std::move(what));
    }
    if (outcome.own_account() == kNoRow) return story;
    if (outcome.is(Outcome::undecided)) miss("saml-idp-metadata");
    if (outcome.reasons.has(static_cast<std::size_t>(PersonRuleId::sign_in_user_mapping_unknown)))
        miss("scenario: egnyte.sso.defaultUserMapping");
    if (!has_name) {
        for (std::string& what :
             scene.profiles.explain(at(outcome), operation_of(outcome), Attribute::userName).missing)
            miss(std::move(what));
    }
    return story;
}

PersonCard card_of(const Scene& scene, const population::Blocks<Outcome>& outcomes, OutcomeNumber number) {
    const Seen seen(scene, outcomes, number);
    const SentProfile profile = scene.with_defaults(seen.view, false);
    const auto value = [&](Attribute attribute) -> std::optional<Value> {
        const SentValue& sent = profile[static_cast<std::size_t>(attribute)];
        if (sent.unknown()) return std::nullopt;
        return workspace::value_of(scene.atoms, sent.cell);
    };
    PersonCard card;
    card.name = full_name(seen.view);
    card.user_name = value(Attribute::userName);
    card.user_type = value(Attribute::userType);
    card.auth_type = value(Attribute::authType);
    return card;
}

Blame blame_of(const Scene& scene, const population::Blocks<Outcome>& outcomes, OutcomeNumber number,
               const findings::Rule& rule) {
    Blame blame;
    const auto all = rules::person_rules();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const PersonRule* person_rule) { return person_rule->row == &rule; });
    if (found == all.end()) return blame;
    // A sign-in without an account fails for what the request was refused for.
    const Outcome& outcome = outcomes[number];
    const bool of_request = outcome.kind == Outcome::Kind::sign_in && outcome.provisioned != kNoRow &&
                            outcomes[outcome.provisioned].reasons.has(static_cast<std::size_t>(found - all.begin()));
    const Seen seen(scene, outcomes, of_request ? outcome.provisioned : number);
    if ((*found)->message != nullptr) blame.message = (*found)->message(seen.view);
    if ((*found)->remedy != nullptr) blame.remedy = (*found)->remedy(seen.view);
    blame.attribute = (*found)->blamed(seen.view);
    if (!blame.attribute) return blame;
    // Where its value comes from is known of the request.
    const bool signs_in = seen.outcome.kind == Outcome::Kind::sign_in;
    if (signs_in && outcome.provisioned == kNoRow) return blame;
    const auto blame_in = [&](const Seen& request) {
        const Outcome& made = request.outcome;
        blame.origin =
            scene
                .with_defaults(request.view, made.status == Status::created)[static_cast<std::size_t>(*blame.attribute)]
                .origin;
        const auto why = scene.profiles.explain(at(made), operation_of(made), *blame.attribute);
        if (why.changed != nullptr) blame.event = why.changed->at;
    };
    if (signs_in) {
        blame_in(Seen(scene, outcomes, outcome.provisioned));
    } else {
        blame_in(seen);
    }
    return blame;
}

}  // namespace preflight::simulation
