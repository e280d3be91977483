#include "core/rules/mapping_values.h"

namespace preflight::rules::mapping_user_type_from_employment_type {

constexpr Rule kRow{
    .code = "PF4024",
    .slug = "mapping-user-type-from-employment-type",
    .severity = Severity::warning,
    .when = "Okta's user.userType, which describes employment, is passed through as Egnyte user type.",
    .why =
        "Everybody whose value is not exactly admin, power or standard is rejected; everybody without one becomes a "
        "Power User.",
    .remedy = {"Map a value made for Egnyte",
               {clicks::kMappings,
                "User Type: an expression that yields \"admin\", \"power\" or \"standard\", or an attribute of your "
                "own that holds one of them. Save."}},
    .sources = "exports-5",
    .confidence = Confidence::observed,
    .explains = "PF6001",
};

void check(const Context& context, Report& report) {
    const Listed* user_type = parsed_mapping_of(context, "userType");
    if (user_type == nullptr) return;
    for (const expression::Case& a : user_type->analysis.possible.cases) {
        const bool employment = a.attribute && a.attribute->name == "userType" &&
                                (a.attribute->root == "user" || a.attribute->root == "source");
        if (!employment) continue;
        Finding& finding = report.add(kRow, "The Egnyte user type is filled from " + a.attribute->root +
                                                ".userType, which in Okta describes employment (\"Employee\").");
        finding.locations.push_back(user_type->subject.text->part(a.attribute->span.begin, a.attribute->span.end));
        return;
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/userType/expression", R"("user.userType")"}}},
                   .good = {{{"mapping.json", "/properties/userType/expression",
                              R"("user.userType == \"Employee\" ? \"power\" : \"standard\"")"}}})

}  // namespace preflight::rules::mapping_user_type_from_employment_type
