#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_may_fail {

constexpr Rule kRow{
    .code = "PF4005",
    .slug = "expression-may-fail",
    .severity = Severity::warning,
    .when = "An expression fails for some people.",
    .why = "The expression fails for these people: the attribute stays empty for new people and unchanged for others.",
    .remedy = {"Guard the marked part", {clicks::kMappings, kCorrectMarkedPart}},
    .sources = "el-3",
    .confidence = Confidence::observed,
    .explains = "PF5* PF6*",
};

void check(const Context& context, Report& report) {
    add_diagnostics(context, report, kRow, {expression::Diagnostic::Kind::may_fail});
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/sendInvite/expression", R"("user.service ? false : true")"}}},
                   .good = {{{"mapping.json", "/properties/sendInvite/expression",
                              R"("user.service == true ? false : true")"}}})

}  // namespace preflight::rules::expression_may_fail
