// What intake could not read (intake/workspace.h), for the rules that put it into words.
#pragma once

#include <string>

#include "core/rules/rule.h"

namespace preflight::rules {

[[nodiscard]] inline const std::string& input_name(const Context& context, const Location& at) {
    return context.workspace.inputs[at.input].name;
}

// `report_one(problem, name of the input)` for each problem of that kind, in the order of reading; the finding that it
// returns gets the place.
template <class ReportOne>
void for_each_problem(const Context& context, intake::Problem::Kind kind, ReportOne&& report_one) {
    for (const intake::Problem& problem : context.workspace.problems) {
        if (problem.kind != kind) continue;
        Finding& finding = report_one(problem, input_name(context, problem.at));
        finding.locations.push_back(problem.at);
    }
}

// For problems that say themselves what to do, as those of archives do (intake/archive.h).
inline void advise(Finding& finding, const intake::Problem& problem) {
    if (problem.extra.empty()) return;
    finding.consequence = "Nothing in it is used; the other files are checked all the same.";
    steps(finding, "Provide the file in another way", {problem.extra});
}

}  // namespace preflight::rules
