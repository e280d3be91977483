#include "core/rules/input_problems.h"

namespace preflight::rules::input_partly_read {

constexpr Rule kRow{
    .code = "PF1015",
    .slug = "input-partly-read",
    .severity = Severity::warning,
    .when = "Only a part of the file was read.",
    .why = "What Preflight did not read counts as missing.",
    .remedy = {"Provide what is missing", {"Save the file again as the message says, or export the missing part."}},
    .sources = "exports-6",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::partly_read,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         return report.add(kRow, name + " was read in part: " + problem.detail + ".");
                     });
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"session.har", "",
               R"({"log": {"version": "1.2", "entries": [{"request": {"method": "GET", "url": "https://acme.okta.com/api/v1/groups"}, "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json"}}}]}})"}}},
        .good = {
            {{"session.har", "",
              R"({"log": {"version": "1.2", "entries": [{"request": {"method": "GET", "url": "https://acme.okta.com/api/v1/groups"}, "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", "text": "[]"}}}]}})"}}})

}  // namespace preflight::rules::input_partly_read
