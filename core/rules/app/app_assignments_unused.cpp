#include "core/rules/person_view.h"
#include "core/rules/rule.h"

namespace preflight::rules::app_assignments_unused {

constexpr Rule kRow{
    .code = "PF3016",
    .slug = "app-assignments-unused",
    .severity = Severity::warning,
    .effect = Effect::skips,
    .when = "The app runs in federation broker mode: Okta ignores assignments.",
    .why = "Provisioning follows assignments, so Okta creates, updates and deactivates nobody in Egnyte.",
    .remedy = {"Turn off federation broker mode",
               {clicks::app_page<" › General › Federation Broker Mode › Edit">,
                "Clear the option that enables federation broker mode. Save.",
                clicks::app_page<" › Assignments: assign the people and groups who need Egnyte">}},
    .sources = "exports-2",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (!context.switches.assignments_unused) return;
    Finding& finding = report.add(kRow, "The app runs in federation broker mode, which ignores assignments.");
    finding.locations.push_back(context.workspace.application->implicit_assignment_at);
}

namespace {

bool applies(const PersonView& person) {
    return person.switches.assignments_unused;
}
std::string message(const PersonView&) {
    return "The app runs in federation broker mode, which ignores assignments: nothing is sent.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/settings/implicitAssignment", "true"}}})

}  // namespace preflight::rules::app_assignments_unused
