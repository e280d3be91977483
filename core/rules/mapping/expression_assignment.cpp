#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_assignment {

constexpr Rule kRow{
    .code = "PF4006",
    .slug = "expression-assignment",
    .severity = Severity::error,
    .when = "An expression has = where == was meant.",
    .why = "= is an assignment, which Okta rejects: the attribute is not set for anybody.",
    .remedy = {"Write ==", {clicks::kMappings, "Correct the marked place, preview it with a real person, Save."}},
    .sources = "el-2",
    .confidence = Confidence::documented,
    .explains = "PF5* PF6*",
};

void check(const Context& context, Report& report) {
    for_each_expression(context, [&](const Listed& listed) {
        const Subject& subject = listed.subject;
        if (subject.parsed.program || !is_assignment(subject)) return;
        place(report.add(kRow, subject.what + " has = where == was meant."), subject, subject.parsed.error->span);
    });
}

PREFLIGHT_EXAMPLES(
        .bad = {{{"mapping.json", "/properties/sendInvite/expression", R"("user.service = true ? false : true")"}}},
        .good = {{{"mapping.json", "/properties/sendInvite/expression", R"("user.service == true ? false : true")"}}})

}  // namespace preflight::rules::expression_assignment
