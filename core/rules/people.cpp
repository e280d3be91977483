// PF5, PF6 and PF8: what happens to single people, grouped by cause. The reasons are the simulation's; the words for a
// whole group are here.
#include "core/rules/rule.h"

#include <array>
#include <map>
#include <set>

#include "core/formats/record_place.h"
#include "core/simulation/provision.h"
#include "core/simulation/user_rules.h"

namespace preflight::rules {

namespace {

namespace rule = simulation::user_rules;

struct Words {
    const simulation::UserRule* rule;
    std::string_view headline;  // after "N people " / "1 person "
    std::string_view consequence;
    std::string_view title;
    std::array<std::string_view, 3> steps;
};

constexpr std::string_view kSignOn =
    "Okta Admin Console › Applications › Egnyte › Sign On › Edit › Credentials Details";
constexpr std::string_view kMappings =
    "Okta Admin Console › Applications › Egnyte › Provisioning › To App › Attribute Mappings";
constexpr std::string_view kAssignment =
    "Okta Admin Console › Applications › Egnyte › Assignments › the pencil beside the person";
constexpr std::string_view kEgnyteSso = "Egnyte › Settings › Configuration › Security & Authentication";

constexpr Words kWords[] = {
    {&rule::kUserNameMissing,
     "no username",
     "Egnyte refuses them: an account needs a username.",
     "Give every person a username",
     {kSignOn, "Application username format: Email prefix. Save.", "Dashboard › Tasks: retry the failed tasks."}},
    {&rule::kUserNameHasAtSign,
     "a username with @",
     "Egnyte refuses e-mail addresses as usernames, so they get no account; a task waits in Okta under Dashboard › "
     "Tasks.",
     "Send the part before the @",
     {kSignOn, "Application username format: Email prefix (or Okta username prefix). Save.",
      "Dashboard › Tasks › Retry Selected; people who still carry an @: edit the username on the assignment."}},
    {&rule::kUserNameInvalidCharacter,
     "a username with characters that Egnyte does not take",
     "Egnyte refuses them: only letters, digits, period, hyphen and underscore are taken.",
     "Override these usernames by hand",
     {kAssignment, "User Name: write one without the characters named above. Save.",
      "Dashboard › Tasks › Retry Selected."}},
    {&rule::kUserNameInvalidStart,
     "a username that does not start with a letter or digit",
     "Egnyte refuses them.",
     "Override these usernames by hand",
     {kAssignment, "User Name: start it with a letter or digit. Save.", "Dashboard › Tasks › Retry Selected."}},
    {&rule::kUserNameCollision,
     "a username that somebody else has as well",
     "The first one in the list gets the account; the later ones are refused or take over that account.",
     "Make the usernames different",
     {kAssignment, "User Name: give the later person another one. Save.",
      "Two mail domains with equal prefixes need an expression that tells them apart."}},
    {&rule::kUserNameUnusualLength,
     "a username of unusual length",
     "Egnyte publishes no limits; very short or long names may be refused.",
     "Check these usernames",
     {kAssignment, "Shorten or lengthen the User Name if Egnyte refuses it.", ""}},
    {&rule::kUserNameChange,
     "a changed username",
     "Egnyte refuses the whole update: nothing else about the person is changed either.",
     "Put the old username back, or rename in Egnyte first",
     {kAssignment, "User Name: the name the account has in Egnyte. Save.",
      "Or: rename the account in Egnyte › Users & Groups first, then retry the task in Okta."}},
    {&rule::kUserNameAdoptsOther,
     "the username of an Egnyte account with another e-mail address",
     "Okta takes over that account; if it belongs to somebody else, they lose it.",
     "Make sure that the accounts are theirs",
     {"Egnyte › Settings › Users & Groups: open the account and compare its owner.",
      "If it is somebody else's, give the Okta person another User Name on the assignment.", ""}},
    {&rule::kUserNameCaseOnly,
     "a username that differs from the Egnyte account by case only",
     "Egnyte compares without case; nothing breaks.",
     "Nothing to do",
     {"", "", ""}},
    {&rule::kUserTypeInvalid,
     "a user type that Egnyte does not know",
     "Egnyte takes only admin, power and standard in exactly this spelling and refuses the person.",
     "Write the user type exactly",
     {kMappings, "User Type: use \"admin\", \"power\" or \"standard\", all lower case. Save.",
      "Values set on assignments: correct them on the person or the group."}},
    {&rule::kUserTypeDefaulted,
     "no user type and become Power Users",
     "Each takes a paid Power User seat.",
     "Set the user type on purpose",
     {kMappings, "User Type: map it, for example to \"standard\", or set it on the assigned groups. Save.",
      "Check the seats under Egnyte › Settings › Billing before you assign everybody."}},
    {&rule::kAuthTypeInvalid,
     "an authentication type that Egnyte does not know",
     "Egnyte refuses them: it takes sso, egnyte and ad.",
     "Use one of the three",
     {kMappings, "Authentication Type: \"sso\" or \"egnyte\". Save.", ""}},
    {&rule::kAuthTypeAd,
     "authentication type ad",
     "It works only where Egnyte is connected to Active Directory, and the Okta app is not known to offer it.",
     "Check that it is meant",
     {kMappings, "Authentication Type: \"sso\" for people who sign in through Okta. Save.", ""}},
    {&rule::kStandardUserWithSso,
     "the type standard and sign in by SSO",
     "By Egnyte's own FAQ Standard Users cannot use SSO: the account may be made, but they cannot get in.",
     "Use egnyte authentication for Standard Users",
     {kMappings, "Authentication Type: \"egnyte\" for standard, \"sso\" for the others. Save.",
      "Or make them power users."}},
    {&rule::kSsoNotEnabled,
     "authentication type sso while SSO is off in Egnyte",
     "Egnyte refuses them.",
     "Switch SSO on first",
     {kEgnyteSso, "Single sign-on authentication: SAML 2.0, with the values of the metadata card. Save.",
      "Then retry the tasks in Okta."}},
    {&rule::kServiceAccountWithInvite,
     "a service account with an invitation",
     "Egnyte refuses a service account whose invitation is not explicitly off, and unset means on.",
     "Switch the invitation off for service accounts",
     {kMappings, "Sending Invite Email: false wherever Is user a Service Account is true. Save.",
      "Dashboard › Tasks › Retry Selected."}},
    {&rule::kServiceAccountStandard,
     "a service account of type standard",
     "Egnyte offers service accounts to admins and power users only.",
     "Make it a power user",
     {kMappings, "User Type: \"power\" for service accounts. Save.", ""}},
    {&rule::kServiceAccountPasswordPolicy,
     "a service account under a password policy of fewer than 12 characters",
     "The password that Okta generates is too short for Egnyte, and the account is refused.",
     "Ask for 12 characters",
     {"Okta Admin Console › Security › Authenticators › Password › Edit (Security › Authentication › Password in the "
      "older console)",
      "Minimum length: 12. Update Policy.", "Dashboard › Tasks › Retry Selected."}},
    {&rule::kInviteWithoutEffect,
     "the invitation off without effect",
     "With authentication type egnyte the invitation goes out all the same.",
     "Tell them before the mail does",
     {"", "", ""}},
    {&rule::kEmailMissing,
     "no e-mail address",
     "Egnyte refuses them: an account needs one.",
     "Map the e-mail address",
     {kMappings, "Email: user.email. Save.", ""}},
    {&rule::kEmailInvalid,
     "an e-mail address that is none",
     "Egnyte refuses them.",
     "Correct the address in Okta",
     {"Okta Admin Console › Directory › People › the person › Profile › Edit", "Correct Primary email. Save.", ""}},
    {&rule::kEmailDuplicate,
     "an e-mail address that somebody else has as well",
     "Egnyte takes each address once, except for service accounts; the later person is refused.",
     "Make the addresses different",
     {"Okta Admin Console › Directory › People › the person › Profile › Edit",
      "Primary email: one that nobody else in Egnyte has. Save.", ""}},
    {&rule::kNameMissing,
     "a blank given or family name",
     "Egnyte refuses them: both names are required.",
     "Fill in both names",
     {"Okta Admin Console › Directory › People › the person › Profile › Edit", "First name and Last name. Save.", ""}},
    {&rule::kLicenceExhausted,
     "no seat left",
     "Egnyte refuses them once all seats are taken.",
     "Free or buy seats",
     {"Egnyte › Settings › Billing", "Add seats, or deactivate accounts that are not used.",
      "Then retry the tasks in Okta."}},
    {&rule::kUserNotActive,
     "an Okta account that is not active",
     "Okta sends nothing for them until they are active.",
     "Activate them when they should get in",
     {"Okta Admin Console › Directory › People › the person › More Actions › Activate", "", ""}},
    {&rule::kBooleanTextInvalid,
     "a yes/no attribute that is neither true nor false",
     "Egnyte refuses them.",
     "Use true or false",
     {kMappings, "Let the expression give true or false, without quotes. Save.", ""}},
    {&rule::kNameIdMismatch,
     "a sign-in that Egnyte cannot match",
     "Okta sends one name, Egnyte looks for another: they are sent back to the sign-in page.",
     "Make Default user mapping fit the username format",
     {kEgnyteSso,
      "Default user mapping: Egnyte username, when Okta sends a prefix; e-mail address, when it sends the whole "
      "address. Save.",
      "People whose IdP username is set by itself: Egnyte › Users & Groups › the person › IdP username."}},
    {&rule::kUserMappingUnknown,
     "a sign-in that depends on Default user mapping",
     "Whether they get in cannot be told without that setting. Provisioning is not affected.",
     "Look the setting up and tell Preflight",
     {kEgnyteSso, "Read Default user mapping.",
      "Enter it in the scenario: egnyte.sso.defaultUserMapping is \"email\" or \"username\"."}},
    {&rule::kIdpUserNameEmpty,
     "an empty IdP username in Egnyte",
     "Sign-in fails until it is filled: adopting an account or switching it to SSO does not do that.",
     "Fill in the IdP username",
     {"Egnyte › Settings › Users & Groups › the person", "IdP username: the username that Okta sends. Save.", ""}},
};

// The place of one attribute inside a record of a JSON input; the record itself when it cannot be found.
findings::Location inside_record(const intake::Workspace& workspace, findings::Location at,
                                 const std::vector<std::string>& paths) {
    const auto field = formats::json_field(*workspace.inputs[at.input].source, at.span, paths);
    if (!field) return at;
    at.pointer += "/" + paths[field->path];
    at.span = field->span;
    return at;
}

struct Group {
    std::vector<const simulation::Outcome*> outcomes;
    std::set<std::string> people;
    std::vector<std::string> examples;
    std::vector<std::string> messages;
    std::string attribute;
};

std::string people_have(std::size_t count) {
    return count == 1 ? "1 person has " : std::to_string(count) + " people have ";
}

// Where the value comes from: the mapping entry or the username template that made it, or nothing.
std::optional<findings::Location> cause(const intake::Workspace& workspace, const Group& group) {
    if (group.outcomes.empty()) return std::nullopt;
    const auto value = group.outcomes.front()->profile.find(group.attribute);
    if (value == group.outcomes.front()->profile.end()) return std::nullopt;
    if (value->second.origin == "template" && workspace.application != nullptr)
        return workspace.application->user_name_template.pattern.at;
    if (value->second.origin != "mapping" || workspace.to_app_mapping == nullptr) return std::nullopt;
    const auto variable = workspace.variable_of.find(group.attribute);
    if (variable == workspace.variable_of.end()) return std::nullopt;
    const okta::MappingEntry* entry = workspace.to_app_mapping->find(variable->second);
    if (entry == nullptr) return std::nullopt;
    return entry->expression.at;
}

}  // namespace

void check_people(const Context& context, Report& report) {
    const intake::Workspace& workspace = context.workspace;
    std::map<const findings::RuleInfo*, Group> groups;
    std::map<std::string, const simulation::Outcome*, std::less<>> outcome_of;
    const auto put = [&](const simulation::Reason& reason, const std::string& id, const std::string& login,
                         const simulation::Outcome* outcome) {
        Group& group = groups[reason.rule];
        if (!group.people.insert(id).second) return;
        if (group.examples.size() < findings::kMaxExamples) {
            group.examples.push_back(login);
            group.messages.push_back(reason.message);
            if (outcome != nullptr) group.outcomes.push_back(outcome);
        }
        if (group.attribute.empty()) group.attribute = reason.attribute;
    };
    for (const simulation::Outcome& outcome : context.simulation.outcomes) {
        outcome_of[outcome.user.id] = &outcome;
        for (const simulation::Reason& reason : outcome.reasons)
            put(reason, outcome.user.id, outcome.user.login, &outcome);
    }
    for (const simulation::SignIn& sign_in : context.simulation.sign_ins) {
        const auto outcome = outcome_of.find(sign_in.user_id);
        for (const simulation::Reason& reason : sign_in.reasons) {
            put(reason, sign_in.user_id, sign_in.login, outcome == outcome_of.end() ? nullptr : outcome->second);
        }
    }

    for (findings::Finding& finding : report.findings) {
        // A cause that another family found by itself (a switch that is off, unusable metadata): say whom it hits.
        const auto group = groups.find(finding.rule);
        if (group == groups.end() || finding.affected) continue;
        finding.affected = findings::Affected{group->second.people.size(), group->second.examples};
    }
    const std::size_t sso_people = context.simulation.sign_ins.size();
    for (const Words& words : kWords) {
        const auto found = groups.find(&words.rule->info);
        if (found == groups.end()) continue;
        const Group& group = found->second;
        const std::size_t count = group.people.size();
        std::string message = count == 1 && !group.messages.empty()
                                  ? group.examples.front() + ": " + group.messages.front()
                                  : people_have(count) + std::string(words.headline) + ".";
        if (words.rule == &rule::kNameIdMismatch && count > 1 && count == sso_people) {
            message = "Nobody who uses SSO can sign in: " + people_have(count) + std::string(words.headline) + ".";
        }
        findings::Finding& finding = report.add(words.rule->info, std::move(message), std::string(words.consequence));
        if (words.rule == &rule::kServiceAccountPasswordPolicy) {
            constexpr std::int64_t kEnough = simulation::kServiceAccountPasswordLength;
            for (const okta::PasswordPolicy& policy : workspace.password_policies) {
                const bool applies = policy.status != "INACTIVE" &&
                                     (policy.provider.empty() || policy.provider == "ANY" || policy.provider == "OKTA");
                if (applies && policy.min_length.value_or(kEnough) < kEnough)
                    finding.locations.push_back(policy.min_length_at);
            }
        }
        const auto place = cause(workspace, group);
        if (place) finding.locations.push_back(*place);
        const bool by_scenario =
            words.rule == &rule::kNameIdMismatch && workspace.scenario && workspace.scenario->default_user_mapping;
        bool scenario_named = false;
        for (const simulation::Outcome* outcome : group.outcomes) {
            if (!outcome->at) continue;
            const auto value = outcome->profile.find(group.attribute);
            const std::string_view origin = value == outcome->profile.end() ? std::string_view() : value->second.origin;
            // What a mapping or template makes is mended there, not on the person.
            if (place && (origin == "mapping" || origin == "template")) continue;
            if (by_scenario && origin != "assignment" && origin != "group") {
                if (!scenario_named) finding.locations.push_back(workspace.scenario->default_user_mapping_at);
                scenario_named = true;
                continue;
            }
            std::vector<std::string> paths;
            if (group.attribute == "userName") paths.emplace_back("credentials/userName");
            const auto variable = workspace.variable_of.find(group.attribute);
            if (variable != workspace.variable_of.end()) paths.push_back("profile/" + variable->second);
            if (words.rule == &rule::kUserNotActive) paths = {"status"};
            finding.locations.push_back(inside_record(workspace, *outcome->at, paths));
        }
        finding.affected = findings::Affected{count, group.examples};
        finding.fix.title = words.title;
        for (const std::string_view step : words.steps) {
            if (!step.empty()) finding.fix.steps.emplace_back(step);
        }
    }
}

}  // namespace preflight::rules
