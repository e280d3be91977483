#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_deprecated {

constexpr Rule kRow{
    .code = "PF4009",
    .slug = "expression-deprecated",
    .severity = Severity::note,
    .when = "An expression uses a deprecated name.",
    .why = "Nothing breaks today; Okta may remove it.",
    .remedy = {"Use today's name", {clicks::kMappings, kCorrectMarkedPart}},
    .sources = "el-6",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    add_diagnostics(context, report, kRow, {expression::Diagnostic::Kind::deprecated},
                    [](Finding& finding, const expression::Diagnostic& diagnostic) {
                        if (!diagnostic.suggestion.empty()) finding.fix.title = "Use " + diagnostic.suggestion;
                    });
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/email/expression", R"x("toLowerCase(user.email)")x"}}},
                   .good = {
                       {{"mapping.json", "/properties/email/expression", R"x("String.toLowerCase(user.email)")x"}}})

}  // namespace preflight::rules::expression_deprecated
