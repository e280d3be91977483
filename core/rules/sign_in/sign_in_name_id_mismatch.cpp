#include "core/rules/default_user_mapping.h"
#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/text/unicode.h"

namespace preflight::rules::sign_in_name_id_mismatch {

constexpr Rule kRow{
    .code = "PF8001",
    .slug = "sign-in-name-id-mismatch",
    .severity = Severity::error,
    .when = "The username that Okta sends in the assertion differs from the one Egnyte looks the person up by.",
    .why = "Okta sends one name and Egnyte looks for another, so these people return to the sign-in page.",
    .remedy = {"Make Default user mapping fit the username format",
               {clicks::kEgnyteSecurity,
                "Default user mapping: Egnyte username, when Okta sends a prefix; e-mail address, when it sends the "
                "whole address. Save.",
                "People whose IdP username is set by itself: Egnyte › Users & Groups › the person › IdP username."}},
    .sources = "A10 K4",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    if (no_user_mapping_fits(person)) return true;
    return !person.key.empty() && person.value(Attribute::userName).known() &&
           !text::equal_ignoring_ascii_case(person.key, person.name_id);
}
std::string message(const PersonView& person) {
    if (person.key.empty()) {
        return "Okta sends " + quoted(person.name_id) + ", Egnyte looks for " +
               quoted(person.account_text(Attribute::email)) + " or " +
               quoted(person.account_text(Attribute::userName)) + ", as Default user mapping says.";
    }
    return "Okta sends " + quoted(person.name_id) + ", Egnyte looks for " + quoted(person.key) + ".";
}

std::optional<findings::Location> stated_mapping(const workspace::Workspace& workspace) {
    if (!workspace.scenario || !workspace.scenario->default_user_mapping) return std::nullopt;
    return workspace.scenario->default_user_mapping_at;
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .attribute = Attribute::idpUserId,
    .headline = "a sign-in that Egnyte cannot match",
    .applies = applies,
    .message = message,
    .of_everybody = "Nobody who uses SSO can sign in: ",
    .setting_instead = stated_mapping,
};

PREFLIGHT_EXAMPLES(.bad = {{{"scenario.json", "/egnyte/sso/defaultUserMapping", R"("email")"}}},
                   .good = {{{"scenario.json", "/egnyte/sso/defaultUserMapping", R"("email")"},
                             {"mapping.json", "/properties/authType/expression", R"("\"egnyte\"")"},
                             {"mapping.json", "/properties/sendInvite/expression", R"("true")"},
                             {"mapping.json", "/properties/isServiceAccount/expression", R"("false")"}}})

}  // namespace preflight::rules::sign_in_name_id_mismatch
