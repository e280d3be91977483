#include "core/rules/expressions.h"

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
        const bool none = format.type.value() == "NONE";
        if (!none && format.pattern.present() && !text::trim(format.pattern.value()).empty()) {
            const bool custom = format.type.value() == "CUSTOM" ||
                                (!format.type.present() && format.pattern.value().find("${") == std::string::npos);
            Subject subject;
            subject.text = &format.pattern;
            subject.dialect = custom ? expression::Dialect::mapping : expression::Dialect::user_name_template;
            subject.target = "userName";
            subject.what = "The username format";
            subject.where = "Okta Admin Console › Applications › Egnyte › Sign On › Edit › Credentials Details";
            subject.parsed = expression::parse(format.pattern.value(), subject.dialect);
            result.push_back(std::move(subject));
        }
    }
    return result;
}

expression::Coverage coverage_of(const expression::Program& program, const intake::Workspace& workspace) {
    expression::Coverage coverage(program);
    if (!coverage.has_branches()) return coverage;
    for (std::size_t row = 0; row < workspace.users.size(); ++row) {
        const simulation::UserScope scope(workspace, row, {});
        (void)expression::evaluate(program, scope, {}, &coverage);
    }
    return coverage;
}

std::vector<Listed> list_expressions(const intake::Workspace& workspace) {
    const AttributeFacts facts(workspace);
    std::vector<Listed> result;
    for (Subject& subject : subjects(workspace)) {
        Listed listed;
        if (subject.parsed.program) {
            const expression::Program& program = *subject.parsed.program;
            listed.analysis = expression::analyse(program, facts);
            listed.problems = expression::check(program, listed.analysis, facts);
            listed.branches = coverage_of(program, workspace).branches();
            listed.users = workspace.users.size();
        }
        listed.subject = std::move(subject);
        result.push_back(std::move(listed));
    }
    return result;
}

}  // namespace preflight::rules
