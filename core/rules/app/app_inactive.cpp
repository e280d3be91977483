#include "core/rules/person_view.h"
#include "core/rules/rule.h"

namespace preflight::rules::app_inactive {

constexpr Rule kRow{
    .code = "PF3002",
    .slug = "app-inactive",
    .severity = Severity::error,
    .effect = Effect::skips,
    .when = "The Okta app is not ACTIVE: nothing is provisioned and nobody signs in.",
    .why = "Nothing is sent to Egnyte and nobody can sign in through it.",
    .remedy = {"Activate the app", {clicks::app_page<" › the status button beside the name › Activate">}},
    .sources = "exports-2",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (context.switches.inactive_status.empty()) return;
    Finding& finding = report.add(kRow, "The Okta app is " + context.switches.inactive_status + ".");
    finding.locations.push_back(context.workspace.application->status.at);
}

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

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/status", R"("INACTIVE")"}}})

}  // namespace preflight::rules::app_inactive
