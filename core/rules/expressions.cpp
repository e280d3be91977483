#include "core/rules/expressions.h"

#include <algorithm>

#include "core/rules/attribute_facts.h"
#include "core/simulation/profile.h"
#include "core/text/unicode.h"

namespace preflight::rules {

std::vector<Subject> subjects(const intake::Workspace& workspace) {
    std::vector<Subject> result;
    if (workspace.to_app_mapping != nullptr) {
        for (const okta::MappingEntry& entry : workspace.to_app_mapping->entries) {
            if (!entry.expression.present() || text::trim(entry.expression.value()).empty()) continue;
            Subject subject;
            subject.text = &entry.expression;
            subject.target = entry.target;
            subject.what = "The mapping of " + entry.target;
            subject.where = kMappingsPath;
            subject.parsed = expression::parse(entry.expression.value(), expression::Dialect::mapping);
            result.push_back(std::move(subject));
        }
    }
    if (workspace.application != nullptr) {
        const okta::UserNameTemplate& format = workspace.application->user_name_template;
        if (format.given()) {
            Subject subject;
            subject.text = &format.pattern;
            subject.dialect =
                format.is_expression() ? expression::Dialect::mapping : expression::Dialect::user_name_template;
            subject.target = "userName";
            subject.what = "The username format";
            subject.where = "Okta Admin Console › Applications › Egnyte › Sign On › Edit › Credentials Details";
            subject.parsed = expression::parse(format.pattern.value(), subject.dialect);
            result.push_back(std::move(subject));
        }
    }
    return result;
}

std::vector<std::string> user_attributes(const intake::Workspace& workspace) {
    std::vector<std::string> names;
    const auto add = [&names](std::string_view name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    };
    for (const std::string_view name : simulation::base_user_attributes()) add(name);
    if (workspace.user_schema != nullptr) {
        for (const okta::SchemaAttribute& attribute : workspace.user_schema->attributes) add(attribute.name);
    }
    for (population::Column number = 0; number < workspace.users.columns(); ++number) {
        const std::string_view column = workspace.users.name(number);
        if (column.compare(0, okta::columns::kProfile.size(), okta::columns::kProfile) == 0)
            add(column.substr(okta::columns::kProfile.size()));
    }
    return names;
}

Spread spread_of(const expression::Program& program, const intake::Workspace& workspace,
                 std::optional<std::int64_t> now_unix) {
    Spread spread;
    expression::BranchCounts coverage(program);
    for (std::size_t row = 0; row < workspace.users.size(); ++row) {
        const simulation::UserScope scope(workspace, row, now_unix);
        const expression::Evaluation made = expression::evaluate(program, scope, {}, &coverage);
        ++spread.users;
        if (made.value.is_unknown()) ++spread.unknown;
        if (!made.error) continue;
        ++spread.failed;
        auto place = std::find_if(spread.failures.begin(), spread.failures.end(),
                                  [&](const Spread::Failure& failure) { return failure.span == made.error->span; });
        if (place == spread.failures.end()) place = spread.failures.insert(place, {made.error->span, {}});
        ++place->who.users;
        if (place->who.examples.size() < findings::kMaxExamples)
            place->who.examples.emplace_back(population::text(workspace.users, row, "profile.login"));
    }
    spread.branches = coverage.branches();
    return spread;
}

std::vector<Listed> list_expressions(const intake::Workspace& workspace, std::optional<std::int64_t> now_unix) {
    const AttributeFacts facts(workspace);
    std::vector<Listed> result;
    for (Subject& subject : subjects(workspace)) {
        Listed listed;
        if (subject.parsed.program) {
            const expression::Program& program = *subject.parsed.program;
            listed.analysis = expression::analyse(program, facts);
            listed.problems = expression::check(program, listed.analysis, facts);
            listed.spread = spread_of(program, workspace, now_unix);
        }
        listed.subject = std::move(subject);
        result.push_back(std::move(listed));
    }
    return result;
}

}  // namespace preflight::rules
