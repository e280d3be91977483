// What the checker of expressions (expression/lint/checker.h) says, for the rules that report it: each rule takes the
// kinds that are its own.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "core/rules/rule.h"

namespace preflight::rules {

// The second step of a rule about an expression; the first says where the expression is.
inline constexpr std::string_view kCorrectMarkedPart = "Correct the marked part, preview it with a real person, Save.";

// Every expression of the files: those of values for Egnyte, then the others.
template <class Visit>
void for_each_expression(const Context& context, Visit&& visit) {
    for (const Listed& listed : context.expressions()) visit(listed);
    for (const Listed& listed : context.other_expressions()) visit(listed);
}

// A finding about the expression of `subject`: what happens where it fails, and the clicks that lead to it.
void place(Finding& finding, const Subject& subject, text::Span part);

// One finding for a diagnostic, with the words of the row: the clicks lead to the expression and end with what to write
// there, where the checker suggests something. Where the expression fails at the place, the people are those for whom
// it does.
Finding& add_diagnostic(Report& report, const Rule& row, const Listed& listed,
                        const expression::Diagnostic& diagnostic);

// The same for every diagnostic of these kinds; `adjust(finding, diagnostic)` says what is particular.
template <class Adjust>
void add_diagnostics(const Context& context, Report& report, const Rule& row,
                     std::initializer_list<expression::Diagnostic::Kind> kinds, Adjust&& adjust) {
    for_each_expression(context, [&](const Listed& listed) {
        // Of a mapping to Okta only what can never work: no export says what Egnyte's accounts hold.
        if (listed.subject.place == WrittenIn::to_okta && row.severity != Severity::error) return;
        for (const expression::Diagnostic& diagnostic : listed.problems) {
            if (std::find(kinds.begin(), kinds.end(), diagnostic.kind) == kinds.end()) continue;
            adjust(add_diagnostic(report, row, listed, diagnostic), diagnostic);
        }
    });
}
inline void add_diagnostics(const Context& context, Report& report, const Rule& row,
                            std::initializer_list<expression::Diagnostic::Kind> kinds) {
    add_diagnostics(context, report, row, kinds, [](Finding&, const expression::Diagnostic&) {});
}

// Whether the expression does not parse because of a = where == was meant.
[[nodiscard]] bool is_assignment(const Subject& subject);

// Whether it is the text of a built-in username format, with ${...}, under type CUSTOM: PF3021 names the cause.
[[nodiscard]] bool is_built_in_text(const Context& context, const Subject& subject);

// The names without a root, which are taken as attributes of the source; not the roots themselves (okta-el 4).
[[nodiscard]] std::vector<expression::Reference> bare_attributes(const expression::Program& program);

}  // namespace preflight::rules
