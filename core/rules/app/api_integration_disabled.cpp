#include "core/rules/person_view.h"
#include "core/rules/rule.h"

namespace preflight::rules::api_integration_disabled {

constexpr Rule kRow{
    .code = "PF3007",
    .slug = "api-integration-disabled",
    .severity = Severity::error,
    .effect = Effect::skips,
    .when = "API integration is off: Okta sends nothing to Egnyte.",
    .why = "Okta sends nothing to Egnyte: no account is made, changed or deactivated.",
    .remedy =
        {"Enable API integration",
         {clicks::app_page<" › Provisioning › Integration › Edit">,
          "Tick Enable API integration, paste the API Token from the Egnyte token page, Test API Credentials, Save."}},
    .sources = "S16 exports-2",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (context.switches.api_integration != false) return;
    const okta::Application* app = context.workspace.application;
    const bool seen = app != nullptr && app->features_given && app->features.empty();
    Finding& finding = report.add(kRow, seen ? "API integration is off: the app has no provisioning features."
                                             : "API integration is off, as the scenario says.");
    if (!seen && context.workspace.scenario) {
        finding.locations.push_back(context.workspace.scenario->at);
    } else if (const auto place = switches_place(context.workspace)) {
        finding.locations.push_back(*place);
    }
}

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

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/features", "[]"}}})

}  // namespace preflight::rules::api_integration_disabled
