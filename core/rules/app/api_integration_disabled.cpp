#include "core/rules/person_rule.h"

namespace preflight::rules::api_integration_disabled {

constexpr Rule kRow{
    .code = "PF3007",
    .slug = "api-integration-disabled",
    .severity = Severity::error,
    .effect = Effect::skips,
    .when = "API integration is off: Okta sends nothing to Egnyte.",
    .sources = "S16 exports-2",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
};

}  // namespace preflight::rules::api_integration_disabled
