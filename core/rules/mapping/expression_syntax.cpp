#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_syntax {

constexpr Rule kRow{
    .code = "PF4001",
    .slug = "expression-syntax",
    .severity = Severity::error,
    .when = "An expression does not parse.",
    .why = "Okta cannot evaluate it: the attribute is not set for anybody.",
    .remedy = {"Correct the expression",
               {clicks::kMappings, "Correct the marked place, preview it with a real person, Save."}},
    .sources = "el-1 el-2",
    .confidence = Confidence::documented,
    .explains = "PF5* PF6*",
};

void check(const Context& context, Report& report) {
    for_each_expression(context, [&](const Listed& listed) {
        const Subject& subject = listed.subject;
        if (subject.parsed.program || is_assignment(subject)) return;
        if (is_built_in_text(context, subject)) return;
        const expression::Error& error = *subject.parsed.error;
        if (error.kind == expression::ErrorKind::limit) return;  // Preflight's limit, not Okta's (PF1007)
        place(report.add(kRow, subject.what + " does not parse: " + error.message + "."), subject, error.span);
    });
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/email/expression", R"("user.email +")"}}},
                   .good = {{{"mapping.json", "/properties/email/expression", R"("user.email")"}}})

}  // namespace preflight::rules::expression_syntax
