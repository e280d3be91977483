#include "core/rules/metadata_fit.h"
#include "core/rules/metadata_place.h"
#include "core/rules/rule.h"
#include "core/saml/checks.h"
#include "core/saml/document_checks.h"

namespace preflight::rules::sign_in_issuer_mismatch {

constexpr Rule kRow{
    .code = "PF8003",
    .slug = "sign-in-issuer-mismatch",
    .severity = Severity::error,
    .when = "The entity ID of the metadata differs from the one stated for Egnyte.",
    .why = "Egnyte does not know the issuer of what Okta sends: nobody who uses SSO can sign in.",
    .remedy = {"Type the entity ID of this metadata into Egnyte",
               {clicks::kEgnyteSso, "Identity provider entity ID: that of the metadata.",
                "Login URL and certificate belong to it: take all three from the same metadata. Save."}},
    .sources = "S27 A7",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (entity_id_fit(workspace) != Fit::differs) return;
    const saml::PlacedText& given = *workspace.idp_metadata->document.entity->entity_id;
    Finding& finding = report.add(kRow, "The metadata's entity ID is \"" + saml::cut(given.value) +
                                            "\", the one stated for Egnyte is \"" +
                                            saml::cut(*workspace.scenario->idp_entity_id) + "\".");
    finding.locations = {metadata_place(workspace, given.at), workspace.scenario->idp_entity_id_at};
    finding.fix.steps[1] = "Identity provider entity ID: " + given.value;
}

namespace {

// A near miss fails in the same way; EGN-03 names what differs.
std::vector<SharedReason> shared(const workspace::Workspace& workspace) {
    const Fit fit = entity_id_fit(workspace);
    if (fit != Fit::differs && fit != Fit::near_miss) return {};
    return {{fit == Fit::differs ? &kRow : &saml::checks::row("EGN-03"),
             "Okta signs as \"" + saml::cut(workspace.idp_metadata->document.entity->entity_id->value) +
                 "\", Egnyte is stated to expect \"" + saml::cut(*workspace.scenario->idp_entity_id) + "\"."}};
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .shared = shared,
};

PREFLIGHT_EXAMPLES(.bad = {{{"scenario.json", "/egnyte/sso/idpEntityId", R"("http://www.okta.com/exkAnother")"}}},
                   .good = {
                       {{"scenario.json", "/egnyte/sso/idpEntityId", R"("http://www.okta.com/exk8tideEgnyteSaml7w")"}}})

}  // namespace preflight::rules::sign_in_issuer_mismatch
