#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_unknown_function {

constexpr Rule kRow{
    .code = "PF4002",
    .slug = "expression-unknown-function",
    .severity = Severity::error,
    .when = "An expression calls a function that does not exist.",
    .why = "The expression fails for everybody: the attribute is not set.",
    .remedy = {"Use a function that exists", {clicks::kMappings, kCorrectMarkedPart}},
    .sources = "el-5",
    .confidence = Confidence::documented,
    .explains = "PF5* PF6*",
};

void check(const Context& context, Report& report) {
    add_diagnostics(context, report, kRow, {expression::Diagnostic::Kind::unknown_function},
                    [](Finding& finding, const expression::Diagnostic& diagnostic) {
                        if (!diagnostic.suggestion.empty()) finding.fix.title = "Use " + diagnostic.suggestion;
                    });
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/email/expression", R"x("String.toLower(user.email)")x"}}},
                   .good = {
                       {{"mapping.json", "/properties/email/expression", R"x("String.toLowerCase(user.email)")x"}}})

}  // namespace preflight::rules::expression_unknown_function
