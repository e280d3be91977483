#include "core/report/explanation.h"

#include <algorithm>
#include <iterator>

#include "core/report/build.h"
#include "core/rules/failure_rule.h"
#include "core/verdict/rehearsed_people.h"

namespace preflight::report {

namespace {

constexpr std::size_t kMaxMessages = 3;  // of one cause

ExplanationReport::Cause cause_of(const findings::Rule& rule, const Material* material) {
    ExplanationReport::Cause cause{&rule, {}, findings::fix_of(rule.remedy)};
    if (material == nullptr) return cause;
    for (const findings::Finding& finding : material->verdicts.findings) {
        if (finding.rule != &rule || cause.found.size() >= kMaxMessages) continue;
        if (cause.found.empty()) cause.fix = finding.fix;
        cause.found.push_back(finding.message);
    }
    return cause;
}

}  // namespace

ExplanationReport build_explanation(const std::vector<okta::Failure>& failures, const Material* material) {
    ExplanationReport report;
    report.with_files = material != nullptr;
    for (const okta::Failure& failure : failures) {
        const rules::FailureRule* rule = rules::failure_rule(failure.kind);
        if (rule == nullptr) continue;
        ExplanationReport::Item item;
        item.failure = failure;
        item.rule = rule->row;
        const std::vector<std::string> names =
            failure.user.empty() ? std::vector<std::string>() : std::vector<std::string>{failure.user};
        item.message = rule->message(failure, rules::people_in_words(names, names.size()));
        const std::vector<const findings::Rule*> causes = rule->all_causes(failure);
        for (const findings::Rule* cause : causes) item.causes.push_back(cause_of(*cause, material));
        const auto shown = [](const ExplanationReport::Cause& cause) { return !cause.found.empty(); };
        if (std::any_of(item.causes.begin(), item.causes.end(), shown)) {
            item.causes.erase(std::remove_if(item.causes.begin(), item.causes.end(),
                                             [&](const auto& cause) { return !shown(cause); }),
                              item.causes.end());
        }
        if (material != nullptr) {
            item.others = verdict::RehearsedPeople(material->rehearsal).affected_by(causes, names, kMaxListedPeople);
        }
        report.items.push_back(std::move(item));
    }
    return report;
}

}  // namespace preflight::report
