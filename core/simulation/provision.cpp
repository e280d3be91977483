#include "core/simulation/provision.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/egnyte/user_name.h"
#include "core/rules/person_rule.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

using expression::Kind;

// Egnyte's answer depends on these; while one is unknown and nothing refuses the person anyway, so is the answer
// (spec 5.10).
constexpr std::array<std::string_view, 7> kDecisive = {"userName", "email",    "givenName",       "familyName",
                                                       "userType", "authType", "isServiceAccount"};
// What an account keeps and an update can change; sendInvite is an order, not a property of the account.
constexpr std::array<std::string_view, 9> kStored = {
    "email", "givenName", "familyName", "userType", "authType", "idpUserId", "isServiceAccount", "role", "language"};

// The one published refusal of this app (facts egnyte 9.1, E1).
constexpr std::string_view kInvalidUserNameText =
    "constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, "
    "rootBeanClass=class PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user "
    "name]";

std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

std::string code_point_name(char32_t c) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string hex;
    for (; c != 0 || hex.size() < 4; c >>= 4U) hex.insert(hex.begin(), kDigits[c & 0xFU]);
    return "U+" + hex;
}

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

// The reasons of one person, each rule once.
class Reasons {
public:
    explicit Reasons(std::vector<Reason>& out) : out_(out) {}

    void add(const rules::PersonRule& rule, std::string attribute, std::string message) {
        const bool known = std::any_of(out_.begin(), out_.end(), [&](const Reason& r) { return r.rule == rule.row; });
        if (!known) out_.push_back({rule.row, std::move(message), std::move(attribute)});
        refused_ = refused_ || rule.row->effect == findings::Effect::refuses;
    }
    [[nodiscard]] bool refused() const { return refused_; }

private:
    std::vector<Reason>& out_;
    bool refused_ = false;
};

bool unset(const Computed& computed) {
    return computed.value.is_null();
}
bool unknown(const Computed& computed) {
    return computed.value.is_unknown();
}

// Text of a known value; nothing when unset or unknown.
std::optional<std::string> known_text(const Computed& computed) {
    if (unset(computed) || unknown(computed)) return std::nullopt;
    return computed.value.to_text();
}

// true, false, unset, unknown or neither of all these.
enum class Truth { yes, no, unset, unknown, invalid };

Truth truth(const Computed& computed) {
    if (unset(computed)) return Truth::unset;
    if (unknown(computed)) return Truth::unknown;
    if (computed.value.kind() == Kind::boolean) return computed.value.as_boolean() ? Truth::yes : Truth::no;
    if (computed.value.kind() == Kind::string) {
        const std::string_view text = text::trim(computed.value.as_string());
        if (text::equal_ignoring_ascii_case(text, "true")) return Truth::yes;
        if (text::equal_ignoring_ascii_case(text, "false")) return Truth::no;
    }
    return Truth::invalid;
}

void check_user_name(std::string_view name, Reasons& reasons) {
    const egnyte::UserNameCheck check = egnyte::check_user_name(name);
    for (const egnyte::UserNameFault fault : check.faults) {
        switch (fault) {
            case egnyte::UserNameFault::missing:
                reasons.add(rules::username_missing::kPerson, "userName",
                            "There is no username: Okta would send " + quoted(name) + ".");
                break;
            case egnyte::UserNameFault::has_at_sign:
                reasons.add(rules::username_has_at_sign::kPerson, "userName",
                            "The username " + quoted(name) +
                                " contains @; Egnyte does not take e-mail addresses as usernames.");
                break;
            case egnyte::UserNameFault::invalid_character: {
                std::string list;
                for (const char32_t c : check.invalid_characters) {
                    list += list.empty() ? "" : ", ";
                    std::string shown;
                    if (c > 0x20 && c != 0x7F && c != text::kReplacement) text::append(shown, c);
                    list += (shown.empty() ? "" : "'" + shown + "' ") + "(" + code_point_name(c) + ")";
                }
                reasons.add(rules::username_invalid_character::kPerson, "userName",
                            "The username " + quoted(name) + " has " + list +
                                "; Egnyte takes only letters, digits, period, hyphen and underscore.");
                break;
            }
            case egnyte::UserNameFault::invalid_start:
                reasons.add(rules::username_invalid_start::kPerson, "userName",
                            "The username " + quoted(name) + " does not start with a letter or digit.");
                break;
            case egnyte::UserNameFault::unusual_length:
                reasons.add(rules::username_unusual_length::kPerson, "userName",
                            "The username " + quoted(name) + " is unusually short or long.");
                break;
        }
    }
}

std::optional<bool> feature(const intake::Workspace& workspace, std::string_view name,
                            const std::optional<bool>& stated) {
    if (stated) return stated;
    if (workspace.application == nullptr || !workspace.application->features_given) return std::nullopt;
    // An empty list means that API integration is off, not that this switch is (okta-exports 2).
    if (workspace.application->features.empty()) return std::nullopt;
    return workspace.application->has_feature(name);
}

}  // namespace

std::optional<bool> api_integration_on(const intake::Workspace& workspace) {
    if (workspace.scenario && workspace.scenario->api_integration == false) return false;
    if (workspace.application != nullptr && workspace.application->features_given)
        return !workspace.application->features.empty();
    if (workspace.scenario) return workspace.scenario->api_integration;
    return std::nullopt;
}

std::optional<bool> create_users_on(const intake::Workspace& workspace) {
    return feature(workspace, "PUSH_NEW_USERS", workspace.scenario ? workspace.scenario->create_users : std::nullopt);
}
std::optional<bool> update_attributes_on(const intake::Workspace& workspace) {
    return feature(workspace, "PUSH_PROFILE_UPDATES",
                   workspace.scenario ? workspace.scenario->update_user_attributes : std::nullopt);
}
std::optional<bool> deactivate_users_on(const intake::Workspace& workspace) {
    return feature(workspace, "PUSH_USER_DEACTIVATION",
                   workspace.scenario ? workspace.scenario->deactivate_users : std::nullopt);
}

PolicyAnswer password_policy_answer(const intake::Workspace& workspace, std::string_view provider) {
    if (!workspace.policies_given) return PolicyAnswer::unknown;
    bool any_long = false;
    bool any_short = false;
    for (const okta::PasswordPolicy& policy : workspace.password_policies) {
        if (policy.status == "INACTIVE") continue;
        const bool matches =
            policy.provider.empty() || policy.provider == "ANY" || provider.empty() || policy.provider == provider;
        if (!matches) continue;
        if (!policy.min_length) return PolicyAnswer::unknown;
        (*policy.min_length >= kServiceAccountPasswordLength ? any_long : any_short) = true;
    }
    if (any_long == any_short) return PolicyAnswer::unknown;  // none applies, or the group memberships decide
    return any_long ? PolicyAnswer::long_enough : PolicyAnswer::too_short;
}

void Provisioner::gate(Prepared& prepared) const {
    Reasons reasons(prepared.gates);
    const okta::Application* app = workspace_.application;
    if (app != nullptr && app->status.present() && app->status.value() != "ACTIVE") {
        reasons.add(rules::app_inactive::kPerson, "", "The Okta app is " + app->status.value() + ": nothing is sent.");
    }
    if (api_integration_on(workspace_) == false) {
        reasons.add(rules::api_integration_disabled::kPerson, "", "API integration is off: Okta sends nothing.");
    }
    if (prepared.operation == Operation::create && create_users_on(workspace_) == false) {
        reasons.add(rules::create_users_disabled::kPerson, "", "Create Users is off: no account is made.");
    }
    if (prepared.operation == Operation::update && update_attributes_on(workspace_) == false) {
        reasons.add(rules::update_attributes_disabled::kPerson, "",
                    "Update User Attributes is off: the account stays as it is.");
    }
    if (prepared.person.user_row) {
        const std::string_view status =
            population::text(workspace_.users, *prepared.person.user_row, okta::columns::kStatus);
        for (const std::string_view inactive : {"STAGED", "PROVISIONED", "SUSPENDED", "DEPROVISIONED"}) {
            if (status == inactive) {
                reasons.add(
                    rules::user_not_active::kPerson, "",
                    "The Okta user is " + std::string(status) + ": Okta sends nothing until the user is active.");
            }
        }
    }
}

Prepared Provisioner::prepare(const Person& person) const {
    Prepared result;
    result.person = person;
    const bool exists = !person.external_id.empty() || world_.of_person(person.id).has_value();
    result.operation = exists ? Operation::update : Operation::create;
    result.user_name = profiles_.compute(person, result.operation, "userName");
    gate(result);
    return result;
}

void Provisioner::find_collisions(std::vector<Prepared>& people) const {
    std::map<std::string, std::vector<std::size_t>> by_name;
    std::map<std::string, std::vector<std::size_t>> by_email;
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (!people[i].gates.empty()) continue;
        const Prepared& prepared = people[i];
        const auto name = known_text(prepared.user_name);
        if (name && !text::trim(*name).empty() && *name != "null") by_name[text::ascii_lower(*name)].push_back(i);
        const auto email = known_text(profiles_.compute(prepared.person, prepared.operation, "email"));
        if (email && truth(profiles_.compute(prepared.person, prepared.operation, "isServiceAccount")) != Truth::yes)
            by_email[text::ascii_lower(*email)].push_back(i);
    }
    const auto mark = [&](const std::map<std::string, std::vector<std::size_t>>& groups, const rules::PersonRule& rule,
                          const std::string& attribute, const std::string& what) {
        for (const auto& [value, members] : groups) {
            if (members.size() < 2) continue;
            for (const std::size_t member : members) {
                const std::size_t other = member == members.front() ? members[1] : members.front();
                Reasons(people[member].shared)
                    .add(rule, attribute,
                         "The " + what + " " + quoted(value) + " is also that of " + people[other].person.login +
                             (member == members.front() ? ", who comes later and is refused." : ", who comes first."));
                if (member != members.front()) people[member].refused_by_earlier = true;
            }
        }
    };
    mark(by_name, rules::username_collision::kPerson, "userName", "username");
    mark(by_email, rules::email_duplicate::kPerson, "email", "e-mail address");
}

void Provisioner::add_what_okta_pushed(const Person& person, Account& account) const {
    if (!person.app_row) return;
    for (const std::string_view name : kStored) {
        const auto variable = workspace_.variable_of.find(name);
        if (variable == workspace_.variable_of.end() || account.attributes.contains(name)) continue;
        const auto found = population::find(workspace_.app_users, *person.app_row,
                                            std::string(okta::columns::kProfile) + variable->second);
        // Nothing in Okta is not nothing in Egnyte: an unset value was never sent, and Egnyte has its own default.
        if (found.has_value()) account.attributes.set_if_absent(name, value_of(found).to_json());
    }
}

void Provisioner::add_known_accounts(const std::vector<Person>& people) {
    if (world_.given()) return;
    for (const Person& person : people) {
        if (person.external_id.empty() || world_.by_id(person.external_id)) continue;
        Account account;
        account.id = person.external_id;
        if (const auto user_name = known_text(profiles_.compute(person, Operation::update, "userName")))
            account.attributes.set("userName", json_string(*user_name));
        add_what_okta_pushed(person, account);
        world_.own(person.id, world_.add(std::move(account)));
    }
}

Outcome Provisioner::provision(const Prepared& prepared, std::size_t event) {
    Outcome outcome;
    outcome.event = event;
    outcome.operation = "provision";
    const Person& person = prepared.person;
    outcome.user.id = person.id;
    outcome.user.login = person.login;
    const ByAttribute<Computed> values = profiles_.compute(person, prepared.operation);
    for (const auto& [name, computed] : values) {
        ProfileValue value;
        if (!unknown(computed)) value.json = computed.value.to_json();
        value.origin = computed.origin;
        value.expression = computed.expression;
        value.detail = computed.detail;
        outcome.profile.set_if_absent(name, std::move(value));
    }
    {
        const auto given = known_text(values.at("givenName")).value_or("");
        const auto family = known_text(values.at("familyName")).value_or("");
        outcome.user.name = std::string(text::trim(given + " " + family));
    }
    if (workspace_.application == nullptr) outcome.assumed.emplace_back("okta-application");
    if (!person.app_row) outcome.assumed.emplace_back("okta-app-users");
    if (!person.user_row) outcome.assumed.emplace_back("okta-users");
    if (!world_.given()) outcome.assumed.emplace_back("egnyte-users");

    if (!prepared.gates.empty()) {
        outcome.status = "skipped";
        outcome.reasons = prepared.gates;
        return outcome;
    }

    // The account this person has or will take over.
    const auto user_name = known_text(values.at("userName"));
    std::optional<std::size_t> index = world_.of_person(person.id);
    if (!index && !person.external_id.empty()) index = world_.by_id(person.external_id);
    if (!index && user_name && !text::trim(*user_name).empty()) index = world_.by_user_name(*user_name);
    const bool update = prepared.operation == Operation::update;
    const bool taken_over = !update && index.has_value();
    const bool fresh = !update && !index;

    Account before;
    if (index) {
        before = world_.account(*index);
        if (before.id.empty()) before.id = person.external_id;
    } else if (update) {
        // No Egnyte export: what Okta last pushed is the best picture of the account.
        before.id = person.external_id;
        if (user_name) before.attributes.set_if_absent("userName", json_string(*user_name));
    }
    if (update) add_what_okta_pushed(person, before);

    Reasons reasons(outcome.reasons);
    std::set<std::string> missing;

    if (user_name) {
        check_user_name(*user_name, reasons);
        if (update && index && !text::equal_ignoring_ascii_case(before.text("userName"), *user_name)) {
            reasons.add(rules::username_change::kPerson, "userName",
                        "The account is " + quoted(before.text("userName")) + " in Egnyte and Okta now sends " +
                            quoted(*user_name) + ": a rename is refused and blocks the whole update.");
        } else if (index && !prepared.refused_by_earlier && before.text("userName") != *user_name) {
            reasons.add(rules::username_case_only_difference::kPerson, "userName",
                        "The account is written " + quoted(before.text("userName")) + " in Egnyte.");
        }
    } else if (unset(values.at("userName"))) {
        check_user_name("", reasons);
    }

    // E-mail and names
    const auto email = known_text(values.at("email"));
    const bool service_account = truth(values.at("isServiceAccount")) == Truth::yes;
    if (unset(values.at("email"))) {
        reasons.add(rules::email_missing::kPerson, "email", "There is no e-mail address.");
    } else if (email && !egnyte::plausible_email(*email)) {
        reasons.add(rules::email_invalid::kPerson, "email", quoted(*email) + " is not an e-mail address.");
    } else if (email && !service_account) {
        for (const std::size_t other : world_.by_email(*email)) {
            if (index && other == *index) continue;
            if (world_.account(other).service_account()) continue;
            reasons.add(rules::email_duplicate::kPerson, "email",
                        "The e-mail address " + quoted(*email) + " belongs to the Egnyte user " +
                            quoted(world_.account(other).text("userName")) + ".");
        }
    }
    if (taken_over && !prepared.refused_by_earlier && email && !before.text("email").empty() &&
        !text::equal_ignoring_ascii_case(before.text("email"), *email)) {
        reasons.add(rules::username_adopts_other_account::kPerson, "userName",
                    "Egnyte already has a user " + quoted(before.text("userName")) + " with the e-mail address " +
                        before.text("email") + ": Okta would take over that account.");
    }
    const bool no_given = unset(values.at("givenName"));
    const bool no_family = unset(values.at("familyName"));
    if (no_given || no_family) {
        reasons.add(rules::name_missing::kPerson, no_given ? "givenName" : "familyName",
                    std::string("The ") +
                        (no_given && no_family ? "given and family names are"
                         : no_given            ? "given name is"
                                               : "family name is") +
                        " blank.");
    }

    // Type, authentication, service account. `after` is what the account would have.
    Account after = before;
    const auto effective = [&](std::string_view name) -> std::string {
        const Computed& computed = values.at(name);
        if (const auto known = known_text(computed)) return *known;
        if (unset(computed) && !fresh) return before.text(name);
        return {};
    };
    std::string user_type = effective("userType");
    if (unset(values.at("userType")) && fresh) {
        user_type = "power";
        outcome.profile["userType"] = {json_string("power"), "default", outcome.profile["userType"].expression, {}};
        reasons.add(rules::user_type_defaulted::kPerson, "userType",
                    "The user type is unset: Egnyte makes this person a Power User.");
    } else if (const auto known = known_text(values.at("userType")); known && !egnyte::valid_user_type(*known)) {
        const std::string_view nearest = egnyte::nearest_user_type(*known);
        reasons.add(rules::user_type_invalid::kPerson, "userType",
                    "The user type " + quoted(*known) + " is not one of admin, power, standard" +
                        (nearest.empty() ? "." : "; meant is probably " + quoted(nearest) + "."));
    }
    std::string auth_type = effective("authType");
    if (unset(values.at("authType")) && fresh) {
        auth_type = "sso";
        outcome.profile["authType"] = {json_string("sso"), "default", outcome.profile["authType"].expression, {}};
    } else if (!auth_type.empty()) {
        const auto canonical = egnyte::canonical_auth_type(auth_type);
        if (!canonical) {
            reasons.add(rules::auth_type_invalid::kPerson, "authType",
                        "The authentication type " + quoted(auth_type) + " is not one of sso, egnyte, ad.");
        } else {
            auth_type = *canonical;
        }
    }
    if (auth_type == "ad") {
        reasons.add(rules::auth_type_ad::kPerson, "authType",
                    "Authentication type ad works only with Active Directory connected to Egnyte.");
    }
    if (auth_type == "sso" && workspace_.scenario && workspace_.scenario->sso_enabled == false) {
        reasons.add(rules::sso_not_enabled::kPerson, "authType",
                    "The authentication type is sso, but SSO is off in Egnyte.");
    }
    if (user_type == "standard" && auth_type == "sso") {
        reasons.add(
            rules::standard_user_with_sso::kPerson, "authType",
            "Standard Users cannot use SSO in Egnyte: the account may be made, but sign-in is not available to it.");
    }
    for (const std::string_view name : {"isServiceAccount", "sendInvite", "twoFactor"}) {
        const Computed& computed = values.at(name);
        if (truth(computed) == Truth::invalid) {
            reasons.add(rules::boolean_text_invalid::kPerson, std::string(name),
                        std::string(name) + " is " + quoted(computed.value.to_text()) + ", neither true nor false.");
        }
    }
    const Truth invite = truth(values.at("sendInvite"));
    if (service_account) {
        if (invite == Truth::yes || invite == Truth::unset) {
            reasons.add(rules::service_account_with_invite::kPerson, "sendInvite",
                        invite == Truth::yes ? "A service account with an invitation."
                                             : "A service account whose invitation is unset, and unset means on.");
        } else if (invite == Truth::unknown) {
            missing.insert("sendInvite");
        }
        if (user_type == "standard") {
            reasons.add(rules::service_account_standard::kPerson, "userType",
                        "A service account must be an admin or power user, not standard.");
        }
        if (fresh) {
            std::string_view provider;
            if (person.user_row)
                provider = population::text(workspace_.users, *person.user_row, okta::columns::kProvider);
            switch (password_policy_answer(workspace_, provider)) {
                case PolicyAnswer::long_enough:
                    break;
                case PolicyAnswer::too_short:
                    reasons.add(rules::service_account_password_policy::kPerson, "isServiceAccount",
                                "The password that Okta generates follows a policy of fewer than 12 characters.");
                    break;
                case PolicyAnswer::unknown:
                    missing.insert(workspace_.policies_given ? "okta-group-members" : "okta-password-policies");
                    break;
            }
        }
    } else if (fresh && invite == Truth::no && auth_type == "egnyte") {
        reasons.add(rules::invite_without_effect::kPerson, "sendInvite",
                    "The invitation is off, but with authentication type egnyte Egnyte mails it all the same.");
    }
    // Q10, Q11, Q20: whoever newly takes a seat of a pool needs a free one: new, reactivated or of another type now.
    if ((fresh || index) && workspace_.scenario && !unknown(values.at("userType"))) {
        const auto& scenario = workspace_.scenario;
        const bool deactivated_count = scenario->deactivated_users_count.value_or(false);
        const std::string had = before.text("userType");
        const bool standard = (user_type.empty() ? had : user_type) == "standard";
        const bool held = index && (before.active || deactivated_count) && (had == "standard") == standard;
        const auto seats = standard ? scenario->standard_seats : scenario->power_seats;
        if (seats && !held && static_cast<std::int64_t>(world_.seats_used(standard, deactivated_count)) >= *seats) {
            reasons.add(rules::licence_exhausted::kPerson, "userType",
                        std::string("All ") + std::to_string(*seats) + (standard ? " standard" : " power") +
                            " seats are taken.");
        }
    }
    for (const Reason& shared : prepared.shared) {
        if (std::none_of(outcome.reasons.begin(), outcome.reasons.end(),
                         [&](const Reason& r) { return r.rule == shared.rule; })) {
            outcome.reasons.push_back(shared);
        }
    }
    const bool refused = reasons.refused() || prepared.refused_by_earlier;

    // Unknown wins over "created" but not over a refusal that is certain (spec 5.10).
    for (const std::string_view name : kDecisive) {
        if (unknown(values.at(name))) missing.insert(std::string(name));
    }
    std::set<std::string> missing_inputs;
    for (const std::string& name : missing) {
        const auto computed = values.find(name);
        if (computed == values.end()) {
            missing_inputs.insert(name);
        } else if (computed->second.origin == "failed") {
            missing_inputs.insert("a working expression for " + name);
        } else {
            for (const std::string& what : computed->second.value.missing()) {
                // user.department of somebody whose Okta profile was not given: the input is what is missing.
                const bool okta_profile = what.compare(0, 5, "user.") == 0 || what.compare(0, 7, "source.") == 0;
                missing_inputs.insert(okta_profile ? "okta-users" : what == "now" ? "scenario: now" : what);
            }
        }
    }
    outcome.missing.assign(missing_inputs.begin(), missing_inputs.end());

    // The account after the event.
    if (!refused && missing.empty()) {
        if (fresh) {
            after.attributes.set("userName", json_string(text::ascii_lower(*user_name)));  // Q4: stored in lower case
            after.active = true;
            for (const std::string_view name : {"sendInvite", "isServiceAccount"}) {
                if (!unset(values.at(name))) continue;
                outcome.profile[name] = {name == "sendInvite" ? "true" : "false", "default", {}, {}};
            }
            if (unset(values.at("twoFactor"))) {
                ProfileValue domain_setting{std::nullopt, "default", {}, "the domain's setting"};
                if (workspace_.scenario && workspace_.scenario->two_factor_default) {
                    domain_setting.json = *workspace_.scenario->two_factor_default ? "true" : "false";
                }
                outcome.profile["twoFactor"] = domain_setting;
            }
            if (auth_type == "sso" && unset(values.at("idpUserId"))) {
                const auto mapping = workspace_.scenario ? workspace_.scenario->default_user_mapping : std::nullopt;
                ProfileValue value{std::nullopt, "default", {}, "Default user mapping is not given"};
                if (mapping) {
                    value.json = json_string(*mapping == "email" ? *email : *user_name);
                    value.detail = "by Default user mapping";
                    after.attributes.set("idpUserId", *value.json);
                }
                outcome.profile["idpUserId"] = value;
            }
        }
        for (const std::string_view name : kStored) {
            const ProfileValue& value = outcome.profile[name];
            // Null is never stored: a new account has Egnyte's default, an existing one keeps what it has (a failing
            // expression leaves it as it was, spec 5.1).
            if (!value.json || *value.json == "null") continue;
            std::string json = *value.json;
            if (json == "\"true\"" || json == "\"false\"") json = json.substr(1, json.size() - 2);
            if (name == "authType" && !auth_type.empty()) json = json_string(auth_type);
            const auto old = before.attributes.find(name);
            // Addresses are compared ignoring case (Q4).
            const bool same =
                old != before.attributes.end() &&
                (old->second == json || (name == "email" && text::equal_ignoring_ascii_case(old->second, json)));
            if (!fresh && old != before.attributes.end() && !same) {
                outcome.changes.emplace(std::string(name), std::make_pair(old->second, json));
            }
            after.attributes.set(name, json);
        }
        // A switch to SSO does not fill the IdP username (S45, Q16).
        if (!fresh && before.text("authType") == "egnyte" && after.text("authType") == "sso" &&
            !after.attributes.contains("idpUserId")) {
            after.attributes.set("idpUserId", "null");
        }
        if (fresh) {
            outcome.status = "created";
            index = world_.add(after);
        } else if (taken_over) {
            outcome.status = before.active ? "linked" : "reactivated";
            after.active = true;
            world_.replace(*index, after);
        } else {
            if (index && !before.active) {
                outcome.status = "reactivated";
                after.active = true;
            } else {
                outcome.status = outcome.changes.empty() ? "unchanged" : "updated";
            }
            if (index) {
                world_.replace(*index, after);
            } else {
                index = world_.add(after);
            }
        }
        world_.own(person.id, *index);
    } else {
        outcome.status = refused ? "failed" : "unknown";
        if (update || taken_over) {
            after = before;
            if (update && !index) {
                index = world_.add(before);  // the account exists, whatever the update comes to
            }
            if (index && update) world_.own(person.id, *index);
        }
    }
    if (!fresh || outcome.status == "created") outcome.egnyte_user = after.to_json();

    // What would go over the wire.
    if (update) {
        outcome.exchange.push_back({"GET", "/Users/" + percent_encoded(before.id), {}, 200, {}, true});
    } else if (user_name) {
        outcome.exchange.push_back(
            {"GET",
             "/Users?filter=" + percent_encoded("userName eq \"" + *user_name + "\"") + "&startIndex=1&count=100",
             {},
             200,
             index && !fresh ? "one account found" : "no account found",
             true});
    }
    if (outcome.status == "unknown" || outcome.status == "unchanged" || !user_name) return outcome;
    std::string body =
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":" + json_string(*user_name);
    body += ",\"name\":{\"givenName\":" + outcome.profile["givenName"].json.value_or("null") +
            ",\"familyName\":" + outcome.profile["familyName"].json.value_or("null") + "}";
    body += ",\"emails\":[{\"primary\":true,\"value\":" + outcome.profile["email"].json.value_or("null") +
            "}],\"active\":true";
    for (const std::string_view name :
         {"userType", "authType", "sendInvite", "isServiceAccount", "idpUserId", "twoFactor"}) {
        const ProfileValue& value = outcome.profile[name];
        if (value.json && *value.json != "null" && value.origin != "default")
            body += "," + json_string(name) + ":" + *value.json;
    }
    body += "}";
    Exchange exchange;
    exchange.method = fresh ? "POST" : "PATCH";
    exchange.path = fresh ? "/Users" : "/Users/" + percent_encoded(before.id);
    exchange.body = std::move(body);
    if (!refused) {
        exchange.status = fresh ? 201 : 200;
    } else {
        const auto& list = outcome.reasons;
        const auto named = [&](const rules::PersonRule& rule) {
            return std::any_of(list.begin(), list.end(), [&](const Reason& r) { return r.rule == rule.row; });
        };
        const bool bad_name = named(rules::username_missing::kPerson) || named(rules::username_has_at_sign::kPerson) ||
                              named(rules::username_invalid_character::kPerson) ||
                              named(rules::username_invalid_start::kPerson);
        const bool conflict = named(rules::username_collision::kPerson) || named(rules::email_duplicate::kPerson);
        exchange.status = bad_name || !conflict ? 400 : 409;  // facts egnyte 9: E1, U1-U12
        if (bad_name) {
            exchange.text = kInvalidUserNameText;
            exchange.simulated =
                named(rules::username_missing::kPerson) && !named(rules::username_has_at_sign::kPerson);
        } else {
            for (const Reason& reason : list) {
                if (reason.rule->effect == findings::Effect::refuses) {
                    exchange.text = reason.message;
                    break;
                }
            }
        }
    }
    outcome.exchange.push_back(std::move(exchange));
    return outcome;
}

}  // namespace preflight::simulation
