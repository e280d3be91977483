#include "core/rules/person_view.h"
#include "core/rules/rule.h"

namespace preflight::rules::connection_disabled {

constexpr Rule kRow{
    .code = "PF3018",
    .slug = "connection-disabled",
    .severity = Severity::error,
    .effect = Effect::skips,
    .when = "The provisioning connection of the app is DISABLED.",
    .why = "Okta sends nothing to Egnyte: nobody is created, updated or deactivated.",
    .remedy = {"Enable the connection",
               {clicks::app_page<" › Provisioning › Integration › Edit">,
                "Select Enable API integration. Test API Credentials. Save."}},
    .sources = "exports-8",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (!context.switches.connection_disabled) return;
    Finding& finding = report.add(kRow, "The provisioning connection of the app is DISABLED.");
    finding.locations.push_back(*context.switches.connection_disabled);
}

namespace {

bool applies(const PersonView& person) {
    return person.switches.connection_disabled.has_value();
}
std::string message(const PersonView&) {
    return "The provisioning connection of the app is DISABLED: nothing is sent.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"connection.json", "",
                             R"({"authScheme": "TOKEN", "status": "DISABLED", "profile": {"authScheme": "TOKEN"}})"}}},
                   .good = {
                       {{"connection.json", "", R"({"status": "UNKNOWN", "profile": {"authScheme": "UNKNOWN"}})"}}})

}  // namespace preflight::rules::connection_disabled
