// PF8, what is the same for everybody: the metadata against the values stated for Egnyte, against the application and
// against the username format. What differs from person to person is in people.cpp. Facts egnyte S26, S27, A7, A11;
// okta-exports 13.
#include "core/rules/sign_in.h"

#include <algorithm>
#include <array>

#include "core/expression/analysis/analysis.h"
#include "core/expression/evaluate/evaluate.h"
#include "core/rules/attribute_facts.h"
#include "core/rules/metadata_fit.h"
#include "core/rules/rule.h"
#include "core/saml/checks.h"
#include "core/saml/judge.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

using findings::Confidence;
using findings::Finding;
using findings::Location;
using findings::Severity;

constexpr std::array<findings::Rule, 3> kRules = {{
    old_row("PF8007", "sign-in-name-id-format", Severity::note,
            "The metadata names emailAddress as the only or first name identifier format while the username carries no "
            "e-mail address.",
            "A11 exports-13", Confidence::observed),
    old_row("PF8009", "sign-in-login-url-mismatch", Severity::error,
            "The login URL stated for Egnyte is not the sign-in address of the metadata.", "S27 A7 OKTA-07",
            Confidence::documented),
    old_row("PF8010", "sign-in-state-certificate-unreadable", Severity::warning,
            "The certificate that Terraform has for the application cannot be read and is compared with nothing.",
            "exports-11 CRT-01", Confidence::observed),
}};

enum Row { kNameIdFormat, kLoginUrl, kStateCertificate };

using saml::checks::words::kEgnyteSso;
using saml::checks::words::kSignOn;
constexpr std::string_view kEmailFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";

Location at(const intake::MetadataInput& metadata, const saml::Place& place) {
    return {metadata.input, place.path, place.span};
}

void check_entity_id(const intake::Workspace& workspace, Report& report) {
    if (entity_id_fit(workspace) != Fit::differs) return;
    const saml::PlacedText& given = *workspace.idp_metadata->document.entity->entity_id;
    Finding& finding =
        report.add(*sign_in_issuer_mismatch::kPerson.row,
                   "The metadata's entity ID is \"" + saml::cut(given.value) + "\", the one stated for Egnyte is \"" +
                       saml::cut(*workspace.scenario->idp_entity_id) + "\".",
                   "Egnyte does not know the issuer of what Okta sends: nobody who uses SSO gets in.");
    finding.locations = {at(*workspace.idp_metadata, given.at), workspace.scenario->idp_entity_id_at};
    steps(finding, "Type the entity ID of this metadata into Egnyte",
          {std::string(kEgnyteSso), "Identity provider entity ID: " + given.value,
           "Login URL and certificate belong to it: take all three from the same metadata. Save."});
}

// A certificate that is none of the metadata's: the stated one, or Terraform's.
Finding& add_certificate(const intake::Workspace& workspace, Report& report, const std::string& what,
                         const std::string& sha256, const Location& there, std::string consequence) {
    std::string given;
    std::size_t count = 0;
    std::vector<Location> places;
    for (const saml::KeyDescriptor& key : workspace.idp_metadata->document.idp()->keys) {
        if (!key.signs()) continue;
        for (const saml::CertificateText& text : key.certificates) {
            if (count++ == 0) given = text.certificate->sha256;
            if (places.size() < findings::kMaxExamples) places.push_back(at(*workspace.idp_metadata, text.at));
        }
    }
    places.push_back(there);
    Finding& finding =
        report.add(*sign_in_certificate_mismatch::kPerson.row,
                   what + " has the SHA-256 fingerprint " + sha256 + ", the signing certificate" +
                       (count > 1 ? "s of the metadata have others, the first " : " of the metadata ") + given + ".",
                   std::move(consequence));
    finding.locations = std::move(places);
    return finding;
}

void check_certificates(const intake::Workspace& workspace, Report& report) {
    if (certificate_fit(workspace) == Fit::differs) {
        Finding& finding =
            add_certificate(workspace, report, "The certificate stated for Egnyte",
                            *workspace.scenario->certificate_sha256, workspace.scenario->certificate_sha256_at,
                            "Egnyte verifies with a certificate that Okta, by this metadata, does not sign with: "
                            "nobody who uses SSO gets in.");
        steps(
            finding, "Paste the certificate of this metadata into Egnyte",
            {std::string(kSignOn) + " › SAML Signing Certificates: make sure that this certificate is the Active one.",
             std::string(kEgnyteSso) +
                 " › Identity provider certificate: the text of the card, without BEGIN and END lines. Save."});
    }
    const StateCertificate state = state_certificate(workspace);
    if (state.unreadable) {
        Finding& finding =
            report.add(kRules[kStateCertificate],
                       "The certificate that Terraform has for the application is no base64 of an X.509 certificate.",
                       "It is not compared with the metadata: whether the two are the same is not known.");
        finding.locations = {workspace.saml_certificate->certificate.at};
        steps(finding, "Save the state anew",
              {"terraform show -json > state.json: give that file, unchanged, instead of this one."});
    }
    // That of another application differs anyway (PF8005).
    if (state.fit != Fit::differs || other_application(workspace)) return;
    Finding& finding =
        add_certificate(workspace, report, "The certificate that Terraform has for the application", state.sha256,
                        workspace.saml_certificate->certificate.at,
                        state.in_egnyte ? "Egnyte is stated to hold Terraform's: the metadata is the older one. Who "
                                          "pastes its certificate into Egnyte locks everybody out."
                                        : "One of the two is out of date. If it is the metadata and Egnyte was set up "
                                          "with it, nobody who uses SSO gets in.");
    steps(finding, "Save the metadata anew and compare",
          {std::string(kSignOn) + " › SAML 2.0 › Metadata URL: save that page.",
           "terraform plan -refresh-only: shows whether the state is out of date.",
           std::string(kEgnyteSso) + " › Identity provider certificate: that of the certificate which is Active in "
                                     "Okta. Save."});
}

void check_login_url(const intake::Workspace& workspace, Report& report) {
    const Fit fit = login_url_fit(workspace);
    if (fit != Fit::near_miss && fit != Fit::differs) return;
    const saml::Endpoint* endpoint = saml::sign_in_endpoint(*workspace.idp_metadata->document.idp());
    if (endpoint == nullptr) return;  // EP-06 and the like: there is nothing to put in its place
    const std::string& right = endpoint->location->value;
    Finding& finding =
        report.add(kRules[kLoginUrl],
                   "The login URL stated for Egnyte is \"" + saml::cut(*workspace.scenario->idp_login_url) +
                       "\", the metadata's sign-in address is \"" + saml::cut(right) + "\".",
                   fit == Fit::differs
                       ? "Who starts at Egnyte is sent to another application, org or host; starting from the Okta "
                         "dashboard does not use this address."
                       : "Who starts at Egnyte is sent to an address that Okta does not give for sign-in; starting "
                         "from the Okta dashboard does not use it.");
    if (fit == Fit::near_miss) finding.severity = Severity::warning;
    finding.locations = {workspace.scenario->idp_login_url_at, at(*workspace.idp_metadata, endpoint->location->at)};
    steps(finding, "Type the sign-in address of this metadata into Egnyte",
          {std::string(kEgnyteSso), "Identity provider login URL: " + right + ". Save."});
}

void check_application_of(const intake::Workspace& workspace, Report& report) {
    const auto other = other_application(workspace);
    if (!other) return;
    const auto named = [](const okta::Application& which) {
        return which.name.value() + (which.label.present() ? " (" + which.label.value() + ")" : std::string());
    };
    // OKTA-10 knows the metadata alone; this is the same place with the application at hand.
    const std::size_t input = workspace.idp_metadata->input;
    auto& list = report.findings;
    list.erase(std::remove_if(list.begin(), list.end(),
                              [&](const Finding& f) {
                                  return f.rule->code == "OKTA-10" && !f.locations.empty() &&
                                         f.locations.front().input == input;
                              }),
               list.end());
    const std::string theirs = other->known != nullptr ? named(*other->known) : saml::cut(other->name);
    const std::string ours = workspace.application != nullptr ? named(*workspace.application) : "Terraform's";
    Finding& finding = report.add(
        *sign_in_other_application::kPerson.row,
        other->by_key
            ? "The metadata belongs to the application with the key " + saml::cut(other->key) + " (" + theirs +
                  "); the one that provisions, " + ours + ", has the key " +
                  saml::cut(workspace.saml_key->entity_key.value()) + "."
            : "The metadata belongs to the application " + theirs + ", people are provisioned by " + ours + ".",
        "With this metadata in Egnyte people sign in through the other application: only those assigned there, under "
        "the username that it sends.");
    finding.locations = {at(*workspace.idp_metadata, other->endpoint->location->at),
                         other->by_key ? workspace.saml_key->entity_key.at : workspace.application->name.at};
    if (other->known != nullptr) finding.locations.push_back(other->known->name.at);
    steps(finding, "Use the metadata of the application that provisions",
          {std::string(kSignOn) + " › SAML 2.0 › Metadata URL: save that page.",
           std::string(kEgnyteSso) + ": the login URL, entity ID and certificate of that metadata. Save."});
}

}  // namespace

AddressInName address_in_name(const intake::Workspace& workspace, const Rehearsed* rehearsed) {
    const okta::Application* app = workspace.application;
    if (app != nullptr && app->user_name_template.given()) {
        const okta::UserNameTemplate& format = app->user_name_template;
        const auto parsed =
            expression::parse(format.pattern.value(), format.is_expression() ? expression::Dialect::mapping
                                                                             : expression::Dialect::user_name_template);
        if (!parsed.program) return AddressInName::unknown;
        const AttributeFacts facts(workspace);
        const expression::AbstractValue possible = expression::analyse(*parsed.program, facts).possible;
        if (possible.cases.empty()) return AddressInName::unknown;
        return possible.at_sign() == expression::Certainty::never ? AddressInName::never : AddressInName::may_be;
    }
    return rehearsed == nullptr ? AddressInName::unknown : rehearsed->address_in_names();
}

namespace {

void check_name_id_format(const Context& context, Report& report) {
    const intake::Workspace& workspace = context.workspace;
    const saml::IdpRole* role = workspace.idp_metadata->document.idp();
    if (role == nullptr || role->name_id_formats.empty()) return;
    const saml::PlacedText& first = role->name_id_formats.front();
    if (text::trim(first.value) != kEmailFormat || other_application(workspace)) return;
    if (address_in_name(workspace, &context.rehearsed) != AddressInName::never) return;
    Finding& finding = report.add(
        kRules[kNameIdFormat],
        std::string("The metadata names emailAddress as the ") +
            (role->name_id_formats.size() == 1 ? "only" : "first") +
            " name identifier format, and the username carries no e-mail address.",
        "Okta sends a plain username under that label. Egnyte's guides use \"unspecified\"; whether Egnyte looks at "
        "the label is not documented.");
    finding.locations.push_back(at(*workspace.idp_metadata, first.at));
    if (workspace.application != nullptr && workspace.application->user_name_template.pattern.present())
        finding.locations.push_back(workspace.application->user_name_template.pattern.at);
    steps(
        finding, "Test sign-in with one person; change the label if it fails",
        {"Application of your own: Okta Admin Console › Applications › Egnyte › General › SAML Settings › Edit › Name "
         "ID format: Unspecified. Save.",
         "Application of the catalogue: the format follows the app; leave it when the test succeeds.",
         std::string(kEgnyteSso) + " › Default user mapping: Egnyte username."});
}

}  // namespace

std::span<const findings::Rule> sign_in_rules() {
    return kRules;
}

void check_sign_in(const Context& context, Report& report) {
    if (context.workspace.idp_metadata == nullptr) return;
    check_entity_id(context.workspace, report);
    check_certificates(context.workspace, report);
    check_application_of(context.workspace, report);
    check_login_url(context.workspace, report);
    check_name_id_format(context, report);
}

}  // namespace preflight::rules
