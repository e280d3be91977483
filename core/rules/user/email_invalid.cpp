#include "core/rules/person_rule.h"

namespace preflight::rules::email_invalid {

constexpr Rule kRow{
    .code = "PF6014",
    .slug = "email-invalid",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The e-mail address is not an address.",
    .why = "Egnyte refuses them.",
    .remedy = {"Correct the address in Okta", {clicks::kPersonProfile, "Correct Primary email. Save."}},
    .sources = "Q31",
    .confidence = Confidence::inferred,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "email",
    .headline = "an e-mail address that is none",
};

}  // namespace preflight::rules::email_invalid
