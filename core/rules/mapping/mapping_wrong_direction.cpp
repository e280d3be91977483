#include <algorithm>

#include "core/rules/rule.h"

namespace preflight::rules::mapping_wrong_direction {

constexpr Rule kRow{
    .code = "PF4030",
    .slug = "mapping-wrong-direction",
    .severity = Severity::warning,
    .when = "Only the mapping from Egnyte to Okta was given.",
    .why = "It fills Okta profiles during an import. What Okta sends to Egnyte is in the other mapping.",
    .remedy = {"Export the mapping from Okta to Egnyte",
               {"List the mappings: GET /api/v1/mappings?targetId= and the id of the Egnyte app (0oa…).",
                "Take the id (prm…) of the mapping whose source is the user type, and save GET /api/v1/mappings/{id}.",
                "Add that file."}},
    .sources = "exports-1",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    const auto& all = workspace.mappings;
    if (std::any_of(all.begin(), all.end(), [](const okta::ProfileMapping& mapping) { return mapping.to_app(); }))
        return;
    const okta::Application* app = workspace.application;
    for (const okta::ProfileMapping& mapping : all) {
        if (mapping.source.type != "appuser" || mapping.target.type != "user") continue;
        // The import of another application says nothing about this one.
        if (app != nullptr && app->id.present() && !mapping.source.id.empty() && mapping.source.id != app->id.value())
            continue;
        Finding& finding = report.add(kRow, "This mapping goes from " +
                                                (mapping.source.name.empty() ? "the app" : mapping.source.name) +
                                                " to Okta; the mapping from Okta to Egnyte is not given.");
        finding.locations.push_back(mapping.at);
        return;
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/source", R"({"id": "0oaEgnyte", "name": "egnyte", "type": "appuser"})"},
                            {"mapping.json", "/target", R"({"id": "oty1", "name": "user", "type": "user"})"}}})

}  // namespace preflight::rules::mapping_wrong_direction
