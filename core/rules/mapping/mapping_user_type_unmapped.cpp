#include "core/rules/mapping_values.h"

namespace preflight::rules::mapping_user_type_unmapped {

constexpr Rule kRow{
    .code = "PF4022",
    .slug = "mapping-user-type-unmapped",
    .severity = Severity::warning,
    .when = "The user type is not mapped: everybody becomes a Power User.",
    .why = "Each takes a paid Power User seat.",
    .remedy = {"Set the user type on purpose",
               {clicks::kMappings,
                "User Type: map it, for example to \"standard\", or set it on the assigned groups. Save."}},
    .sources = "S37 S40 K3",
    .confidence = Confidence::documented,
    .explains = "PF6002",
};

void check(const Context& context, Report& report) {
    if (!surely_unmapped(context, "userType", "type")) return;
    Finding& finding =
        report.add(kRow, std::string("The user type is not mapped: everybody becomes a Power User") +
                             (context.workspace.app_users_given ? "." : ", unless it is set on assignments."));
    finding.locations.push_back(context.workspace.to_app_mapping->properties_at);
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/userType", ""}}})

}  // namespace preflight::rules::mapping_user_type_unmapped
