#include "core/rules/mapping_misfits.h"

#include <algorithm>
#include <vector>

#include "core/workspace/user_attributes.h"

namespace preflight::rules {

namespace {

std::string in_words(const expression::Case& values) {
    using expression::Sort;
    if (values.constant) {
        if (values.sort == Sort::list) return "a list";
        return values.constant->to_json();
    }
    switch (values.sort) {
        case Sort::boolean:
            return "true or false";
        case Sort::number:
            return "a number";
        case Sort::list:
            return "a list";
        case Sort::text:
            return "a text that it does not take";
        default:
            return "an object";
    }
}

// The findings that need no people; false when there is none.
bool report_proved(const Listed& listed, const okta::SchemaAttribute& target, Misfit why, Report& report,
                   const Rule& row, std::string (*sentence)(const okta::SchemaAttribute&, std::string_view)) {
    std::vector<text::Span> said;
    for (const expression::Case& values : listed.analysis.possible.cases) {
        if (misfit_of(target, values) != why) continue;
        if (std::find(said.begin(), said.end(), values.span) != said.end()) continue;
        said.push_back(values.span);
        Finding& finding = report.add(row, sentence(target, in_words(values)));
        finding.locations.push_back(listed.subject.text->part(values.span.begin, values.span.end));
        finding.locations.push_back(target.at);
    }
    return !said.empty();
}

}  // namespace

std::string value_in_words(const population::Atoms& atoms, population::Cell cell) {
    const expression::Value value = workspace::value_of(atoms, cell);
    if (value.kind() == expression::Kind::list || value.kind() == expression::Kind::map) return "a list";
    return value.to_json();
}

void report_misfits(const Context& context, Report& report, const Rule& row, Misfit why,
                    std::string (*sentence)(const okta::SchemaAttribute& target, std::string_view what)) {
    const TargetChecks checks(context.workspace, context.evaluations);
    const auto& all = context.expressions();
    const bool concerns_people = context.rehearsed.affected(row).has_value();
    const std::size_t users = context.workspace.users->size();
    for (const TargetChecks::Check& check : checks.all()) {
        const auto listed =
            std::find_if(all.begin(), all.end(), [&](const Listed& l) { return l.subject.formula == check.formula; });
        if (listed == all.end() || report_proved(*listed, *check.target, why, report, row, sentence)) continue;
        for (std::uint32_t user = 0; concerns_people && user < users; ++user) {
            const population::Cell cell = context.evaluations.cell(check.formula, user);
            if (misfit_of(*check.target, *context.workspace.atoms, cell) != why) continue;
            const okta::TextField& text = *listed->subject.text;
            const std::string what = value_in_words(*context.workspace.atoms, cell) + " for some people";
            Finding& finding = report.add(row, sentence(*check.target, what));
            finding.locations.push_back(text.part(0, text.value().size()));
            finding.locations.push_back(check.target->at);
            break;
        }
    }
}

}  // namespace preflight::rules
