#include "core/rules/input_problems.h"
#include "core/rules/refused_answers.h"

namespace preflight::rules::input_okta_error {

constexpr Rule kRow{
    .code = "PF1004",
    .slug = "input-okta-error",
    .severity = Severity::error,
    .when = "The file is an Okta error answer instead of the export.",
    .why = "There is nothing in it to check; what it should have held counts as missing.",
    .remedy = {"Ask Okta again", {"Look the code up in Okta's list of error codes, fix the cause and ask again."}},
    .sources = "exports-14",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::okta_error,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         const RefusedAnswer* const known = refused_answer(problem.detail);
                         Finding& finding = report.add(
                             kRow, name + " is Okta's error answer " + problem.detail +
                                       (problem.extra.empty() ? "" : " (" + problem.extra + ")") + ", not the export" +
                                       (known != nullptr ? ": " + std::string(known->meaning) + "." : "."));
                         if (known != nullptr) finding.fix.steps = {std::string(known->remedy)};
                         return finding;
                     });
}

PREFLIGHT_EXAMPLES(.bad = {
                       {{"apps.json", "", R"({"errorCode": "E0000011", "errorSummary": "Invalid token provided"})"}}})

}  // namespace preflight::rules::input_okta_error
