#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_precedence_trap {

constexpr Rule kRow{
    .code = "PF4008",
    .slug = "expression-precedence-trap",
    .severity = Severity::warning,
    .when = "An expression is read differently than it looks, or a text is used as a condition.",
    .why = "Some people do not get the value that was meant for everyone.",
    .remedy = {"Put parentheses", {clicks::kMappings, kCorrectMarkedPart}},
    .sources = "el-2",
    .confidence = Confidence::observed,
};

void check(const Context& context, Report& report) {
    using Kind = expression::Diagnostic::Kind;
    add_diagnostics(context, report, kRow, {Kind::precedence, Kind::text_condition},
                    [](Finding& finding, const expression::Diagnostic& diagnostic) {
                        if (diagnostic.kind != Kind::text_condition) return;
                        finding.consequence =
                            "A text is a condition only when it is true, yes, on, 1, false, no, off or 0; any other "
                            "text fails the expression.";
                        finding.fix.title = "Compare the text with something";
                    });
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/familyName/expression",
                             R"("user.access != null ? user.access + \" \" : \"\" + user.lastName")"}}},
                   .good = {{{"mapping.json", "/properties/familyName/expression",
                              R"("(user.access != null ? user.access + \" \" : \"\") + user.lastName")"}}})

}  // namespace preflight::rules::expression_precedence_trap
