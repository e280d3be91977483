#include "core/rules/input_problems.h"

namespace preflight::rules::input_powershell_truncated {

constexpr Rule kRow{
    .code = "PF1006",
    .slug = "input-powershell-truncated",
    .severity = Severity::error,
    .when = "PowerShell's ConvertTo-Json wrote text in place of nested values, because the default depth is 2.",
    .why = "The nested values are lost. Everything that depends on them is unknown.",
    .remedy = {"Export again with a larger depth",
               {"Add -Depth 20 to ConvertTo-Json, or save the answer with Invoke-WebRequest -OutFile.",
                "Add the new file in place of this one."}},
    .sources = "exports-0",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::powershell,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         return report.add(kRow, "PowerShell truncated " + name + ": \"" + problem.detail +
                                                     "\" is in place of a list or an object.");
                     });
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/features", R"("System.Object[]")"}}},
                   .good = {{{"app.json", "/label", R"("Egnyte System.Object")"}}})

}  // namespace preflight::rules::input_powershell_truncated
