#include "core/rules/input_problems.h"

namespace preflight::rules::scenario_value_ignored {

constexpr Rule kRow{
    .code = "PF1014",
    .slug = "scenario-value-ignored",
    .severity = Severity::warning,
    .when = "A key or value of the scenario was not understood and counts as unknown.",
    .why = "Preflight ignores it, and what depends on it stays unknown.",
    .remedy = {"Correct the scenario",
               {"Write the key and the value as the documentation of the scenario shows them."}},
    .sources = "spec-3",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::scenario_ignored,
                     [&](const intake::Problem& problem, const std::string&) -> Finding& {
                         return report.add(kRow, "In the scenario " + problem.detail + ".");
                     });
}

PREFLIGHT_EXAMPLES(.bad = {{{"scenario.json", "/egnyte/sso/defaultUserMaping", R"("email")"}}},
                   .good = {{{"scenario.json", "/egnyte/licences", R"({"power": 5})"}}})

}  // namespace preflight::rules::scenario_value_ignored
