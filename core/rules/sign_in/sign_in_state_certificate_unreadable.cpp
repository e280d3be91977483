#include "core/rules/metadata_fit.h"
#include "core/rules/rule.h"

namespace preflight::rules::sign_in_state_certificate_unreadable {

constexpr Rule kRow{
    .code = "PF8010",
    .slug = "sign-in-state-certificate-unreadable",
    .severity = Severity::warning,
    .when = "The certificate that Terraform has for the application cannot be read and is compared with nothing.",
    .why = "It is not compared with the metadata: whether the two are the same is not known.",
    .remedy = {"Save the state anew",
               {"terraform show -json > state.json: give that file, unchanged, instead of this one."}},
    .sources = "exports-11 CRT-01",
    .confidence = Confidence::observed,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.idp_metadata == nullptr || !state_certificate(workspace).unreadable) return;
    Finding& finding = report.add(
        kRow, "The certificate that Terraform has for the application is not base64 of an X.509 certificate.");
    finding.locations = {workspace.saml_certificate->certificate.at};
}

PREFLIGHT_EXAMPLES(
        .bad = {
            {{"state.json", "",
              R"({"format_version": "1.0", "values": {"root_module": {"resources": [{"address": "okta_app_saml.egnyte", "mode": "managed", "type": "okta_app_saml", "values": {"id": "0oaEgnyte", "name": "egnyte", "certificate": "*MIIDrj"}}]}}})"}}})

}  // namespace preflight::rules::sign_in_state_certificate_unreadable
