#include "core/rules/input_problems.h"

namespace preflight::rules::input_not_well_formed {

constexpr Rule kRow{
    .code = "PF1002",
    .slug = "input-not-well-formed",
    .severity = Severity::error,
    .when = "The file breaks the syntax of JSON, XML or CSV, or an archive is damaged.",
    .why = "What stands before this place was read as far as it is complete; the rest was not.",
    .remedy = {"Save the export again",
               {"Export the file again and save it whole, not copied out of a window.",
                "If it was edited by hand, mend the marked place."}},
    .sources = "exports-0",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for (const intake::Problem& problem : context.workspace.problems) {
        const std::string& name = input_name(context, problem.at);
        if (problem.kind == intake::Problem::Kind::not_well_formed) {
            Finding& finding = report.add(kRow, name + " breaks off or is damaged: " + problem.detail + ".");
            advise(finding, problem);
            finding.locations.push_back(problem.at);
        } else if (problem.kind == intake::Problem::Kind::unreadable) {
            Finding& finding = report.add(kRow, name + " could not be read: " + problem.detail + ".",
                                          "Nothing in it is used; the other files are judged all the same.");
            finding.locations.push_back(problem.at);
            steps(finding, "Make the file readable", {"Check the path and the permissions, then run again."});
        }
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"more-users.json", "", R"([{"id": "00u9", "status")"}}})

}  // namespace preflight::rules::input_not_well_formed
