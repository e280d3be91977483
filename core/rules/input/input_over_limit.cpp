#include "core/rules/input_problems.h"
#include "core/workspace/event_limit.h"

namespace preflight::rules::input_over_limit {

constexpr Rule kRow{
    .code = "PF1007",
    .slug = "input-over-limit",
    .severity = Severity::error,
    .when = "A documented limit was reached; what lies beyond it was not read.",
    .why = "Preflight did not read what is beyond the limit.",
    .remedy = {"Give a smaller file", {"Split the export, for example by page, and give the parts."}},
    .sources = "exports-0",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::over_limit,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         Finding& finding = report.add(kRow, name + " reaches a limit: " + problem.detail + ".");
                         advise(finding, problem);
                         return finding;
                     });
    const Subject* estimated = nullptr;
    for (const Listed& listed : context.expressions()) {
        const Subject& subject = listed.subject;
        if (listed.analysis.estimated && estimated == nullptr) estimated = &subject;
        if (subject.parsed.program || subject.parsed.error->kind != expression::ErrorKind::limit) continue;
        const expression::Error& error = *subject.parsed.error;
        Finding& finding = report.add(kRow, subject.what + " reaches a limit of Preflight: " + error.message + ".",
                                      "The value is unknown for everybody. Okta may accept the expression.");
        finding.locations.push_back(subject.text->part(error.span.begin, error.span.end));
        steps(finding, "Shorten the expression", {subject.where, "Write the expression in fewer words. Save."});
    }
    if (estimated != nullptr) {
        Finding& finding =
            report.add(kRow, "The expressions can have too many long values for Preflight to follow them all.",
                       "Problems that only some of these values cause are not reported.");
        finding.locations.push_back(estimated->text->at);
        steps(finding, "Shorten the values", {"Shorten the values of the enums and texts that the expressions read."});
    }
    if (!context.workspace.scenario) return;
    const auto& events = context.workspace.scenario->events;
    const std::size_t simulated = workspace::events_within_limit(context.workspace);
    if (!context.workspace.scenario->events_given || simulated == events.size()) return;
    report
        .add(kRow,
             "The scenario has too many events for so many people: of " + std::to_string(events.size()) + " events, " +
                 std::to_string(simulated) + " are simulated.",
             "What the other events would change is unknown.")
        .locations.push_back(events[simulated].at);
}

PREFLIGHT_EXAMPLES(.bad = {{{"deep.json", "",
                             "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                             "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                             "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]"
                             "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
                             "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
                             "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"}}})

}  // namespace preflight::rules::input_over_limit
