// What was not given, what it would answer and how to get it. Facts okta-exports 1, 2, 5, 6, 7, 13; egnyte 8.
#include "core/rules/rule.h"

namespace preflight::rules {

void name_missing_inputs(const Context& context, Report& report) {
    const intake::Workspace& workspace = context.workspace;
    const std::string app_id = workspace.application != nullptr && workspace.application->id.present()
                                   ? workspace.application->id.value()
                                   : "{app id, 0oa…}";
    if (workspace.application == nullptr) {
        report.miss("okta-application", "the username format, the switches, the Subdomain",
                    "GET /api/v1/apps?q=egnyte, signed in as admin; save the answer");
    }
    if (workspace.to_app_mapping == nullptr || !workspace.to_app_mapping->has_properties) {
        std::string id = "{id}";
        for (const okta::ProfileMapping& mapping : workspace.mappings) {
            if (mapping.to_app() && !mapping.id.empty()) id = mapping.id;
        }
        report.miss(
            "okta-profile-mapping", "which values Okta sends for user type, authentication type, invite and names",
            id == "{id}"
                ? "GET /api/v1/mappings?targetId=" + app_id + " for the id (prm…), then GET /api/v1/mappings/{id}"
                : "GET /api/v1/mappings/" + id);
    }
    if (workspace.app_schema == nullptr) {
        report.miss("okta-app-user-schema", "which variable of the app means which Egnyte attribute",
                    "GET /api/v1/meta/schemas/apps/" + app_id + "/default");
    }
    if (!workspace.users_given) {
        report.miss("okta-users", "every person's outcome: the values behind the mapping, and who is active",
                    "GET /api/v1/apps/" + app_id + "/users?expand=user, or GET /api/v1/users");
    }
    if (!workspace.app_users_given) {
        report.miss("okta-app-users", "who is assigned, the usernames Okta has for them and values set by hand",
                    "GET /api/v1/apps/" + app_id + "/users?expand=user");
    }
    const auto collection =
        std::find_if(workspace.metadata.begin(), workspace.metadata.end(),
                     [](const intake::MetadataInput& metadata) { return metadata.document.idp_count > 1; });
    if (workspace.idp_metadata == nullptr && collection != workspace.metadata.end()) {
        report.miss("saml-idp-metadata", "whether sign-in works, and what to type into Egnyte",
                    "choose one of the identity providers of " + workspace.inputs[collection->input].name +
                        ": enter its entity ID as egnyte.sso.idpEntityId of the scenario");
    } else if (workspace.idp_metadata == nullptr) {
        report.miss("saml-idp-metadata", "whether sign-in works, and what to type into Egnyte",
                    std::string(clicks::app_page<" › Sign On › View SAML setup instructions › Identity Provider "
                                                 "metadata; save the page, do not copy it">));
    }
    if (!workspace.egnyte_users_given) {
        report.miss("egnyte-users",
                    "which accounts exist already: who is linked, and whose username or e-mail address is taken",
                    "Egnyte › Settings › Users & Groups › Export All Users");
    }
    if (context.rehearsed.needs_policies()) {
        report.miss("okta-password-policies", "whether the generated passwords of service accounts are long enough",
                    "GET /api/v1/policies?type=PASSWORD");
    }
    if (!workspace.scenario || !workspace.scenario->default_user_mapping) {
        report.miss("preflight-scenario",
                    "whether the name that Okta sends is the one Egnyte looks for (Default user mapping)",
                    "Egnyte › Settings › Configuration › Security & Authentication: read Default user mapping and "
                    "enter it as egnyte.sso.defaultUserMapping");
    }
}

}  // namespace preflight::rules
