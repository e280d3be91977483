#include "core/simulation/story.h"

#include <algorithm>
#include <set>

#include "core/egnyte/account.h"
#include "core/egnyte/user_name.h"
#include "core/rules/person_rule.h"
#include "core/simulation/undecided.h"
#include "core/text/unicode.h"
#include "core/workspace/user_attributes.h"

namespace preflight::simulation {

namespace {

using expression::Value;
using rules::PersonRule;
using rules::PersonRuleId;
using rules::PersonView;
using rules::Truth;

// The one published refusal of this app (facts egnyte 9.1, E1).
constexpr std::string_view kInvalidUserNameText =
    "constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, "
    "rootBeanClass=class PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user "
    "name]";

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

Operation operation_of(const Outcome& outcome) {
    return outcome.is(Outcome::update) ? Operation::update : Operation::create;
}

// The view that the replay had of the person.
struct Seen {
    Seen(const Scene& scene, const population::Blocks<Outcome>& outcomes, OutcomeNumber number)
        : outcome(outcomes[number]), view(scene.view(outcome.person, operation_of(outcome))) {
        if (outcome.kind == Outcome::Kind::sign_in) {
            if (outcome.account != kNoRow) before = scene.world.after(outcome.account, number);
            scene.add_sign_in(view, outcome.person, outcome.account == kNoRow ? nullptr : &before);
            return;
        }
        const bool fresh = outcome.is(Outcome::fresh);
        const bool found = outcome.is(Outcome::found);
        std::optional<AccountState> in_egnyte;
        if (found) in_egnyte = scene.world.before(outcome.account, number);
        before = scene.account_before(outcome.person, operation_of(outcome), in_egnyte);
        scene.add_request(view, outcome.person, operation_of(outcome), fresh, found && !outcome.is(Outcome::update),
                          fresh || outcome.status == Status::skipped ? nullptr : &before);
        view.account_in_egnyte = found;
        scene.add_others(view, outcome.person, outcome.same_user_name, outcome.same_email, outcome.email_owner);
        if (outcome.reasons.has(static_cast<std::size_t>(PersonRuleId::licence_exhausted)))
            view.exhausted = scene.needed_seat(view);
    }
    Seen(const Seen&) = delete;
    Seen& operator=(const Seen&) = delete;

    const Outcome& outcome;
    AccountState before;
    PersonView view;
};

std::string full_name(const PersonView& view) {
    return std::string(text::trim(view.text(Attribute::givenName) + " " + view.text(Attribute::familyName)));
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
    const Undecided open = undecided(view);
    for (const Attribute attribute : open.attributes) {
        if (view.value(attribute).origin == Origin::failed) {
            result.insert("a working expression for " + std::string(egnyte::name_of(attribute)));
            continue;
        }
        for (const std::string& what :
             scene.profiles.explain(outcome.person, operation_of(outcome), attribute).missing) {
            // user.department of somebody whose Okta profile was not given: the input is what is missing.
            const bool okta_profile = what.compare(0, 5, "user.") == 0 || what.compare(0, 7, "source.") == 0;
            result.insert(okta_profile ? "okta-users" : what == "now" ? "scenario: now" : what);
        }
    }
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
    for (const Attribute attribute : egnyte::attributes_by_name()) {
        if (!in_profile(attribute)) continue;
        const SentValue& value = profile[static_cast<std::size_t>(attribute)];
        ProfileValue told;
        told.attribute = attribute;
        told.origin = value.origin;
        if (!value.unknown()) told.value = workspace::value_of(scene.atoms, value.cell);
        Profiles::Explanation why = scene.profiles.explain(seen.outcome.person, operation_of(seen.outcome), attribute);
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
    const bool has_name = view.value(Attribute::userName).known();
    const std::string account_path =
        "/Users/" + percent_encoded(seen.before.id.is_atom() ? scene.atoms.view(seen.before.id) : std::string_view{});
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
    story.operation = "provision";
    story.status = outcome.status;
    story.user.id = scene.people.id(outcome.person);
    story.user.login = scene.people.login(outcome.person);
    story.user.name = full_name(view);
    if (scene.workspace.application == nullptr) story.assumed.emplace_back("okta-application");
    if (scene.people.app_row(outcome.person) == kNoRow) story.assumed.emplace_back("okta-app-users");
    if (scene.people.user_row(outcome.person) == kNoRow) story.assumed.emplace_back("okta-users");
    if (!scene.world.given()) story.assumed.emplace_back("egnyte-users");
    outcome.reasons.for_each([&](std::size_t rule) { story.reasons.push_back(worded(rule, view)); });

    const bool accepted =
        outcome.status != Status::failed && outcome.status != Status::unknown && outcome.status != Status::skipped;
    tell_profile(scene, seen, accepted, story);
    if (outcome.status == Status::skipped) return story;
    story.missing = missing_of(scene, seen);
    AccountState after = seen.before;
    if (accepted) {
        const Scene::Applied applied = scene.applied(view, scene.with_defaults(view, true), seen.before);
        after = applied.after;
        after.active = true;
        if (view.fresh) after[Attribute::userName] = scene.world.value(outcome.account, Attribute::userName);
        for (const Attribute attribute : egnyte::attributes_by_name()) {
            if ((applied.changed >> static_cast<unsigned>(attribute) & 1U) == 0) continue;
            story.changes.push_back({attribute, workspace::value_of(scene.atoms, seen.before[attribute]),
                                     workspace::value_of(scene.atoms, after[attribute])});
        }
    }
    if (!view.fresh || accepted) story.egnyte_user = account_value(scene, after);
    tell_exchange(scene, seen, story);
    return story;
}

SignInStory sign_in_story_of(const Scene& scene, const population::Blocks<Outcome>& outcomes, OutcomeNumber number) {
    const Seen seen(scene, outcomes, number);
    const Outcome& outcome = seen.outcome;
    SignInStory story;
    story.number = number;
    story.event = outcome.event;
    story.login = scene.people.login(outcome.person);
    story.user_id = scene.people.id(outcome.person);
    story.status = outcome.status;
    const MetadataEffect& metadata = scene.metadata;
    const auto shared = [&](const SharedReason& reason) { story.reasons.push_back({reason.rule, reason.message}); };
    if (outcome.is(Outcome::blocked)) std::for_each(metadata.blocked.begin(), metadata.blocked.end(), shared);
    if (outcome.is(Outcome::also)) shared(*metadata.also);
    const bool has_name = seen.view.value(Attribute::userName).known();
    if (has_name) story.name_id = seen.view.name_id;
    if (outcome.account == kNoRow) {
        const Story provisioned = story_of(scene, outcomes, outcome.provisioned);
        story.missing = provisioned.missing;
        std::copy_if(provisioned.reasons.begin(), provisioned.reasons.end(), std::back_inserter(story.reasons),
                     [](const Reason& reason) { return reason.rule->effect == findings::Effect::refuses; });
        return story;
    }
    const auto of_stage = [&](rules::Stage wanted) {
        outcome.reasons.for_each([&](std::size_t rule) {
            if (rules::person_rules()[rule]->stage == wanted) story.reasons.push_back(worded(rule, seen.view));
        });
    };
    of_stage(rules::Stage::gate);
    if (outcome.is(Outcome::undecided)) {
        std::for_each(metadata.undecided.begin(), metadata.undecided.end(), shared);
        story.missing.emplace_back("saml-idp-metadata");
    }
    of_stage(rules::Stage::sign_in);
    if (!seen.view.key.empty()) story.key = seen.view.key;
    if (outcome.reasons.has(static_cast<std::size_t>(PersonRuleId::sign_in_user_mapping_unknown)))
        story.missing.emplace_back("scenario: egnyte.sso.defaultUserMapping");
    if (!has_name) {
        const auto why = scene.profiles.explain(outcome.person, operation_of(outcome), Attribute::userName);
        story.missing.insert(story.missing.end(), why.missing.begin(), why.missing.end());
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
    const bool of_request = outcome.kind == Outcome::Kind::sign_in && (*found)->stage == rules::Stage::provision;
    const Seen seen(scene, outcomes, of_request ? outcome.provisioned : number);
    if ((*found)->message != nullptr) blame.message = (*found)->message(seen.view);
    blame.attribute = (*found)->blamed(seen.view);
    if (!blame.attribute) return blame;
    // Where its value comes from is known of the request.
    const bool signs_in = seen.outcome.kind == Outcome::Kind::sign_in;
    if (signs_in && outcome.provisioned == kNoRow) return blame;
    const auto origin_in = [&](const Seen& request) {
        const bool created = request.outcome.status == Status::created;
        return scene.with_defaults(request.view, created)[static_cast<std::size_t>(*blame.attribute)].origin;
    };
    blame.origin = signs_in ? origin_in(Seen(scene, outcomes, outcome.provisioned)) : origin_in(seen);
    return blame;
}

}  // namespace preflight::simulation
