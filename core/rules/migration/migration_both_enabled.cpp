#include "core/rules/migration.h"

namespace preflight::rules::migration_both_enabled {

constexpr Rule kRow{
    .code = "PF8101",
    .slug = "migration-both-enabled",
    .severity = Severity::error,
    .when = "The old and the new instance of the Egnyte app both provision.",
    .why =
        "Two apps change the same accounts: each undoes what the other writes, and removing somebody from one of them "
        "deactivates the account.",
    .remedy = {"Switch the old instance off",
               {"Okta: open the old Egnyte app.",
                "Provisioning › Integration › Edit. Clear Enable API Integration. Save.",
                "Deactivate or delete the old app as the last step of the migration."}},
    .sources = "S24 P11",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.application == nullptr || !sends(*workspace.application)) return;
    for (const okta::Application* old : workspace.replaced_applications) {
        if (!sends(*old)) continue;
        report
            .add(kRow, "The old app " + quoted_label(*old) + " and the new app " +
                           quoted_label(*workspace.application) + " both provision.")
            .locations = {old->features_at, workspace.application->features_at};
    }
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"old-app.json", "",
               R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "ACTIVE", "signOnMode": "SAML_2_0", "features": ["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "PUSH_USER_DEACTIVATION"], "settings": {"app": {"subDomain": "acme"}}})"}}},
        .good = {
            {{"old-app.json", "",
              R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "ACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"}}})

}  // namespace preflight::rules::migration_both_enabled
