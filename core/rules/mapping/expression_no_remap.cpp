#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_no_remap {

constexpr Rule kRow{
    .code = "PF4010",
    .slug = "expression-no-remap",
    .severity = Severity::warning,
    .when = "An expression asks for groups or managers, whose changes do not trigger an update.",
    .why =
        "The value is right on assignment and goes stale afterwards, until the person's profile changes or the mapping "
        "is applied again.",
    .remedy = {"Set the value on the group assignment instead",
               {clicks::app_page<" › Assignments › Groups: set the attribute on each group.">,
                "Or: after changes of groups, Provisioning › To App › Force Sync."}},
    .sources = "el-8",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    add_diagnostics(
        context, report, kRow, {expression::Diagnostic::Kind::no_remap},
        [](Finding& finding, const expression::Diagnostic&) { finding.fix = findings::fix_of(kRow.remedy); });
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/userType/expression",
                             R"("isMemberOfGroupName(\"IT\") ? \"power\" : \"standard\"")"}}},
                   .good = {{{"mapping.json", "/properties/userType/expression",
                              R"("user.department == \"IT\" ? \"power\" : \"standard\"")"}}})

}  // namespace preflight::rules::expression_no_remap
