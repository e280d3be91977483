#include "core/rules/input_problems.h"

namespace preflight::rules::input_unrecognised {

constexpr Rule kRow{
    .code = "PF1001",
    .slug = "input-unrecognised",
    .severity = Severity::warning,
    .when = "Nothing that Preflight knows was recognised in the file.",
    .why = "Preflight does not use anything in it.",
    .remedy =
        {"Give the export itself",
         {"Save the answer of the Okta or Egnyte API, or the metadata file, without editing it.",
          "Looked for: API answers, HAR and Terraform as JSON; people, accounts and logs as CSV; SAML metadata; a "
          "scenario (preflight identify --kinds lists all)."}},
    .sources = "exports-0",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::unrecognised,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         Finding& finding = report.add(
                             kRow, name + (problem.detail.empty() ? " was not recognised."
                                                                  : " is not used: " + problem.detail + "."));
                         advise(finding, problem);
                         return finding;
                     });
}

PREFLIGHT_EXAMPLES(.bad = {{{"notes.json", "", R"({"hello": "world"})"}}},
                   .good = {{{"scenario.json", "", R"([{"wrapped": {"preflightScenario": 1}}])"}}})

}  // namespace preflight::rules::input_unrecognised
