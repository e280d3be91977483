#include "core/rules/input_problems.h"

namespace preflight::rules::input_encoding_converted {

constexpr Rule kRow{
    .code = "PF1009",
    .slug = "input-encoding-converted",
    .severity = Severity::note,
    .when = "UTF-16, saved HTTP headers or a script guard were removed while reading.",
    .why = "Nothing was lost.",
    .sources = "exports-0",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::encoding_converted,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         return report.add(kRow, name + " was converted while reading: " + problem.detail + ".");
                     });
}

PREFLIGHT_EXAMPLES(.bad = {{{"saved.json", "",
                             "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"preflightScenario\": 1}"}}})

}  // namespace preflight::rules::input_encoding_converted
