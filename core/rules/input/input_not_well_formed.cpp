#include "core/rules/input_problems.h"

namespace preflight::rules::input_not_well_formed {

constexpr Rule kRow{
    .code = "PF1002",
    .slug = "input-not-well-formed",
    .severity = Severity::error,
    .when = "The file breaks the syntax of JSON, XML or CSV, or an archive is damaged.",
    .why = "Preflight read what comes before this place as far as it is complete, and nothing after it.",
    .remedy = {"Save the export again",
               {"Export the file again and save it whole, not copied out of a window.",
                "If the file was edited by hand, correct the marked place."}},
    .sources = "exports-0",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for (const intake::Problem& problem : context.workspace.problems) {
        const std::string& name = input_name(context, problem.at);
        if (problem.kind == intake::Problem::Kind::not_well_formed) {
            Finding& finding = report.add(kRow, name + " is truncated or malformed: " + problem.detail + ".");
            advise(finding, problem);
            finding.locations.push_back(problem.at);
        } else if (problem.kind == intake::Problem::Kind::unreadable) {
            Finding& finding = report.add(kRow, name + " could not be read: " + problem.detail + ".",
                                          "Nothing in it is used; the other files are still checked.");
            finding.locations.push_back(problem.at);
            steps(finding, "Make the file readable", {"Check the path and the permissions, then run again."});
        }
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"more-users.json", "", R"([{"id": "00u9", "status")"}}})

}  // namespace preflight::rules::input_not_well_formed
