#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

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

namespace {

bool applies(const PersonView& person) {
    return !person.switches.inactive_status.empty();
}
std::string message(const PersonView& person) {
    return "The Okta app is " + person.switches.inactive_status + ": nothing is sent.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .applies = applies,
    .message = message,
};

}  // namespace preflight::rules::app_inactive
