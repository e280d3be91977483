#include "core/rules/migration.h"

namespace preflight::rules::migration_old_still_active {

constexpr Rule kRow{
    .code = "PF8104",
    .slug = "migration-old-still-active",
    .severity = Severity::note,
    .when = "The old instance of the Egnyte app is still active.",
    .why = "Deactivating or deleting it is the last step of the migration, after its API integration is off.",
    .remedy = {"Deactivate the old instance when everything else is done",
               {"Check that people are assigned to the new app and can sign in through it.",
                "Okta: open the old Egnyte app › Provisioning › Integration. Clear Enable API Integration.",
                "Deactivate the old app, or delete it."}},
    .sources = "S24 S25",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for (const okta::Application* old : context.workspace.replaced_applications) {
        if (!old->is_active()) continue;
        report.add(kRow, "The old app " + quoted_label(*old) + " is still active.").locations = {
            old->status.present() ? old->status.at : old->at};
    }
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"old-app.json", "",
               R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "ACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"}}},
        .good = {
            {{"old-app.json", "",
              R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "INACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"}}})

}  // namespace preflight::rules::migration_old_still_active
