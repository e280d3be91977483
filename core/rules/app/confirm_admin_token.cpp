#include "core/rules/rule.h"

namespace preflight::rules::confirm_admin_token {

constexpr Rule kRow{
    .code = "PF3090",
    .slug = "confirm-admin-token",
    .severity = Severity::manual,
    .when = "The API token must come from an active Egnyte admin.",
    .why =
        "The token becomes invalid with that admin's account or role. All provisioning then stops with Unauthorized.",
    .remedy = {"Use a service account for the token",
               {clicks::join<"Sign in to ", clicks::kTokenPages,
                             " as a dedicated Egnyte admin service account and create the token.">,
                clicks::app_page<" › Provisioning › Integration › Edit › API Token. Save.">}},
    .sources = "S01 P6 P7",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (context.workspace.application == nullptr) return;
    report.add(kRow, "Confirm that the API token was made by an active Egnyte admin.");
}

PREFLIGHT_EXAMPLES(.good = {{{"app.json", "", ""}}})

}  // namespace preflight::rules::confirm_admin_token
