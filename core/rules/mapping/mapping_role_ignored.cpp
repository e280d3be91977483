#include "core/rules/mapping_values.h"

namespace preflight::rules::mapping_role_ignored {

constexpr Rule kRow{
    .code = "PF4027",
    .slug = "mapping-role-ignored",
    .severity = Severity::note,
    .when = "The role is mapped, and the Egnyte app cannot set roles.",
    .why = "New Power Users get Egnyte's default role, and a change of role in Okta has no effect.",
    .remedy = {"Set roles in Egnyte",
               {clicks::kMappings, "Role: do not map it. Save.",
                "Assign custom roles in Egnyte › Settings › Users & Groups."}},
    .sources = "T6 K11",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const Listed* role = mapping_of(context, "role");
    if (role == nullptr) return;
    Finding& finding = report.add(kRow, "The role is mapped; the Egnyte app does not set roles.");
    finding.locations.push_back(role->subject.text->part(0, role->subject.text->value().size()));
}

PREFLIGHT_EXAMPLES(.bad = {
                       {{"mapping.json", "/properties/role", R"({"expression": "user.title", "pushStatus": "PUSH"})"}}})

}  // namespace preflight::rules::mapping_role_ignored
