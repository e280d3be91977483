#include "core/rules/person_rule.h"

namespace preflight::rules::auth_type_invalid {

constexpr Rule kRow{
    .code = "PF6003",
    .slug = "auth-type-invalid",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The authentication type is not sso, egnyte or ad.",
    .why = "Egnyte refuses them: it takes sso, egnyte and ad.",
    .remedy = {"Use one of the three", {clicks::kMappings, "Authentication Type: \"sso\" or \"egnyte\". Save."}},
    .sources = "egnyte-2 Q14",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "authType",
    .headline = "an authentication type that Egnyte does not know",
};

}  // namespace preflight::rules::auth_type_invalid
