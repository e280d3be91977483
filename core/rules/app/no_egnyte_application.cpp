#include "core/rules/input_problems.h"

namespace preflight::rules::no_egnyte_application {

constexpr Rule kRow{
    .code = "PF3020",
    .slug = "no-egnyte-application",
    .severity = Severity::warning,
    .when = "Applications were given, and none of them is Egnyte's by its name or label.",
    .why = "None of them is checked. Everything that depends on Egnyte's application is unknown.",
    .remedy =
        {"Export Egnyte's application",
         {"Open GET /api/v1/apps?q=egnyte in the browser where you are signed in as admin, and save the answer.",
          "If Egnyte's application has another name: add --app with its id, or okta.application to the scenario."}},
    .sources = "S12",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.applications.empty() || workspace.application != nullptr) return;
    constexpr std::size_t kNamed = 5;
    std::string names;
    std::vector<Location> places;
    for (const okta::Application& app : workspace.applications) {
        if (places.size() == kNamed) break;
        const std::string& name = app.label.present() ? app.label.value() : app.name.value();
        names += (names.empty() ? "\"" : ", \"") + name + "\" (" + app.id.value() + ")";
        places.push_back(app.at);
    }
    const std::size_t more = workspace.applications.size() - places.size();
    if (more > 0) names += " and " + std::to_string(more) + " more";
    Finding& finding = report.add(kRow, (workspace.applications.size() == 1 ? "The application is not Egnyte's: "
                                                                            : "None of the applications is "
                                                                              "Egnyte's: ") +
                                            names + ".");
    finding.locations = std::move(places);
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/name", R"("zendesk")"},
                            {"app.json", "/label", R"("Zendesk")"},
                            {"app.json", "/settings/app/subDomain", R"("acme-help")"}}},
                   .good = {{{"app.json", "/name", R"("zendesk")"}, {"app.json", "/label", R"("Egnyte")"}}})

}  // namespace preflight::rules::no_egnyte_application
