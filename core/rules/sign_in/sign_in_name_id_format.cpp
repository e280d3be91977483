#include "core/rules/address_in_name.h"
#include "core/rules/metadata_fit.h"
#include "core/rules/metadata_place.h"
#include "core/rules/rule.h"
#include "core/text/unicode.h"

namespace preflight::rules::sign_in_name_id_format {

constexpr Rule kRow{
    .code = "PF8007",
    .slug = "sign-in-name-id-format",
    .severity = Severity::note,
    .when =
        "The metadata names emailAddress as the only or first name identifier format while the username carries no "
        "e-mail address.",
    .why =
        "Okta sends a plain username under that label. Egnyte's guides use \"unspecified\"; whether Egnyte looks at "
        "the label is not documented.",
    .remedy = {"Test sign-in with one person; change the label if it fails",
               {clicks::join<"Application of your own: ", clicks::kConsole, clicks::kApplication,
                             " › General › SAML Settings › Edit › Name ID format: Unspecified. Save.">,
                "Application of the catalogue: the format follows the app; leave it when the test succeeds.",
                clicks::join<clicks::kSsoPage, " › Default user mapping: Egnyte username.">}},
    .sources = "A11 exports-13",
    .confidence = Confidence::observed,
};

constexpr std::string_view kEmailFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.idp_metadata == nullptr) return;
    const saml::IdpRole* role = workspace.idp_metadata->document.idp();
    if (role == nullptr || role->name_id_formats.empty()) return;
    const saml::PlacedText& first = role->name_id_formats.front();
    if (text::trim(first.value) != kEmailFormat || other_application(workspace)) return;
    if (address_in_name(workspace, &context.rehearsed) != AddressInName::never) return;
    Finding& finding = report.add(kRow, std::string("The metadata names emailAddress as the ") +
                                            (role->name_id_formats.size() == 1 ? "only" : "first") +
                                            " name identifier format, and the username carries no e-mail address.");
    finding.locations.push_back(metadata_place(workspace, first.at));
    if (workspace.application != nullptr && workspace.application->user_name_template.pattern.present())
        finding.locations.push_back(workspace.application->user_name_template.pattern.at);
}

PREFLIGHT_EXAMPLES(.bad = {{{"idp-metadata.xml", "nameid-format:unspecified", "nameid-format:emailAddress"}}})

}  // namespace preflight::rules::sign_in_name_id_format
