#include "core/rules/metadata_fit.h"
#include "core/rules/metadata_place.h"
#include "core/rules/rule.h"

namespace preflight::rules::sign_in_certificate_mismatch {

constexpr Rule kRow{
    .code = "PF8004",
    .slug = "sign-in-certificate-mismatch",
    .severity = Severity::error,
    .when = "The certificate stated for Egnyte is not a signing certificate of the metadata.",
    .why =
        "Egnyte verifies with a certificate that Okta, by this metadata, does not sign with: nobody who uses SSO gets "
        "in.",
    .remedy =
        {"Paste the certificate of this metadata into Egnyte",
         {clicks::app_page<" › Sign On › SAML Signing Certificates: make sure that this certificate is the Active "
                           "one.">,
          clicks::join<clicks::kSsoPage,
                       " › Identity provider certificate: the text of the card, without BEGIN "
                       "and END lines. Save.">}},
    .sources = "S27 A7",
    .confidence = Confidence::documented,
};

namespace {

// A certificate that is none of the metadata's: the stated one, or Terraform's.
Finding& add_certificate(const workspace::Workspace& workspace, Report& report, const std::string& what,
                         const std::string& sha256, const Location& there, std::string consequence) {
    std::string given;
    std::size_t count = 0;
    std::vector<Location> places;
    for (const saml::KeyDescriptor& key : workspace.idp_metadata->document.idp()->keys) {
        if (!key.signs()) continue;
        for (const saml::CertificateText& text : key.certificates) {
            if (count++ == 0) given = text.certificate->sha256;
            if (places.size() < findings::kMaxExamples) places.push_back(metadata_place(workspace, text.at));
        }
    }
    places.push_back(there);
    Finding& finding =
        report.add(kRow,
                   what + " has the SHA-256 fingerprint " + sha256 + ", the signing certificate" +
                       (count > 1 ? "s of the metadata have others, the first " : " of the metadata ") + given + ".",
                   std::move(consequence));
    finding.locations = std::move(places);
    return finding;
}

std::vector<SharedReason> shared(const workspace::Workspace& workspace) {
    std::vector<SharedReason> reasons;
    if (certificate_fit(workspace) == Fit::differs)
        reasons.push_back({&kRow, "Egnyte is stated to hold another certificate than those of the metadata."});
    const StateCertificate state = state_certificate(workspace);
    if (state.fit == Fit::differs && !state.in_egnyte && !other_application(workspace)) {
        reasons.push_back({&kRow,
                           "Terraform has another certificate for the application than the metadata; which of them "
                           "Okta signs with is not given.",
                           false});
    }
    return reasons;
}

}  // namespace

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (certificate_fit(workspace) == Fit::differs) {
        add_certificate(workspace, report, "The certificate stated for Egnyte", *workspace.scenario->certificate_sha256,
                        workspace.scenario->certificate_sha256_at, std::string(kRow.why));
    }
    const StateCertificate state = state_certificate(workspace);
    // That of another application differs anyway (PF8005).
    if (state.fit != Fit::differs || other_application(workspace)) return;
    Finding& finding =
        add_certificate(workspace, report, "The certificate that Terraform has for the application", state.sha256,
                        workspace.saml_certificate->certificate.at,
                        state.in_egnyte ? "Egnyte is stated to hold Terraform's: the metadata is the older one. "
                                          "Pasting its certificate into Egnyte locks out everyone who uses SSO."
                                        : "One of the two is out of date. If it is the metadata and Egnyte was set up "
                                          "with it, nobody who uses SSO can sign in.");
    steps(finding, "Save the metadata anew and compare",
          {std::string(clicks::app_page<" › Sign On › SAML 2.0 › Metadata URL: save that page.">),
           "terraform plan -refresh-only: shows whether the state is out of date.",
           std::string(clicks::kEgnyteSso) +
               " › Identity provider certificate: that of the certificate which is Active in Okta. Save."});
}

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .shared = shared,
};

PREFLIGHT_EXAMPLES(.bad = {{{"scenario.json", "/egnyte/sso/certificateSha256",
                             R"("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")"}}})

}  // namespace preflight::rules::sign_in_certificate_mismatch
