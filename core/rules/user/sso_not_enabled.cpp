#include "core/rules/person_rule.h"

namespace preflight::rules::sso_not_enabled {

constexpr Rule kRow{
    .code = "PF6006",
    .slug = "sso-not-enabled",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The authentication type is sso while SSO is off in Egnyte.",
    .why = "Egnyte refuses them.",
    .remedy = {"Switch SSO on first",
               {clicks::kEgnyteSecurity,
                "Single sign-on authentication: SAML 2.0, with the values of the metadata card. Save.",
                "Then retry the tasks in Okta."}},
    .sources = "U4",
    .confidence = Confidence::inferred,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "authType",
    .headline = "authentication type sso while SSO is off in Egnyte",
};

}  // namespace preflight::rules::sso_not_enabled
