#include "core/rules/person_rule.h"

namespace preflight::rules::update_attributes_disabled {

constexpr Rule kRow{
    .code = "PF3009",
    .slug = "update-attributes-disabled",
    .severity = Severity::warning,
    .effect = Effect::skips,
    .when = "Update User Attributes is off: changes in Okta never reach Egnyte.",
    .sources = "S18",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
};

}  // namespace preflight::rules::update_attributes_disabled
