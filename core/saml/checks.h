// The catalogue rows of the metadata checks (PF2): codes and severities are those of facts saml-metadata. The judging
// and the words are in core/rules/metadata.cpp; the rows are here because sign-in names some of them as its reasons.
#pragma once

#include <array>

#include "core/findings/finding.h"

namespace preflight::saml::checks {

using findings::Confidence;
using findings::RuleInfo;
using findings::Severity;

inline constexpr std::array<RuleInfo, 46> kAll = {{
    {"DOC-01", "metadata-empty", Severity::error, "The metadata file is empty.", "DOC-01", Confidence::documented},
    {"DOC-02", "metadata-is-html", Severity::error, "A web page was saved in place of the metadata.",
     "DOC-02 exports-13", Confidence::documented},
    {"DOC-03", "metadata-is-json", Severity::error, "JSON was saved in place of the metadata.", "DOC-03 exports-14",
     Confidence::documented},
    {"DOC-04", "metadata-is-certificate", Severity::error,
     "A certificate, key, bundle, archive or base64 text in place of the metadata.", "DOC-04", Confidence::documented},
    {"DOC-05", "metadata-is-other-document", Severity::error, "Another kind of document in place of the metadata.",
     "DOC-05", Confidence::documented},
    {"DOC-06", "metadata-not-well-formed", Severity::error, "The metadata is not well-formed XML.", "DOC-06",
     Confidence::documented},
    {"DOC-07", "metadata-encoding-broken", Severity::error, "The bytes of the metadata do not fit its encoding.",
     "DOC-07", Confidence::documented},
    {"DOC-09", "metadata-late-declaration", Severity::error, "Something stands before the XML declaration.", "DOC-09",
     Confidence::documented},
    {"DOC-10", "metadata-doctype", Severity::error, "The metadata has a DOCTYPE, which readers of metadata refuse.",
     "DOC-10", Confidence::documented},
    {"DOC-13", "metadata-content-after-root", Severity::error, "Something follows the end of the metadata.", "DOC-13",
     Confidence::documented},
    {"DOC-14", "metadata-over-limit", Severity::error, "The metadata is larger or deeper than any real one.", "DOC-14",
     Confidence::documented},
    {"DOC-15", "metadata-aggregate", Severity::error, "The file describes several entities instead of one.", "DOC-15",
     Confidence::documented},
    {"DOC-16", "metadata-of-service-provider", Severity::error,
     "The metadata describes a service provider, not Okta as identity provider.", "DOC-16", Confidence::documented},
    {"DOC-17", "metadata-wrong-namespace", Severity::error, "The elements have the right names in a wrong namespace.",
     "DOC-17", Confidence::documented},
    {"DOC-20", "metadata-truncated", Severity::error, "The metadata is cut off.", "DOC-20", Confidence::documented},
    {"DOC-21", "metadata-private-key", Severity::error, "The file holds a private key.", "DOC-21",
     Confidence::documented},
    {"DOC-23", "metadata-is-url", Severity::error, "An address was saved in place of the document behind it.", "DOC-23",
     Confidence::documented},
    {"ENT-01", "entity-id-missing", Severity::error, "The entity ID is missing or empty.", "ENT-01",
     Confidence::documented},
    {"ENT-02", "entity-id-not-uri", Severity::warning, "The entity ID is no absolute URI.", "ENT-02",
     Confidence::documented},
    {"ENT-05", "entity-id-white-space", Severity::error, "The entity ID has white space in or around it.", "ENT-05",
     Confidence::documented},
    {"ENT-07", "metadata-expired", Severity::error, "The metadata itself has expired (validUntil).", "ENT-07",
     Confidence::documented},
    {"ENT-14", "entity-without-role", Severity::error, "The entity has no role at all.", "ENT-14",
     Confidence::documented},
    {"ROLE-01", "idp-role-missing", Severity::error, "The metadata has no identity provider role.", "ROLE-01",
     Confidence::documented},
    {"ROLE-03", "protocol-missing", Severity::error, "The role does not say which protocol it speaks.", "ROLE-03",
     Confidence::documented},
    {"ROLE-04", "protocol-not-saml-2", Severity::error, "The role does not speak SAML 2.0.", "ROLE-04",
     Confidence::documented},
    {"KEY-01", "signing-key-missing", Severity::error, "There is no key for signing.", "KEY-01",
     Confidence::documented},
    {"KEY-03", "key-info-empty", Severity::error, "A key descriptor holds no key.", "KEY-03", Confidence::documented},
    {"CRT-01", "certificate-not-base64", Severity::error, "The certificate text is not base64.", "CRT-01",
     Confidence::documented},
    {"CRT-02", "certificate-pem-armour", Severity::error, "BEGIN and END lines stand inside the certificate text.",
     "CRT-02", Confidence::documented},
    {"CRT-04", "certificate-unreadable", Severity::error, "The text is base64 but no certificate.", "CRT-04",
     Confidence::documented},
    {"CRT-06", "certificate-expired", Severity::warning, "The certificate has expired.", "CRT-06",
     Confidence::documented},
    {"CRT-07", "certificate-not-yet-valid", Severity::warning, "The certificate is not valid yet.", "CRT-07",
     Confidence::documented},
    {"CRT-08", "certificate-expires-soon", Severity::warning, "The certificate expires within 60 days.", "CRT-08",
     Confidence::documented},
    {"CRT-09", "certificate-weak-key", Severity::error, "The RSA key is shorter than 2048 bits.", "CRT-09",
     Confidence::documented},
    {"CRT-12", "certificate-md5", Severity::error, "The certificate is signed with MD2 or MD5.", "CRT-12",
     Confidence::documented},
    {"CRT-13", "certificate-sha1", Severity::warning, "The certificate is signed with SHA-1.", "CRT-13",
     Confidence::documented},
    {"EP-01", "sign-in-endpoint-missing", Severity::error, "There is no address to sign in at.", "EP-01",
     Confidence::documented},
    {"EP-02", "sign-in-binding-missing", Severity::error, "No sign-in address uses HTTP-POST or HTTP-Redirect.",
     "EP-02", Confidence::documented},
    {"EP-05", "endpoint-location-missing", Severity::error, "A sign-in address is empty.", "EP-05",
     Confidence::documented},
    {"EP-06", "endpoint-not-https", Severity::error, "A sign-in address is not https.", "EP-06",
     Confidence::documented},
    {"EP-08", "endpoint-white-space", Severity::error, "A sign-in address has white space in or around it.", "EP-08",
     Confidence::documented},
    {"OKTA-01", "okta-entity-id-unusual", Severity::warning,
     "The sign-in address is Okta's, the entity ID is not of Okta's form.", "OKTA-01", Confidence::observed},
    {"OKTA-02", "okta-keys-differ", Severity::warning,
     "Entity ID and sign-in address name different Okta applications.", "OKTA-02", Confidence::observed},
    {"OKTA-05", "okta-admin-host", Severity::error, "The sign-in address is that of the Okta Admin Console.", "OKTA-05",
     Confidence::documented},
    {"OKTA-12", "okta-as-service-provider", Severity::error, "The metadata describes Okta as a service provider.",
     "OKTA-12", Confidence::documented},
    {"EGN-01", "egnyte-settings", Severity::note, "What to type into Egnyte.", "EGN-01 A7 A8 O5",
     Confidence::documented},
}};

namespace detail {
// Evaluated by the compiler: a code that is not in the table does not compile.
consteval std::size_t index(std::string_view code) {
    for (std::size_t i = 0; i < kAll.size(); ++i) {
        if (kAll[i].code == code) return i;
    }
    return kAll.size();
}
}  // namespace detail

[[nodiscard]] consteval const RuleInfo& row(std::string_view code) {
    return kAll[detail::index(code)];
}

}  // namespace preflight::saml::checks
