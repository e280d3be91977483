// What was not given: when it is missed. What it would answer and how to get it are in core/intake/artefacts.
#include "core/intake/artefact.h"
#include "core/rules/rule.h"

namespace preflight::rules {

void name_missing_inputs(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    const std::string app_id = workspace.application != nullptr && workspace.application->id.present()
                                   ? workspace.application->id.value()
                                   : "{app id, 0oa…}";
    const auto miss = [&](std::string_view kind, std::string how = {}) {
        const intake::Artefact& artefact = intake::artefact(kind);
        if (how.empty()) how = intake::how_to_get(artefact, app_id);
        report.miss(std::string(kind), std::string(artefact.unlocks), std::move(how));
    };
    if (workspace.application == nullptr) miss("okta-application");
    if (workspace.to_app_mapping == nullptr || !workspace.to_app_mapping->has_properties) {
        // The list says which mapping it is.
        std::string how;
        for (const okta::ProfileMapping& mapping : workspace.mappings) {
            if (mapping.to_app() && !mapping.id.empty()) how = "GET /api/v1/mappings/" + mapping.id;
        }
        miss("okta-profile-mapping", how);
    }
    if (workspace.app_schema == nullptr) miss("okta-app-user-schema");
    if (!workspace.users_given) miss("okta-users");
    if (!workspace.app_users_given) miss("okta-app-users");
    const auto collection =
        std::find_if(workspace.metadata.begin(), workspace.metadata.end(),
                     [](const intake::MetadataInput& metadata) { return metadata.document.idp_count > 1; });
    if (workspace.idp_metadata == nullptr) {
        miss("saml-idp-metadata", collection == workspace.metadata.end()
                                      ? std::string()
                                      : "choose one of the identity providers of " +
                                            workspace.inputs[collection->input].name +
                                            ": enter its entity ID as egnyte.sso.idpEntityId of the scenario");
    }
    if (!workspace.egnyte_users_given) miss("egnyte-users");
    if (context.rehearsed.needs_policies()) miss("okta-password-policies");
    if (!workspace.scenario || !workspace.scenario->default_user_mapping) miss("preflight-scenario");
}

}  // namespace preflight::rules
