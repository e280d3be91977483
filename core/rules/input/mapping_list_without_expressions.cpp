#include "core/rules/input_problems.h"

namespace preflight::rules::mapping_list_without_expressions {

constexpr Rule kRow{
    .code = "PF1008",
    .slug = "mapping-list-without-expressions",
    .severity = Severity::error,
    .when = "The file is the list of mappings, which has no expressions, and the single mapping was not given.",
    .why =
        "Preflight cannot tell from it whether and how attributes are mapped. It does not mean that nothing is mapped.",
    .remedy = {"Fetch the single mapping",
               {"Open GET /api/v1/mappings/{id} in the browser where you are signed in as admin, and save the answer.",
                "Give that file beside or in place of this one."}},
    .sources = "exports-0.2",
    .confidence = Confidence::documented,
};

namespace {

// The item of a list to fetch: the first mapping to the app, else the first; null when the single mapping was given.
const okta::ProfileMapping* listed_mapping(const workspace::Workspace& workspace) {
    const okta::ProfileMapping* to_app = nullptr;
    const okta::ProfileMapping* any = nullptr;
    for (const okta::ProfileMapping& mapping : workspace.mappings) {
        if (mapping.has_properties && mapping.to_app()) return nullptr;
        if (mapping.has_properties) continue;
        if (any == nullptr) any = &mapping;
        if (to_app == nullptr && mapping.to_app()) to_app = &mapping;
    }
    return to_app != nullptr ? to_app : any;
}

}  // namespace

void check(const Context& context, Report& report) {
    const okta::ProfileMapping* item = listed_mapping(context.workspace);
    if (item == nullptr) return;
    Finding& finding = report.add(
        kRow, input_name(context, item->at) + " is the list of mappings; Okta's list call leaves the expressions out.");
    finding.locations.push_back(item->at);
    if (!item->id.empty())
        finding.fix.steps[0] = "Open GET /api/v1/mappings/" + item->id +
                               " in the browser where you are signed in as admin, and save the answer.";
}

PREFLIGHT_EXAMPLES(
        .bad = {
            {{"mapping.json", "",
              R"([{"id": "prm1", "source": {"id": "oty1", "name": "user", "type": "user"}, "target": {"id": "0oaEgnyte", "name": "egnyte", "type": "appuser"}}])"}}})

}  // namespace preflight::rules::mapping_list_without_expressions
