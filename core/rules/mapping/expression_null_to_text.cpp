#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_null_to_text {

constexpr Rule kRow{
    .code = "PF4007",
    .slug = "expression-null-to-text",
    .severity = Severity::warning,
    .when = "A missing attribute becomes the word null.",
    .why = "The word null is sent to Egnyte as if somebody had typed it.",
    .remedy = {"Say what to write when it is empty", {clicks::kMappings, kCorrectMarkedPart}},
    .sources = "el-3",
    .confidence = Confidence::observed,
    .explains = "PF5* PF6*",
};

void check(const Context& context, Report& report) {
    add_diagnostics(context, report, kRow, {expression::Diagnostic::Kind::null_to_text});
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/givenName/expression", R"("\"Team \" + user.department")"}}},
                   .good = {{{"mapping.json", "/properties/givenName/expression",
                              R"("user.department == null ? \"Team\" : \"Team \" + user.department")"}}})

}  // namespace preflight::rules::expression_null_to_text
