#include "core/rules/expression_diagnostics.h"

#include <array>
#include <string_view>

#include "core/expression/evaluate/evaluate.h"
#include "core/okta/base_attributes.h"

namespace preflight::rules {

Finding& add_diagnostic(Report& report, const Rule& row, const Listed& listed,
                        const expression::Diagnostic& diagnostic) {
    const Subject& subject = listed.subject;
    Finding& finding = report.add(row, subject.what + ": " + diagnostic.sentence() + ".");
    finding.locations.push_back(subject.text->part(diagnostic.span.begin, diagnostic.span.end));
    for (const Spread::Failure& failure : listed.spread.failures) {
        if (failure.span == diagnostic.span) finding.affected = failure.who;
    }
    finding.fix.steps = {subject.where,
                         diagnostic.suggestion.empty()
                             ? std::string(kMendMarkedPart)
                             : "Write " + diagnostic.suggestion + " there, preview it with a real person, Save."};
    return finding;
}

bool is_assignment(const Subject& subject) {
    if (!subject.parsed.error) return false;
    const text::Span span = subject.parsed.error->span;
    return std::string_view(subject.text->value()).substr(span.begin, span.size()) == "=";
}

std::vector<expression::Reference> bare_attributes(const expression::Program& program) {
    constexpr std::array<std::string_view, 11> kRoots = {
        "user", "source", "app", "org", "instance", "appuser", "appUser", "idpuser", "access", "session", "target_app"};
    std::vector<expression::Reference> result;
    for (expression::Reference& reference : expression::bare_names(program)) {
        if (std::find(kRoots.begin(), kRoots.end(), reference.name) == kRoots.end())
            result.push_back(std::move(reference));
    }
    return result;
}

bool is_attribute(const workspace::Workspace& workspace, const expression::Reference& reference) {
    if (okta::is_base_user_attribute(reference.name)) return true;
    if (reference.root != "user" && okta::is_directory_attribute(reference.name)) return true;
    const okta::Schema* schema = workspace.user_schema;
    if (schema != nullptr && schema->find(reference.name) != nullptr) return true;
    return workspace.users->has_column(std::string(okta::columns::kProfile) + reference.name);
}

}  // namespace preflight::rules
