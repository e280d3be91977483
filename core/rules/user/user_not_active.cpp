#include "core/rules/person_rule.h"

namespace preflight::rules::user_not_active {

constexpr Rule kRow{
    .code = "PF6024",
    .slug = "user-not-active",
    .severity = Severity::note,
    .effect = Effect::skips,
    .when = "The Okta user is STAGED, PROVISIONED, SUSPENDED or DEPROVISIONED: nothing is sent.",
    .why = "Okta sends nothing for them until they are active.",
    .remedy = {"Activate them when they should get in", {clicks::kPersonActivate}},
    .sources = "exports-6",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .headline = "an Okta account that is not active",
};

}  // namespace preflight::rules::user_not_active
