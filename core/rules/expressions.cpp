#include "core/rules/expressions.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/findings/click_paths.h"
#include "core/okta/base_attributes.h"
#include "core/rules/attribute_facts.h"
#include "core/text/shorten.h"
#include "core/text/unicode.h"
#include "core/workspace/applications.h"

namespace preflight::rules {

std::vector<Subject> subjects(const workspace::Evaluations& evaluations) {
    std::vector<Subject> result;
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
        const workspace::Formula& formula = evaluations.formula(i);
        Subject subject;
        subject.formula = i;
        subject.text = formula.text;
        subject.dialect = formula.dialect;
        subject.target = formula.target;
        subject.canonical = formula.canonical;
        subject.what = formula.is_template ? "The username format" : "The mapping of " + formula.target;
        subject.where = formula.is_template ? findings::clicks::kCredentials : findings::clicks::kMappings;
        subject.parsed = formula.parsed;
        result.push_back(std::move(subject));
    }
    return result;
}

std::vector<std::string> user_attributes(const workspace::Workspace& workspace) {
    std::vector<std::string> names;
    const auto add = [&names](std::string_view name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    };
    for (const std::string_view name : okta::base_user_attributes()) add(name);
    if (workspace.user_schema != nullptr) {
        for (const okta::SchemaAttribute& attribute : workspace.user_schema->attributes) add(attribute.name);
    }
    for (population::Column number = 0; number < workspace.users->columns(); ++number) {
        const std::string_view column = workspace.users->name(number);
        if (column.compare(0, okta::columns::kProfile.size(), okta::columns::kProfile) == 0)
            add(column.substr(okta::columns::kProfile.size()));
    }
    return names;
}

Spread spread_of(const workspace::Evaluations& evaluations, std::size_t formula) {
    const workspace::Spread& counted = evaluations.spread(formula);
    Spread spread;
    spread.users = counted.users;
    spread.failed = counted.failed;
    spread.unknown = counted.unknown;
    spread.branches = counted.branches;
    for (const workspace::Spread::Failure& failure : counted.failures) {
        Spread::Failure& told = spread.failures.emplace_back();
        told.span = failure.span;
        told.who.users = failure.users;
        for (const std::uint32_t row : failure.first_rows) told.who.examples.push_back(evaluations.login(row));
    }
    return spread;
}

std::vector<Listed> list_expressions(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations) {
    const AttributeFacts facts(workspace);
    expression::AnalysisBudget budget;
    std::vector<Listed> result;
    for (Subject& subject : subjects(evaluations)) {
        Listed listed;
        if (subject.parsed.program) {
            const expression::Program& program = *subject.parsed.program;
            listed.analysis = expression::analyse(program, facts, budget);
            listed.problems = expression::check(program, listed.analysis, facts);
            listed.spread = spread_of(evaluations, subject.formula);
        }
        listed.subject = std::move(subject);
        result.push_back(std::move(listed));
    }
    return result;
}

namespace {

class OtherExpressions {
public:
    explicit OtherExpressions(const workspace::Workspace& workspace)
        : workspace_(workspace),
          of_rules_(workspace, WrittenIn::group_rule),
          of_imports_(workspace, WrittenIn::to_okta) {}

    std::vector<Listed> list() {
        add_group_rules();
        add_imports();
        return std::move(listed_);
    }

private:
    void add_group_rules() {
        const auto in_use = workspace::groups_in_use(workspace_);
        for (const okta::GroupRule& rule : workspace_.group_rules) {
            const bool concerns = !in_use || std::any_of(rule.groups.begin(), rule.groups.end(),
                                                         [&](const auto& group) { return in_use->count(group) != 0; });
            // A rule that is off adds nobody.
            if (!concerns || rule.status == "INACTIVE" || !rule.expression.present()) continue;
            Subject subject;
            subject.place = WrittenIn::group_rule;
            subject.text = &rule.expression;
            subject.what = "The group rule \"" + text::shorten(rule.name, 100) + "\"";
            subject.where = findings::clicks::kGroupRules;
            subject.effect = "The rule does not add the people for whom the expression fails to its groups.";
            add(std::move(subject), of_rules_);
        }
    }
    void add_imports() {
        for (const okta::ProfileMapping& mapping : workspace_.mappings) {
            if (mapping.to_app() || !workspace::is_ours(workspace_, mapping.source.id)) continue;
            for (const okta::MappingEntry& entry : mapping.entries) {
                if (!entry.expression.present() || text::trim(entry.expression.value()).empty()) continue;
                Subject subject;
                subject.place = WrittenIn::to_okta;
                subject.text = &entry.expression;
                subject.target = entry.target;
                subject.what = "The mapping of " + entry.target + " to Okta";
                subject.where = findings::clicks::kImportMappings;
                subject.effect =
                    "An import does not set the attribute of the Okta users for whom the expression fails.";
                add(std::move(subject), of_imports_);
            }
        }
    }
    void add(Subject subject, const AttributeFacts& facts) {
        Listed& listed = listed_.emplace_back();
        subject.parsed = expression::parse(subject.text->value(), subject.dialect);
        if (subject.parsed.program) {
            listed.analysis = expression::analyse(*subject.parsed.program, facts, budget_);
            listed.problems = expression::check(*subject.parsed.program, listed.analysis, facts);
        }
        listed.subject = std::move(subject);
    }

    const workspace::Workspace& workspace_;
    const AttributeFacts of_rules_, of_imports_;
    expression::AnalysisBudget budget_;
    std::vector<Listed> listed_;
};

}  // namespace

std::vector<Listed> list_other_expressions(const workspace::Workspace& workspace) {
    return OtherExpressions(workspace).list();
}

}  // namespace preflight::rules
