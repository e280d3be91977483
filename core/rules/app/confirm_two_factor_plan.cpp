#include "core/rules/rule.h"

namespace preflight::rules::confirm_two_factor_plan {

constexpr Rule kRow{
    .code = "PF3092",
    .slug = "confirm-two-factor-plan",
    .severity = Severity::manual,
    .when = "The Egnyte plan must include two-factor authentication when the attribute is used.",
    .why = "Without it the attribute has no effect.",
    .remedy = {"Check the plan", {"Egnyte › Settings › Billing, or ask Egnyte."}},
    .sources = "S52",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    const auto two_factor = workspace.variable_of.find("twoFactor");
    const bool mapped = two_factor != workspace.variable_of.end() && workspace.to_app_mapping != nullptr &&
                        workspace.to_app_mapping->find(two_factor->second) != nullptr;
    if (!mapped || (workspace.scenario && workspace.scenario->two_factor_available)) return;
    report.add(kRow, "Confirm that your Egnyte plan includes two-factor authentication.");
}

PREFLIGHT_EXAMPLES(
        .bad = {{{"mapping.json", "/properties/twoFactor", R"({"expression": "true", "pushStatus": "PUSH"})"}}},
        .good = {{{"mapping.json", "/properties/twoFactor", R"({"expression": "true", "pushStatus": "PUSH"})"},
                  {"scenario.json", "/egnyte/twoFactor", R"({"available": true})"}}})

}  // namespace preflight::rules::confirm_two_factor_plan
