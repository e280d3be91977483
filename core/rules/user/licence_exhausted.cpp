#include "core/rules/person_rule.h"

namespace preflight::rules::licence_exhausted {

constexpr Rule kRow{
    .code = "PF6023",
    .slug = "licence-exhausted",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "No seat is left for this person.",
    .why = "Egnyte refuses them once all seats are taken.",
    .remedy = {"Free or buy seats",
               {"Egnyte › Settings › Billing", "Add seats, or deactivate accounts that are not used.",
                "Then retry the tasks in Okta."}},
    .sources = "U6 Q10 Q11",
    .confidence = Confidence::inferred,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userType",
    .headline = "no seat left",
};

}  // namespace preflight::rules::licence_exhausted
