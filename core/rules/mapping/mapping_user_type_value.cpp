#include <array>

#include "core/egnyte/user_name.h"
#include "core/rules/mapping_values.h"

namespace preflight::rules::mapping_user_type_value {

constexpr Rule kRow{
    .code = "PF4023",
    .slug = "mapping-user-type-value",
    .severity = Severity::error,
    .when = "A user type that the expression can yield is not admin, power or standard.",
    .why = "Egnyte rejects everybody for whom the expression yields it.",
    .remedy = {"Use one of the three",
               {clicks::kMappings, "User Type: write \"admin\", \"power\" or \"standard\" at the marked place. Save.",
                "Dashboard › Tasks › Retry Selected."}},
    .sources = "S35 S36",
    .confidence = Confidence::documented,
    .explains = "PF6001",
};

constexpr std::array<std::string_view, 3> kTypes = {"admin", "power", "standard"};

void check(const Context& context, Report& report) {
    const Listed* user_type = parsed_mapping_of(context, "userType");
    if (user_type == nullptr) return;
    const okta::TextField& text = *user_type->subject.text;
    const std::vector<Yield> never = never_legal(user_type->analysis.possible, kTypes);
    for (const Yield& yield : single_values(user_type->analysis.possible, never)) {
        if (egnyte::valid_user_type(yield.text)) continue;
        Finding& finding =
            report.add(kRow, "The user type can become \"" + yield.text +
                                 "\"; Egnyte takes admin, power and standard, in exactly this spelling.");
        finding.locations.push_back(text.part(yield.span.begin, yield.span.end));
        if (const std::string nearest(egnyte::nearest_user_type(yield.text)); !nearest.empty()) {
            finding.fix.title = "Write \"" + nearest + "\"";
            finding.fix.steps[1] = "User Type: write \"" + nearest + "\" at the marked place. Save.";
        }
    }
    for (const Yield& yield : never) {
        Finding& finding = report.add(
            kRow, "The user type can become " + yield.text + " never admin, power or standard.",
            "Egnyte takes these three, in exactly this spelling, and rejects everybody for whom it is another.");
        finding.locations.push_back(text.part(yield.span.begin, yield.span.end));
        finding.fix.steps[1] = "User Type: correct the marked part, for example with String.toLowerCase. Save.";
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/userType/expression",
                             R"("user.department == \"IT\" ? \"Power\" : \"standard\"")"}}},
                   .good = {{{"mapping.json", "/properties/userType/expression",
                              R"("user.department == \"IT\" ? \"admin\" : \"standard\"")"}}})

}  // namespace preflight::rules::mapping_user_type_value
