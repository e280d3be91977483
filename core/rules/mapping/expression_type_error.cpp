#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_type_error {

constexpr Rule kRow{
    .code = "PF4004",
    .slug = "expression-type-error",
    .severity = Severity::error,
    .when = "An expression has types or a number of arguments that can never work.",
    .why = "Whenever Okta evaluates the marked part, the expression fails and the attribute is not set.",
    .remedy = {"Correct the marked part", {clicks::kMappings, kCorrectMarkedPart}},
    .sources = "el-5",
    .confidence = Confidence::documented,
    .explains = "PF5* PF6*",
};

void check(const Context& context, Report& report) {
    add_diagnostics(context, report, kRow, {expression::Diagnostic::Kind::never_works});
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/email/expression",
                             R"("String.len(user.email, 1) > 0 ? user.email : user.email")"}}},
                   .good = {{{"mapping.json", "/properties/email/expression",
                              R"("String.len(user.email) > 0 ? user.email : user.login")"}}})

}  // namespace preflight::rules::expression_type_error
