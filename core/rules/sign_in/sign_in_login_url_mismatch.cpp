#include "core/rules/metadata_fit.h"
#include "core/rules/metadata_place.h"
#include "core/rules/rule.h"
#include "core/saml/document_checks.h"

namespace preflight::rules::sign_in_login_url_mismatch {

constexpr Rule kRow{
    .code = "PF8009",
    .slug = "sign-in-login-url-mismatch",
    .severity = Severity::error,
    .when = "The login URL stated for Egnyte is not the sign-in address of the metadata.",
    .why =
        "Anyone who starts at Egnyte is sent to another application, org or host; starting from the Okta dashboard "
        "does not "
        "use this address.",
    .remedy = {"Type the sign-in address of this metadata into Egnyte",
               {clicks::kEgnyteSso, "Identity provider login URL: the sign-in address of the metadata. Save."}},
    .sources = "S27 A7 OKTA-07",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    const Fit fit = login_url_fit(workspace);
    if (fit != Fit::near_miss && fit != Fit::differs) return;
    const saml::Endpoint* endpoint = saml::sign_in_endpoint(*workspace.idp_metadata->document.idp());
    if (endpoint == nullptr) return;  // EP-06 and similar: there is nothing to put in its place
    const std::string& right = endpoint->location->value;
    Finding& finding = report.add(
        kRow,
        "The login URL stated for Egnyte is \"" + saml::cut(*workspace.scenario->idp_login_url) +
            "\", the metadata's sign-in address is \"" + saml::cut(right) + "\".",
        fit == Fit::differs
            ? std::string(kRow.why)
            : "Anyone who starts at Egnyte is sent to an address that Okta does not give for sign-in; starting "
              "from the Okta dashboard does not use it.");
    if (fit == Fit::near_miss) finding.severity = Severity::warning;
    finding.locations = {workspace.scenario->idp_login_url_at, metadata_place(workspace, endpoint->location->at)};
    finding.fix.steps[1] = "Identity provider login URL: " + right + ". Save.";
}

PREFLIGHT_EXAMPLES(.bad = {{{"scenario.json", "/egnyte/sso/idpLoginUrl",
                             R"("https://tidewater-carto.okta.com/app/egnyte/exkAnother/sso/saml")"}}},
                   .good = {{{"scenario.json", "/egnyte/sso/idpLoginUrl",
                              R"("https://tidewater-carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml")"}}})

}  // namespace preflight::rules::sign_in_login_url_mismatch
