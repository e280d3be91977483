#include <algorithm>

#include "core/rules/input_problems.h"

namespace preflight::rules::input_not_used {

constexpr Rule kRow{
    .code = "PF1016",
    .slug = "input-not-used",
    .severity = Severity::note,
    .when = "A file was recognised, but it has no influence on the verdict.",
    .why = "The verdict is the same without the file.",
    .remedy = {},
    .sources = "spec-2",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    for (const workspace::Unused& unused : workspace.unused) {
        // These have findings of their own: PF1004, PF1003, PF1008, PF1011, PF3020.
        const bool foreign = std::any_of(
            workspace.foreign.begin(), workspace.foreign.end(),
            [&](const workspace::Foreign& f) { return f.at.input == unused.input && f.kind == unused.kind; });
        const bool no_egnyte = workspace.application == nullptr && unused.kind == "okta-application";
        if (foreign || no_egnyte || unused.kind == "okta-error" || unused.kind == "html-page" ||
            unused.kind == "okta-profile-mapping-list")
            continue;
        Location at;
        at.input = unused.input;
        Finding& finding =
            report.add(kRow, input_name(context, at) + " (" + unused.kind + ") is not used: " + unused.why + ".");
        finding.locations.push_back(at);
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"features.json", "",
                             R"([{"name": "USER_PROVISIONING", "status": "ENABLED", "capabilities": {}}])"}}})

}  // namespace preflight::rules::input_not_used
