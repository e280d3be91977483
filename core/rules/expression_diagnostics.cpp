#include "core/rules/expression_diagnostics.h"

#include <array>
#include <string_view>

#include "core/expression/evaluate/evaluate.h"

namespace preflight::rules {

void place(Finding& finding, const Subject& subject, text::Span part) {
    finding.locations.push_back(subject.text->part(part.begin, part.end));
    if (!finding.fix.steps.empty()) finding.fix.steps.front() = subject.where;
    if (!subject.effect.empty() && finding.effective_severity() != Severity::note) finding.consequence = subject.effect;
}

Finding& add_diagnostic(Report& report, const Rule& row, const Listed& listed,
                        const expression::Diagnostic& diagnostic) {
    const Subject& subject = listed.subject;
    Finding& finding = report.add(row, subject.what + ": " + diagnostic.sentence() + ".");
    place(finding, subject, diagnostic.span);
    for (const Spread::Failure& failure : listed.spread.failures) {
        if (failure.span == diagnostic.span) finding.affected = failure.who;
    }
    finding.fix.steps = {subject.where,
                         diagnostic.suggestion.empty()
                             ? std::string(kCorrectMarkedPart)
                             : "Write " + diagnostic.suggestion + " there, preview it with a real person, Save."};
    return finding;
}

bool is_assignment(const Subject& subject) {
    if (!subject.parsed.error) return false;
    const text::Span span = subject.parsed.error->span;
    return std::string_view(subject.text->value()).substr(span.begin, span.size()) == "=";
}

bool is_built_in_text(const Context& context, const Subject& subject) {
    const okta::Application* app = context.workspace.application;
    return app != nullptr && subject.text == &app->user_name_template.pattern && !subject.parsed.program &&
           app->user_name_template.type.value() == "CUSTOM" && subject.text->value().find("${") != std::string::npos;
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

}  // namespace preflight::rules
