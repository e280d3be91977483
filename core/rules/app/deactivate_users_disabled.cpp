#include "core/rules/rule.h"

namespace preflight::rules::deactivate_users_disabled {

constexpr Rule kRow{
    .code = "PF3010",
    .slug = "deactivate-users-disabled",
    .severity = Severity::error,
    .when = "Deactivate Users is off: leavers keep their Egnyte account.",
    .why = "People who leave keep an active Egnyte account and their seat.",
    .remedy = {"Switch Deactivate Users on", {clicks::kToApp, "Deactivate Users: Enable. Save."}},
    .sources = "S18 S07",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (context.switches.api_integration == false || context.switches.deactivate_users != false) return;
    Finding& finding = report.add(kRow, "Deactivate Users is off.");
    if (const auto& place = context.switches.deactivate_users_at) finding.locations.push_back(*place);
}

PREFLIGHT_EXAMPLES(.bad = {
                       {{"app.json", "/features",
                         R"(["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH"])"}}})

}  // namespace preflight::rules::deactivate_users_disabled
