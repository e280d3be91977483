#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

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

namespace {

bool applies(const PersonView& person) {
    return person.switches.api_integration == false;
}
std::string message(const PersonView&) {
    return "API integration is off: Okta sends nothing.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .applies = applies,
    .message = message,
};

}  // namespace preflight::rules::api_integration_disabled
