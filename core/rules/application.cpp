// PF3: the Okta application, its switches, its username format, and the checklist that no export can show.
// Facts okta-exports 2, 12 and okta-el 10 for templates; facts egnyte 1 for what Egnyte needs.
#include "core/rules/rule.h"

#include <array>

#include "core/expression/analysis/analysis.h"
#include "core/expression/analysis/witness.h"
#include "core/expression/evaluate/evaluate.h"
#include "core/okta/base_attributes.h"
#include "core/rules/attribute_facts.h"
#include "core/rules/metadata_fit.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

using findings::Confidence;
using findings::Finding;
using findings::Severity;

constexpr std::array<findings::Rule, 15> kRules = {{
    old_row("PF3001", "app-not-egnyte-scim-2", Severity::warning,
            "The app looks like Egnyte but is the older SCIM 1.0 one.", "S12 S20 O1", Confidence::documented),
    old_row("PF3003", "app-subdomain-missing", Severity::error, "The Subdomain setting is empty.", "S13",
            Confidence::documented),
    old_row("PF3004", "app-subdomain-not-a-label", Severity::error,
            "The Subdomain is a URL or host name instead of the first label of the Egnyte host.", "S13 O3 P12",
            Confidence::documented),
    old_row("PF3005", "app-subdomain-mismatch", Severity::error,
            "The Subdomain differs from the Egnyte domain of the scenario.", "S13", Confidence::documented),
    old_row("PF3006", "app-sign-on-not-saml", Severity::warning, "The sign-on method is not SAML 2.0.", "S14",
            Confidence::documented),
    old_row("PF3010", "deactivate-users-disabled", Severity::error,
            "Deactivate Users is off: leavers keep their Egnyte account.", "S18 S07", Confidence::documented),
    old_row("PF3011", "username-format-email", Severity::error, "The username format can only yield a name with @.",
            "S28 S29 E1", Confidence::documented),
    old_row("PF3012", "username-format-may-keep-email", Severity::warning,
            "The username format yields a name with @ for some people.", "S29", Confidence::documented),
    old_row("PF3013", "username-format-not-recommended", Severity::note,
            "The username format is neither Email prefix nor Okta username prefix.", "S15 SX3", Confidence::documented),
    old_row("PF3014", "username-format-none", Severity::warning,
            "The username format is (None): every username is typed by hand.", "exports-2", Confidence::documented),
    old_row("PF3015", "username-follows-email", Severity::note,
            "The username is made of an attribute that changes, and Egnyte refuses changed usernames.",
            "S31 S32 exports-2", Confidence::documented),
    old_row("PF3090", "confirm-admin-token", Severity::manual, "The API token must come from an active Egnyte admin.",
            "S01 P6 P7", Confidence::documented),
    old_row("PF3091", "confirm-test-credentials", Severity::manual, "Test API Credentials must have succeeded.", "S17",
            Confidence::documented),
    old_row("PF3092", "confirm-two-factor-plan", Severity::manual,
            "The Egnyte plan must include two-factor authentication when the attribute is used.", "S52",
            Confidence::documented),
    old_row("PF3093", "confirm-sso-settings-in-egnyte", Severity::manual,
            "Egnyte's single sign-on settings must hold the values of the metadata.", "S27 O5 A7",
            Confidence::documented),
}};

enum Row {
    kNotScim2,
    kSubdomainMissing,
    kSubdomainNotLabel,
    kSubdomainMismatch,
    kNotSaml,
    kDeactivateOff,
    kFormatEmail,
    kFormatMayKeep,
    kFormatUnusual,
    kFormatNone,
    kFollowsEmail,
    kConfirmToken,
    kConfirmTest,
    kConfirmTwoFactor,
    kConfirmSso
};

constexpr std::string_view kApp = "Okta Admin Console › Applications › Egnyte";

std::string app_path(std::string_view rest) {
    return std::string(kApp) + " › " + std::string(rest);
}

bool is_label(std::string_view value) {
    if (value.empty() || value.size() > 63 || value.front() == '-' || value.back() == '-') return false;
    return std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

// "https://acme.egnyte.com/" -> "acme"
std::string first_label(std::string_view value) {
    value = text::trim(value);
    if (const auto scheme = value.find("://"); scheme != std::string_view::npos) value.remove_prefix(scheme + 3);
    value = value.substr(0, value.find_first_of("./:?# "));
    return is_label(value) ? text::ascii_lower(value) : std::string{};
}

void check_subdomain(const Context& context, const okta::Application& app, Report& report) {
    if (app.tenant.state == okta::State::absent) return;
    if (!app.tenant.present() || text::trim(app.tenant.value()).empty()) {
        Finding& finding = report.add(
            kRules[kSubdomainMissing], "Subdomain (" + app.tenant_key + ") is empty.",
            "Okta does not know which Egnyte domain to talk to: nothing is provisioned and nobody signs in.");
        finding.locations.push_back(app.tenant.at);
        steps(finding, "Enter the Egnyte domain",
              {app_path("General › App Settings › Edit"),
               "Subdomain: the first part of your Egnyte address (acme for acme.egnyte.com). Save."});
        return;
    }
    const std::string& value = app.tenant.value();
    if (!is_label(value)) {
        const std::string label = first_label(value);
        Finding& finding = report.add(kRules[kSubdomainNotLabel],
                                      "Subdomain is \"" + value + "\"; Okta needs the first label alone" +
                                          (label.empty() ? "." : ", \"" + label + "\"."),
                                      "Okta builds Egnyte's address out of it (" + value +
                                          ".egnyte.com): provisioning and sign-in go to a host that does not exist.");
        finding.locations.push_back(app.tenant.part(0, value.size()));
        steps(finding, label.empty() ? "Enter the first label of the Egnyte host" : "Enter " + label,
              {app_path("General › App Settings › Edit"),
               "Subdomain: " + (label.empty() ? std::string("the first part of your Egnyte address") : label) +
                   ". Save."});
        return;
    }
    const auto& scenario = context.workspace.scenario;
    if (scenario && scenario->domain && !text::equal_ignoring_ascii_case(*scenario->domain, value)) {
        Finding& finding =
            report.add(kRules[kSubdomainMismatch],
                       "Subdomain is \"" + value + "\", but your Egnyte domain is \"" + *scenario->domain + "\".",
                       "People are provisioned into another Egnyte domain, or nowhere.");
        finding.locations.push_back(app.tenant.part(0, value.size()));
        finding.locations.push_back(scenario->domain_at);
        steps(finding, "Enter " + *scenario->domain,
              {app_path("General › App Settings › Edit"), "Subdomain: " + *scenario->domain + ". Save."});
    }
}

// `app` may be null: the scenario can say as much.
void check_switches(const Context& context, const okta::Application* app, Report& report) {
    const std::string to_app = app_path("Provisioning › To App › Edit");
    const auto place = [&](Finding& finding) {
        if (app != nullptr) {
            finding.locations.push_back(app->features_given ? app->features_at : app->at);
        } else if (context.workspace.scenario) {
            finding.locations.push_back(context.workspace.scenario->at);
        }
    };
    if (app != nullptr && app->status.present() && app->status.value() != "ACTIVE") {
        Finding& finding = report.add(*app_inactive::kPerson.row, "The Okta app is " + app->status.value() + ".",
                                      "Nothing is sent to Egnyte and nobody can sign in through it.");
        finding.locations.push_back(app->status.at);
        steps(finding, "Activate the app", {app_path("the status button beside the name › Activate")});
    }
    if (context.switches.api_integration == false) {
        Finding& finding = report.add(*api_integration_disabled::kPerson.row,
                                      "API integration is off: the app has no provisioning features.",
                                      "Okta sends nothing to Egnyte: no account is made, changed or deactivated.");
        place(finding);
        steps(finding, "Enable API integration",
              {app_path("Provisioning › Integration › Edit"),
               "Tick Enable API integration, paste the API Token from the Egnyte token page, Test API Credentials, "
               "Save."});
        return;
    }
    if (context.switches.create_users == false) {
        Finding& finding = report.add(*create_users_disabled::kPerson.row, "Create Users is off.",
                                      "Newly assigned people get no Egnyte account.");
        place(finding);
        steps(finding, "Switch Create Users on", {to_app, "Create Users: Enable. Save."});
    }
    if (context.switches.update_attributes == false) {
        Finding& finding = report.add(*update_attributes_disabled::kPerson.row, "Update User Attributes is off.",
                                      "Changed names, e-mail addresses and user types stay in Okta.");
        place(finding);
        steps(finding, "Switch Update User Attributes on", {to_app, "Update User Attributes: Enable. Save."});
    }
    if (context.switches.deactivate_users == false) {
        Finding& finding = report.add(kRules[kDeactivateOff], "Deactivate Users is off.",
                                      "People who leave keep an active Egnyte account and their seat.");
        place(finding);
        steps(finding, "Switch Deactivate Users on", {to_app, "Deactivate Users: Enable. Save."});
    }
}

std::string without_space(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') result += c;
    }
    return result;
}

// Email prefix or Okta username prefix, as a built-in or written out (S15, S29).
bool recommended(std::string_view pattern) {
    std::string plain = without_space(pattern);
    std::replace(plain.begin(), plain.end(), '\'', '"');
    for (const std::string_view source : {"source.email", "source.login"}) {
        const std::string name(source);
        const std::string tail = name.substr(7);
        if (plain == "${fn:substringBefore(" + name + ",\"@\")}") return true;
        for (const std::string_view root : {"user.", "source."}) {
            const std::string call = "substringBefore(" + std::string(root) + tail + ",\"@\")";
            if (plain == "String." + call || plain == call) return true;
        }
    }
    return false;
}

// The part that keeps an '@': the first one that always holds it, else one that can; guesses prove nothing.
std::optional<text::Span> kept_by(const expression::AbstractValue& possible) {
    std::optional<text::Span> place;
    for (const expression::Case& a : possible.cases) {
        if (a.unconstrained || a.sort != expression::Sort::text || !a.text.may_hold('@')) continue;
        place = a.span;
        if (a.text.must_hold('@')) break;
    }
    return place;
}

// Whether it reads a user attribute that the given schema does not have: it fails for everybody, as PF4003 says.
bool reads_undefined(const intake::Workspace& workspace, const expression::Program& program) {
    if (workspace.user_schema == nullptr) return false;
    const std::vector<expression::Reference> all = expression::references(program);
    return std::any_of(all.begin(), all.end(), [&](const expression::Reference& reference) {
        const bool directory = reference.root == "source" && okta::is_directory_attribute(reference.name);
        return (reference.root == "user" || reference.root == "source") && !directory &&
               !okta::is_base_user_attribute(reference.name) &&
               workspace.user_schema->find(reference.name) == nullptr &&
               !workspace.users.has_column(std::string(okta::columns::kProfile) + reference.name);
    });
}

void check_user_name_format(const Context& context, const okta::Application& app, Report& report) {
    const okta::UserNameTemplate& format = app.user_name_template;
    if (format.type.value() == "NONE") {
        Finding& finding =
            report.add(kRules[kFormatNone], "Application username format is (None).",
                       "Okta makes no username: somebody types one for each person, and a slip is refused by Egnyte.");
        finding.locations.push_back(format.type.at);
        steps(finding, "Let Okta make the username",
              {app_path("Sign On › Edit › Credentials Details"), "Application username format: Email prefix. Save."});
        return;
    }
    if (!format.given()) return;
    const std::string& pattern = format.pattern.value();
    const bool custom = format.is_expression();
    const auto parsed =
        expression::parse(pattern, custom ? expression::Dialect::mapping : expression::Dialect::user_name_template);
    if (!parsed.program) return;  // PF4001 says so
    const AttributeFacts facts(context.workspace);
    const AddressFacts addresses(facts);
    const expression::AbstractValue possible = expression::analyse(*parsed.program, facts).possible;
    const expression::AbstractValue of_addresses = expression::analyse(*parsed.program, addresses).possible;
    // What always fails yields no name, whatever its parts could hold.
    const bool broken = of_addresses.cases.empty() || reads_undefined(context.workspace, *parsed.program);
    const std::vector<std::string> to_prefix = {
        app_path("Sign On › Edit › Credentials Details"),
        "Application username format: Email prefix (or Okta username prefix). Save.",
        "Dashboard › Tasks › Retry Selected for people who already failed."};
    const auto kept =
        possible.at_sign() == expression::Certainty::maybe
            ? expression::find_witness({&*parsed.program}, addresses,
                                       [](const expression::Trial& trial) {
                                           const expression::Evaluation& made = trial.outcomes()[0];
                                           return !made.error && made.value.is_string() &&
                                                  made.value.as_string().find('@') != std::string_view::npos;
                                       })
            : std::nullopt;
    if (possible.at_sign() == expression::Certainty::always) {
        Finding& finding = report.add(kRules[kFormatEmail], "The username format keeps the whole e-mail address.",
                                      "Egnyte refuses usernames with @: nobody who is assigned gets an account.");
        finding.locations.push_back(format.pattern.part(0, pattern.size()));
        if (facts.assumed_login_is_email()) finding.confidence = Confidence::inferred;
        steps(finding, "Send the part before the @", to_prefix);
    } else if (kept) {
        Finding& finding = report.add(kRules[kFormatMayKeep],
                                      "The username format keeps the @ for some people, for example where " +
                                          kept->in_words() + ": " + kept->outcomes[0].value.to_json() + ".",
                                      "Egnyte refuses those people; the others get their account.");
        // The part that keeps it: the one that always holds an @, else one that can.
        const text::Span place = kept_by(of_addresses).value_or(text::Span{0, pattern.size()});
        finding.locations.push_back(format.pattern.part(place.begin, place.end));
        steps(finding, "Cut the @ off in every branch", to_prefix);
    } else if (const auto place = kept_by(of_addresses); place && !broken) {
        Finding& finding =
            report.add(kRules[kFormatMayKeep],
                       "The username format may keep the @ of an address: nothing rules it out, and nobody was found "
                       "for whom it does.",
                       "Egnyte refuses usernames with @: whoever gets such a name has no account.");
        finding.severity = Severity::note;  // not known is no alarm
        finding.confidence = Confidence::inferred;
        finding.locations.push_back(format.pattern.part(place->begin, place->end));
        steps(finding, "Cut the @ off in every branch", to_prefix);
    } else if (!recommended(pattern) && !broken) {
        // An '@' that only a guess speaks for is neither claimed nor ruled out.
        const bool open = of_addresses.at_sign() != expression::Certainty::never;
        Finding& finding = report.add(
            kRules[kFormatUnusual], "The username format is neither Email prefix nor Okta username prefix.",
            open ? "What it yields cannot be told from these files: Egnyte takes letters, digits, period, hyphen and "
                   "underscore, and refuses everybody whose name holds an @."
                 : "It works as long as every name keeps to letters, digits, period, hyphen and underscore.");
        finding.locations.push_back(format.pattern.part(0, pattern.size()));
    }

    // PF3015. Excluded by the feature, or by a CUSTOM format that is pushed on create only.
    const bool excluded = app.has_feature("EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH") ||
                          (custom && format.push_status == okta::PushStatus::dont_push);
    if (excluded || context.switches.update_attributes != true) return;
    for (const expression::Reference& reference : expression::references(*parsed.program)) {
        const bool user = reference.root == "user" || reference.root == "source";
        constexpr std::array<std::string_view, 4> kMutable = {"email", "login", "firstName", "lastName"};
        if (!user || std::find(kMutable.begin(), kMutable.end(), reference.name) == kMutable.end()) continue;
        Finding& finding =
            report.add(kRules[kFollowsEmail], "The username follows " + reference.root + "." + reference.name + ".",
                       "When that changes, for example after a marriage, Okta sends a new username and Egnyte refuses "
                       "the whole update.");
        finding.locations.push_back(format.pattern.part(reference.span.begin, reference.span.end));
        steps(finding, "Keep usernames as they are",
              {app_path("Sign On › Edit › Credentials Details"), "Update application username on: Create only. Save.",
               "When it has happened: put the old username back on the assignment."});
        break;
    }
}

void checklist(const Context& context, Report& report) {
    const intake::Workspace& workspace = context.workspace;
    if (workspace.application != nullptr) {
        steps(report.add(
                  kRules[kConfirmToken], "Confirm that the API token was made by an active Egnyte admin.",
                  "The token dies with that admin's account or role: then all provisioning stops with Unauthorized."),
              "Use a service account for the token",
              {"Sign in to https://scim-20.egnyte.com/ (government: https://scim-20.egnytegov.com/) as a dedicated "
               "Egnyte admin service account and create the token.",
               app_path("Provisioning › Integration › Edit › API Token. Save.")});
        steps(report.add(kRules[kConfirmTest], "Confirm that Test API Credentials showed success.",
                         "A wrong token shows only when the first person is sent."),
              "Test the credentials", {app_path("Provisioning › Integration › Edit › Test API Credentials")});
    }
    const auto two_factor = workspace.variable_of.find("twoFactor");
    const bool mapped = two_factor != workspace.variable_of.end() && workspace.to_app_mapping != nullptr &&
                        workspace.to_app_mapping->find(two_factor->second) != nullptr;
    if (mapped && !(workspace.scenario && workspace.scenario->two_factor_available)) {
        steps(report.add(kRules[kConfirmTwoFactor], "Confirm that your Egnyte plan includes two-factor authentication.",
                         "Without it the attribute has no effect."),
              "Check the plan", {"Egnyte › Settings › Billing, or ask Egnyte."});
    }
    // With all of them stated there is nothing left to look up: PF8003, PF8004, PF8009 and the rehearsal say the rest.
    const bool all_stated = entity_id_fit(workspace) != Fit::unknown && certificate_fit(workspace) != Fit::unknown &&
                            login_url_fit(workspace) != Fit::unknown && workspace.scenario->default_user_mapping;
    if (workspace.idp_metadata != nullptr && !all_stated) {
        steps(report.add(kRules[kConfirmSso], "Confirm that Egnyte holds the values of the metadata card.",
                         "A login URL, entity ID or certificate that differs locks everybody who uses SSO out."),
              "Compare the four fields",
              {"Egnyte › Settings › Configuration › Security & Authentication › Single sign-on authentication: SAML "
               "2.0, Identity provider: Okta.",
               "Identity provider login URL, Identity provider entity ID, Identity provider certificate: as on the "
               "card, the certificate without BEGIN and END lines.",
               "Default user mapping: the one that fits the username format. Save."});
    }
}

}  // namespace

std::span<const findings::Rule> application_rules() {
    return kRules;
}

void check_application(const Context& context, Report& report) {
    if (const okta::Application* app = context.workspace.application; app != nullptr) {
        for (const okta::TextField* field : {&app->label, &app->name}) {
            const std::string lowered = text::ascii_lower(field->value());
            if (lowered.find("scim 1.0") == std::string::npos && lowered.find("scim_1") == std::string::npos &&
                lowered.find("scim1") == std::string::npos)
                continue;
            Finding& finding =
                report.add(kRules[kNotScim2], "The app is \"" + field->value() + "\", the older Egnyte integration.",
                           "It lacks authentication type, invite, service account and two-factor, and an existing "
                           "instance does not gain them.");
            finding.locations.push_back(field->at);
            steps(finding, "Add Egnyte SCIM 2.0",
                  {"Okta Admin Console › Applications › Browse App Catalog › Egnyte SCIM 2.0 › Add Integration",
                   "Move the assignments over, then switch the old instance off as the last step."});
            break;
        }
        check_subdomain(context, *app, report);
        if (app->sign_on_mode.present() && app->sign_on_mode.value() != "SAML_2_0") {
            Finding& finding =
                report.add(kRules[kNotSaml], "The sign-on method is " + app->sign_on_mode.value() + ", not SAML 2.0.",
                           "People are not signed in to Egnyte by Okta.");
            finding.locations.push_back(app->sign_on_mode.at);
            steps(finding, "Choose SAML 2.0", {app_path("Sign On › Edit › SAML 2.0. Save.")});
        }
        check_switches(context, app, report);
        check_user_name_format(context, *app, report);
    } else {
        check_switches(context, nullptr, report);
    }
    checklist(context, report);
}

}  // namespace preflight::rules
