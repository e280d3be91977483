#include "core/rules/newer_attributes.h"
#include "core/rules/rule.h"
#include "core/text/unicode.h"

namespace preflight::rules::app_not_egnyte_scim_2 {

constexpr Rule kRow{
    .code = "PF3001",
    .slug = "app-not-egnyte-scim-2",
    .severity = Severity::warning,
    .when =
        "The app looks like Egnyte but is the older SCIM 1.0 one: its name says so, or its profile lacks what is new.",
    .why =
        "It lacks authentication type, invite, service account and two-factor, and an existing instance does not gain "
        "them.",
    .remedy = {"Add Egnyte SCIM 2.0",
               {clicks::console_page<" › Applications › Browse App Catalog › Egnyte SCIM 2.0 › Add Integration">,
                "Move the assignments over, then switch the old instance off as the last step."}},
    .sources = "S12 S20 O1",
    .confidence = Confidence::documented,
    .explains = "PF4029",
};

void check(const Context& context, Report& report) {
    const okta::Application* app = context.workspace.application;
    if (app == nullptr) return;
    for (const okta::TextField* field : {&app->label, &app->name}) {
        const std::string lowered = text::ascii_lower(field->value());
        if (lowered.find("scim 1.0") == std::string::npos && lowered.find("scim_1") == std::string::npos &&
            lowered.find("scim1") == std::string::npos)
            continue;
        Finding& finding = report.add(kRow, "The app is \"" + field->value() + "\", the older Egnyte integration.");
        finding.locations.push_back(field->at);
        return;
    }
    if (!lacks_newer_attributes(context.workspace)) return;
    Finding& finding = report.add(
        kRow, "The app seems to be the older Egnyte integration: its profile has none of the attributes of SCIM 2.0.");
    finding.locations = {app->label.present() ? app->label.at : app->at, context.workspace.app_schema->at};
    finding.confidence = Confidence::inferred;
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/label", R"("Egnyte SCIM 1.0")"}}},
                   .good = {{{"app.json", "/label", R"("Egnyte")"}}})

}  // namespace preflight::rules::app_not_egnyte_scim_2
