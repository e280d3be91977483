#include <algorithm>

#include "core/rules/metadata_fit.h"
#include "core/rules/metadata_place.h"
#include "core/rules/migration.h"
#include "core/saml/url.h"

namespace preflight::rules::migration_saml_not_moved {

constexpr Rule kRow{
    .code = "PF8103",
    .slug = "migration-saml-not-moved",
    .severity = Severity::error,
    .when = "The metadata still belongs to the old instance of the Egnyte app.",
    .why =
        "Single sign-on has to be set up again on the new instance. With the old metadata in Egnyte nobody can sign in "
        "once the old app is deactivated.",
    .remedy = {"Move single sign-on to the new app",
               {clicks::app_page<" › Sign On (of the new app) › SAML 2.0 › Metadata URL: save that page.">,
                clicks::join<clicks::kSsoPage, ": the login URL, entity ID and certificate of that metadata. Save.">}},
    .sources = "S26 S27",
    .confidence = Confidence::documented,
    .explains = "PF8005",
};

namespace {

// The old instance that an address of the metadata belongs to: by its key where a file says it, else by its name.
const okta::Application* old_owner(const workspace::Workspace& workspace, const OtherApplication& other) {
    const auto& old = workspace.replaced_applications;
    for (const okta::Application* app : old) {
        const bool by_key =
            std::any_of(workspace.saml_resources.begin(), workspace.saml_resources.end(), [&](const auto& resource) {
                return resource.app_id.value() == app->id.value() && !other.key.empty() &&
                       resource.entity_key.value() == other.key;
            });
        if (by_key || app == other.known) return app;
    }
    return nullptr;
}

}  // namespace

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.replaced_applications.empty()) return;
    const auto other = other_application(workspace);
    if (!other) return;
    const okta::Application* old = old_owner(workspace, *other);
    if (old == nullptr) return;
    report.add(kRow, "The metadata still belongs to the old app " + quoted_label(*old) + ".").locations = {
        metadata_place(workspace, other->endpoint->location->at), old->name.present() ? old->name.at : old->at};
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"old-app.json", "",
               R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "ACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"},
              {"idp-metadata.xml", "/app/egnyte/", "/app/egnyte_old/"}}},
        .good = {
            {{"old-app.json", "",
              R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "ACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"}}})

}  // namespace preflight::rules::migration_saml_not_moved
