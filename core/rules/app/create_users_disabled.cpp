#include "core/rules/person_rule.h"

namespace preflight::rules::create_users_disabled {

constexpr Rule kRow{
    .code = "PF3008",
    .slug = "create-users-disabled",
    .severity = Severity::error,
    .effect = Effect::skips,
    .when = "Create Users is off: new people get no Egnyte account.",
    .sources = "S18",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
};

}  // namespace preflight::rules::create_users_disabled
