#include "core/rules/mapping_values.h"

namespace preflight::rules::mapping_invite_default {

constexpr Rule kRow{
    .code = "PF4033",
    .slug = "mapping-invite-default",
    .severity = Severity::note,
    .when = "The invitation is not mapped: every new person is mailed.",
    .why = "Assigning a whole company sends it an invitation each.",
    .remedy = {"Decide before you assign everybody",
               {clicks::kMappings,
                "Sending Invite Email: \"Same value for all users\" › false, when nobody should be mailed. Save.",
                "People with authentication type egnyte are mailed all the same."}},
    .sources = "S46 K8",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (!surely_unmapped(context, "sendInvite", "invite")) return;
    Finding& finding = report.add(kRow, "The invitation is not mapped: Egnyte mails every new person.");
    finding.locations.push_back(context.workspace.to_app_mapping->properties_at);
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/sendInvite", ""}}})

}  // namespace preflight::rules::mapping_invite_default
