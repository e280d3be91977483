#include "core/verdict/judge.h"

#include <algorithm>
#include <tuple>

#include "core/rules/registry.h"
#include "core/verdict/people.h"
#include "core/verdict/rehearsed_people.h"

namespace preflight::verdict {

namespace {

auto order(const findings::Finding& finding) {
    const std::size_t people = finding.affected ? finding.affected->users : 0;
    const std::size_t input = finding.locations.empty() ? 0 : finding.locations.front().input;
    const std::size_t offset = finding.locations.empty() ? 0 : finding.locations.front().span.begin;
    return std::make_tuple(finding.effective_severity(), static_cast<std::size_t>(-1) - people, finding.rule->code,
                           input, offset);
}

}  // namespace

Verdicts judge(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations,
               const simulation::Rehearsal& rehearsal) {
    const RehearsedPeople people(rehearsal);
    const rules::Context context(workspace, evaluations, people);
    rules::Report report(people);
    rules::check_configuration(context, report);
    add_people(workspace, rehearsal, report);
    std::stable_sort(report.findings.begin(), report.findings.end(),
                     [](const findings::Finding& a, const findings::Finding& b) { return order(a) < order(b); });
    return {std::move(report.findings), std::move(report.missing)};
}

}  // namespace preflight::verdict
