#include "core/rules/person_rule.h"

namespace preflight::rules::app_inactive {

constexpr Rule kRow{
    .code = "PF3002",
    .slug = "app-inactive",
    .severity = Severity::error,
    .effect = Effect::skips,
    .when = "The Okta app is not ACTIVE: nothing is provisioned and nobody signs in.",
    .sources = "exports-2",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
};

}  // namespace preflight::rules::app_inactive
