#include "core/rules/person_rule.h"

namespace preflight::rules::email_missing {

constexpr Rule kRow{
    .code = "PF6013",
    .slug = "email-missing",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "There is no e-mail address.",
    .why = "Egnyte refuses them: an account needs one.",
    .remedy = {"Map the e-mail address", {clicks::kMappings, "Email: user.email. Save."}},
    .sources = "egnyte-2",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "email",
    .headline = "no e-mail address",
};

}  // namespace preflight::rules::email_missing
