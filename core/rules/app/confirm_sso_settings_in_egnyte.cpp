#include "core/rules/metadata_fit.h"
#include "core/rules/rule.h"

namespace preflight::rules::confirm_sso_settings_in_egnyte {

constexpr Rule kRow{
    .code = "PF3093",
    .slug = "confirm-sso-settings-in-egnyte",
    .severity = Severity::manual,
    .when = "Egnyte's single sign-on settings must hold the values of the metadata.",
    .why = "A different login URL, entity ID or certificate locks out everyone who uses SSO.",
    .remedy = {"Compare the four fields",
               {clicks::join<clicks::kSsoPage, ": SAML 2.0, Identity provider: Okta.">,
                "Identity provider login URL, Identity provider entity ID, Identity provider certificate: as on the "
                "card, the certificate without BEGIN and END lines.",
                "Default user mapping: the one that fits the username format. Save."}},
    .sources = "S27 O5 A7",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.idp_metadata == nullptr) return;
    // With all of them stated there is nothing left to look up: PF8003, PF8004, PF8009 and the rehearsal say the rest.
    const bool all_stated = entity_id_fit(workspace) != Fit::unknown && certificate_fit(workspace) != Fit::unknown &&
                            login_url_fit(workspace) != Fit::unknown && workspace.scenario->default_user_mapping;
    if (all_stated) return;
    report.add(kRow, "Confirm that Egnyte holds the values of the metadata card.");
}

PREFLIGHT_EXAMPLES(.good = {{{"idp-metadata.xml", "", ""}}})

}  // namespace preflight::rules::confirm_sso_settings_in_egnyte
