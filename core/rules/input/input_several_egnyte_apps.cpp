#include "core/rules/input_problems.h"

namespace preflight::rules::input_several_egnyte_apps {

constexpr Rule kRow{
    .code = "PF1017",
    .slug = "input-several-egnyte-apps",
    .severity = Severity::warning,
    .when =
        "More than one live Egnyte application in the same role (sign-in or provisioning) was given, and none was "
        "chosen.",
    .why = "The simulation follows one of them. The settings of each of them are checked.",
    .remedy = {"Choose the application",
               {"Add --app with the id of the application, or okta.application to the scenario."}},
    .sources = "spec-2",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.application_asked_for || workspace.application == nullptr) return;
    if (workspace.provisioning_applications < 2 && workspace.signing_applications < 2) return;
    std::string names;
    std::vector<Location> places;
    for (const okta::Application* app : workspace.egnyte_applications) {
        names += (names.empty() ? "\"" : ", \"") + app->label.value() + "\" (" + app->id.value() + ")";
        places.push_back(app->at);
    }
    Finding& finding = report.add(kRow, "There are " + std::to_string(workspace.egnyte_applications.size()) +
                                            " live Egnyte applications: " + names + ". The simulation follows " +
                                            workspace.application->id.value() + ".");
    finding.locations = std::move(places);
    finding.fix.steps.front() = "Add --app " + workspace.application->id.value() +
                                " (or the id of another one), or okta.application to the scenario.";
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app-2.json", "",
               R"({"id": "0oaSecond", "name": "egnyte", "label": "Egnyte EU", "status": "ACTIVE", "signOnMode": "SAML_2_0", "features": ["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "PUSH_USER_DEACTIVATION"], "settings": {"app": {"subDomain": "acme-eu"}}})"}}},
        .good = {
            {{"app-2.json", "",
              R"({"id": "0oaSecond", "name": "egnyte", "label": "Egnyte EU", "status": "INACTIVE", "signOnMode": "SAML_2_0", "features": ["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "PUSH_USER_DEACTIVATION"], "settings": {"app": {"subDomain": "acme-eu"}}})"}}})

}  // namespace preflight::rules::input_several_egnyte_apps
