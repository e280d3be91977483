#include <map>

#include "core/rules/input_problems.h"
#include "core/text/numbers.h"

namespace preflight::rules::input_other_application {

constexpr Rule kRow{
    .code = "PF1011",
    .slug = "input-other-application",
    .severity = Severity::warning,
    .when = "Files belong to another Okta application than the Egnyte one.",
    .why = "Preflight does not use them. What they should have told about Egnyte's application is missing.",
    .remedy = {"Export the files of Egnyte's application",
               {"Open the same addresses with the id of Egnyte's application and save the answers.",
                "Add the new files in place of the ones named here."}},
    .sources = "exports-0.5",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    std::map<std::string, std::vector<const workspace::Foreign*>> others;
    for (const workspace::Foreign& foreign : workspace.foreign) {
        if (!foreign.beside_ours) others[foreign.app_id].push_back(&foreign);
    }
    for (const auto& [id, list] : others) {
        std::string name;
        for (const okta::Application& app : workspace.applications) {
            if (app.id.value() == id) name = app.label.present() ? app.label.value() : app.name.value();
        }
        // Without an application of Egnyte's, PF3020 names what was given instead.
        if (workspace.application == nullptr && !name.empty()) continue;
        std::string files;
        for (const workspace::Foreign* foreign : list) {
            files += (files.empty() ? "" : ", ") + input_name(context, foreign->at) + " (" +
                     std::string(foreign->kind) + ")";
        }
        std::string message = files + (list.size() == 1 ? " belongs" : " belong") + " to the application " + id;
        if (!name.empty()) message += " (\"" + name + "\")";
        message += ", not to " + (workspace.app_id.empty() ? std::string("Egnyte's") : workspace.app_id) + ".";
        Finding& finding = report.add(kRow, std::move(message));
        for (const workspace::Foreign* foreign : list) finding.locations.push_back(foreign->at);
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/target/id", R"("0oaZendesk")"}}},
                   .good = {{{"mapping.json", "/target/id", ""}}})

}  // namespace preflight::rules::input_other_application
