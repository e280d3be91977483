#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_without_effect {

constexpr Rule kRow{
    .code = "PF4038",
    .slug = "expression-without-effect",
    .severity = Severity::warning,
    .when = "A literal in a function call can never do what it looks like.",
    .why = "Okta accepts the expression, but this part never matches or is always empty.",
    .remedy = {"Correct the marked part", {clicks::kMappings, kCorrectMarkedPart}},
    .sources = "el-4 el-6 el-8",
    .confidence = Confidence::inferred,
};

void check(const Context& context, Report& report) {
    add_diagnostics(context, report, kRow, {expression::Diagnostic::Kind::without_effect});
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/givenName/expression",
                             R"x("String.replace(user.firstName, \"[^a-z]\", \"\")")x"}}},
                   .good = {{{"mapping.json", "/properties/givenName/expression",
                              R"x("String.replace(user.firstName, \" \", \"\")")x"}}})

}  // namespace preflight::rules::expression_without_effect
