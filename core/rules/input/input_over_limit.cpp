#include "core/rules/input_problems.h"

namespace preflight::rules::input_over_limit {

constexpr Rule kRow{
    .code = "PF1007",
    .slug = "input-over-limit",
    .severity = Severity::error,
    .when = "A documented limit was reached; what lies beyond it was not read.",
    .why = "What lies beyond the limit was not read and not judged.",
    .remedy = {"Give a smaller file", {"Split the export, for example by page, and give the parts."}},
    .sources = "exports-0",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::over_limit,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         return report.add(kRow, name + " reaches a limit: " + problem.detail + ".");
                     });
}

PREFLIGHT_EXAMPLES(.bad = {{{"deep.json", "",
                             "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                             "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                             "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]"
                             "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
                             "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
                             "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"}}})

}  // namespace preflight::rules::input_over_limit
