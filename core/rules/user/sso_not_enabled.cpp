#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::sso_not_enabled {

constexpr Rule kRow{
    .code = "PF6006",
    .slug = "sso-not-enabled",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The authentication type is sso while SSO is off in Egnyte.",
    .why = "Egnyte rejects them.",
    .remedy = {"Switch SSO on first",
               {clicks::kEgnyteSecurity,
                "Single sign-on authentication: SAML 2.0, with the values of the metadata card. Save.",
                "Then retry the tasks in Okta."}},
    .sources = "U4",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.auth_type == "sso" && person.workspace.scenario && person.workspace.scenario->sso_enabled == false;
}
std::string message(const PersonView&) {
    return "The authentication type is sso, but SSO is off in Egnyte.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::authType,
    .headline = "authentication type sso while SSO is off in Egnyte",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"scenario.json", "/egnyte/sso/enabled", "false"}}},
                   .good = {{{"scenario.json", "/egnyte/sso/enabled", "false"},
                             {"mapping.json", "/properties/authType/expression", R"("\"egnyte\"")"}}})

}  // namespace preflight::rules::sso_not_enabled
