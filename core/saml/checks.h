// The one table of the metadata checks (PF2): all 169 of facts saml-metadata, with their words. It feeds the findings
// (core/rules/metadata.cpp and what it calls), the catalogue, sign-in reasons, and docs/saml-checks.md through
// `preflight checks`. Codes and severities are those of the facts; `why` is the consequence a finding states and
// `remedy` its clicks unless the calling code knows better. Data only: nothing is checked here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "core/findings/click_paths.h"
#include "core/findings/finding.h"

namespace preflight::saml::checks {

using findings::Confidence;
using findings::Rule;
using findings::Severity;

struct Check {
    std::string_view code, slug;
    Severity severity = Severity::error;  // manual: no file can show it
    std::optional<Severity> milder;       // where it depends on what is found
    std::string_view what;                // one sentence: when it fires
    std::string_view why;                 // what it does to people or to the set-up
    std::string_view remedy;              // a title and the clicks, separated by " | "
    std::string_view source;              // the standard or guide, in words
    std::string_view facts;               // ids of the facts, separated by one space
    Confidence confidence = Confidence::documented;
};

namespace words {

namespace clicks = findings::clicks;
using clicks::join;
using clicks::kEgnyteSso;
using clicks::kSignOn;

inline constexpr std::string_view kNobody = "Sign-in cannot be set up from this file.";
inline constexpr std::string_view kUnread = "No product reads it.";
inline constexpr std::string_view kSchema =
    "Products that validate against the schema reject the whole file; others skip or misread this part.";
inline constexpr std::string_view kLockedOut = "Egnyte cannot verify what Okta sends: sign-in fails for everybody.";

inline constexpr std::string_view kDownload =
    join<"Save the metadata again | ", clicks::kConsole, clicks::kApplication,
         " › Sign On › View SAML setup instructions, or copy the Metadata URL. | Open the Identity Provider metadata "
         "and save the page as .xml; do not copy it out of the browser's view.">;
inline constexpr std::string_view kRotate =
    join<"Use another certificate | ", clicks::kConsole, clicks::kApplication,
         " › Sign On › SAML Signing Certificates › Generate new certificate, then Actions › Activate. | At the same "
         "hour: Egnyte › Settings › Configuration › Security & Authentication › Single sign-on authentication › "
         "Identity provider certificate: paste the new one without BEGIN and END lines. Save.">;
inline constexpr std::string_view kRenew =
    join<"Renew the certificate | ", clicks::kConsole, clicks::kApplication,
         " › Sign On › SAML Signing Certificates › Generate new certificate, then Actions › Activate. | At the same "
         "hour: Egnyte › Settings › Configuration › Security & Authentication › Single sign-on authentication › "
         "Identity provider certificate: paste the new one without BEGIN and END lines. Save.">;
inline constexpr std::string_view kCompare = join<
    "Compare with the metadata in Okta | ", clicks::kConsole, clicks::kApplication,
    " › Sign On › View SAML setup instructions: the Identity Provider Issuer and the Single Sign-On URL, exactly.">;
inline constexpr std::string_view kActiveOne = join<
    "Paste the certificate that Okta signs with | ", clicks::kConsole, clicks::kApplication,
    " › Sign On › SAML Signing Certificates: see which one is Active. | Egnyte › Settings › Configuration › Security & "
    "Authentication › Single sign-on authentication › Identity provider certificate: that one, and no other.">;
inline constexpr std::string_view kIssuerAsks =
    "Ask whoever made the file to correct it | Okta never writes this; if the file is Okta's, it was edited: save it "
    "again. | Otherwise send the marked place to whoever runs the identity provider.";
inline constexpr std::string_view kNothing = "Nothing to do.";

}  // namespace words

namespace detail {

inline constexpr Severity E = Severity::error, W = Severity::warning, I = Severity::note, M = Severity::manual;
inline constexpr std::optional<Severity> kFixed = std::nullopt;
inline constexpr Confidence kObserved = Confidence::observed;

}  // namespace detail

inline constexpr std::array<Check, 169> kChecks = [] {
    using namespace words;
    using namespace detail;
    return std::array<Check, 169>{{
        // ---- the file itself
        {"DOC-01", "metadata-empty", E, kFixed, "The metadata file is empty.", kNobody, kDownload,
         "XML 1.0, production 1", "DOC-01"},
        {"DOC-02", "metadata-is-html", E, kFixed, "A web page was saved in place of the metadata.", kNobody,
         join<"Save the metadata itself | ", clicks::kConsole, clicks::kApplication,
              " › Sign On › Metadata URL: it opens without signing in. | Save what it shows as .xml; if a sign-in page "
              "or a notice of the network appears instead, the address is another one or something is in between.">,
         "", "DOC-02 exports-13"},
        {"DOC-03", "metadata-is-json", E, kFixed, "JSON was saved in place of the metadata.", kNobody, kDownload, "",
         "DOC-03 exports-14"},
        {"DOC-04", "metadata-is-certificate", E, kFixed,
         "A certificate, key, bundle, archive or base64 text in place of the metadata.",
         "The certificate alone does not say where to sign in nor which entity ID to expect.", kDownload, "", "DOC-04"},
        {"DOC-05", "metadata-is-other-document", E, kFixed,
         "Another kind of document in place of the metadata: a SAML message, SOAP, XRDS or other XML.", kNobody,
         kDownload, "SAML metadata 2.3", "DOC-05"},
        {"DOC-06", "metadata-not-well-formed", E, kFixed,
         "The metadata is not well-formed XML, or breaks the rules of namespaces.", kUnread, kDownload,
         "XML 1.0; Namespaces in XML 1.0", "DOC-06"},
        {"DOC-07", "metadata-encoding-broken", E, kFixed, "The bytes of the metadata do not fit its encoding.", kUnread,
         kDownload, "XML 1.0, 4.3.3", "DOC-07"},
        {"DOC-08", "metadata-encoding-unusual", W, I,
         "A byte order mark (note), or an encoding other than UTF-8 (warning).",
         "XML readers need only know UTF-8 and UTF-16, and some products read UTF-8 alone.",
         "Save it as UTF-8 | Save the metadata from Okta again (it is UTF-8), or convert the file to UTF-8 without a "
         "byte order mark and correct the encoding in its first line.",
         "XML 1.0, 4.3.3 and appendix F", "DOC-08"},
        {"DOC-09", "metadata-late-declaration", E, kFixed, "Something is in front of the XML declaration.", kUnread,
         "Delete what is in front of <?xml | Remove blanks, blank lines and any other text at the beginning of the "
         "file, "
         "or save the metadata again.",
         "XML 1.0, 2.8", "DOC-09"},
        {"DOC-10", "metadata-doctype", E, kFixed, "The metadata has a DOCTYPE, which readers of metadata reject.",
         "Okta never writes one, and careful products reject the file because of it: it can hide attacks. Nothing in "
         "it was expanded or fetched.",
         kDownload, "Kantara saml2int SDP-G03, IIP-G03", "DOC-10"},
        {"DOC-11", "metadata-external-entity", E, kFixed, "The DOCTYPE refers to something outside the file.",
         "A reader that follows it hands over files of its own machine or calls an address somebody else chose. It was "
         "not followed.",
         "Discard this file | Ask where the file comes from: Okta never writes this. | Save the metadata from Okta "
         "itself.",
         "XML 1.0, 4.2.2", "DOC-11"},
        {"DOC-12", "metadata-entity-expansion", E, kFixed,
         "Entities are declared that refer to each other: they can grow without end.",
         "A reader that expands them runs out of memory. They were counted, not expanded.",
         "Discard this file | Ask where the file comes from: Okta never writes this. | Save the metadata from Okta "
         "itself.",
         "XML 1.0, 4.4", "DOC-12"},
        {"DOC-13", "metadata-content-after-root", E, kFixed, "Something follows the end of the metadata.", kUnread,
         "Keep one document | Delete what follows the end of the first document, or save the metadata again.",
         "XML 1.0, 2.1", "DOC-13"},
        {"DOC-14", "metadata-over-limit", E, kFixed, "The metadata is larger or deeper than any real one.",
         "It was not read.",
         "Give the metadata of one application | The metadata of an Okta application is about 2 KB.", "", "DOC-14"},
        {"DOC-15", "metadata-aggregate", E, W,
         "The file is a collection (EntitiesDescriptor) instead of one entity: one identity provider in it is a "
         "warning, several or none an error.",
         "Egnyte expects a single EntityDescriptor.",
         "Give the metadata of the one identity provider | Save the EntityDescriptor of your Okta application in a "
         "file of its own.",
         "SAML metadata 2.3.1", "DOC-15"},
        {"DOC-16", "metadata-of-service-provider", E, kFixed,
         "The metadata describes a service provider, not Okta as identity provider.", kNobody, kDownload,
         "SAML metadata 2.4.4", "DOC-16"},
        {"DOC-17", "metadata-wrong-namespace", E, kFixed, "The elements have the right names in a wrong namespace.",
         "Readers of metadata do not recognise them: the file is empty to them.",
         "Save the metadata again | The namespace is urn:oasis:names:tc:SAML:2.0:metadata exactly. | Download the file "
         "again instead of editing it.",
         "SAML metadata 2.1", "DOC-17"},
        {"DOC-18", "metadata-placeholder", E, kFixed, "A placeholder of a template or an example was left in.",
         "The value is not yours: nobody can sign in with it.",
         join<"Put the real value in | Save the metadata from Okta instead of filling in an example: ",
              clicks::kConsole, clicks::kApplication, " › Sign On › Metadata URL.">,
         "", "DOC-18"},
        {"DOC-19", "metadata-xml-extras", W, I,
         "XML 1.1 (warning), or a processing instruction such as a stylesheet (note).",
         "Several readers know XML 1.0 only; a stylesheet changes what a browser shows, not what the file says.",
         "Save the metadata again | Okta writes XML 1.0 without processing instructions.", "XML 1.1; XML 1.0, 2.6",
         "DOC-19"},
        {"DOC-20", "metadata-truncated", E, kFixed, "The metadata is cut off.",
         "The rest is missing; no product reads it.", kDownload, "XML 1.0, 2.1", "DOC-20"},
        {"DOC-21", "metadata-private-key", E, kFixed, "The file holds a private key.",
         "Whoever has it can sign in as anybody: treat it as lost.",
         "Replace the key | Make a new certificate and key where this one is used, and activate it. | Delete every "
         "copy of this file.",
         "", "DOC-21"},
        {"DOC-22", "metadata-copied-from-view", E, kFixed,
         "The text was copied out of a browser's or word processor's view.",
         "The view adds and changes characters: what looks like XML is none.",
         join<"Save it, do not copy it | Open the Metadata URL (", clicks::kConsole, clicks::kApplication,
              " › Sign On) and save the page as .xml, as Okta advises.">,
         "Okta: save the page", "DOC-22"},
        {"DOC-23", "metadata-is-url", E, kFixed, "An address was saved in place of the document behind it.", kNobody,
         "Download the document | Open the address in a browser and save the page as .xml.", "", "DOC-23"},
        // ---- the schema
        {"SCH-01", "schema-unknown-element", E, kFixed,
         "An element the schema does not know here, often misspelt or in the wrong case.", kSchema, kIssuerAsks,
         "SAML metadata schema; Metadata UI 1.0", "SCH-01"},
        {"SCH-02", "schema-wrong-order", E, kFixed, "The elements are in an order the schema does not allow.", kSchema,
         kIssuerAsks, "SAML metadata 2.3.2, 2.4.2, 2.4.3 (schema sequences)", "SCH-02"},
        {"SCH-03", "schema-element-missing", E, kFixed, "An element that has to be there is missing.", kSchema,
         kIssuerAsks, "SAML metadata schema", "SCH-03"},
        {"SCH-04", "schema-attribute-missing", E, kFixed, "An attribute that has to be there is missing.", kSchema,
         kIssuerAsks, "SAML metadata schema", "SCH-04"},
        {"SCH-05", "schema-bad-value", E, kFixed, "A value does not have the form its type asks for.", kSchema,
         kIssuerAsks, "SAML metadata schema; XML Schema part 2", "SCH-05"},
        {"SCH-06", "schema-stray-text", E, kFixed, "Text is between elements where only elements may appear.", kSchema,
         "Delete the text | Remove the marked text, or save the metadata again.", "SAML metadata schema", "SCH-06"},
        {"SCH-07", "schema-unknown-attribute", E, kFixed, "An attribute the schema does not know.", kSchema,
         kIssuerAsks, "SAML metadata schema (anyAttribute ##other)", "SCH-07"},
        {"SCH-08", "schema-bad-id", E, kFixed, "An ID is not a legal name, or appears twice.",
         "Signatures refer to IDs: with a repeated or illegal one, nobody can tell what was signed.", kIssuerAsks,
         "XML Schema part 2, ID", "SCH-08"},
        {"SCH-09", "schema-metadata-in-extensions", E, kFixed,
         "A metadata element is inside Extensions, where only other namespaces may appear.",
         "Readers do not look for it there; hiding one entity inside another is also a known attack on signatures.",
         kIssuerAsks, "SAML metadata 2.3.1, 2.4.1 (Extensions)", "SCH-09"},
        {"SCH-10", "schema-foreign-extension", I, kFixed,
         "An extension of a namespace that is not known here was skipped.",
         "It is allowed and means nothing to Egnyte.", kNothing, "SAML metadata schema (processContents lax)",
         "SCH-10"},
        {"SCH-11", "schema-foreign-role", I, kFixed,
         "A WS-Federation role, as AD FS and Entra ID write it, was skipped.",
         "It does not concern SAML. Plain schema validators reject the file because of it without need.", kNothing,
         "WS-Federation 1.2", "SCH-11"},
        {"SCH-12", "schema-too-many", E, kFixed, "An element that may appear once appears more often.", kSchema,
         kIssuerAsks, "SAML metadata schema", "SCH-12"},
        // ---- the entity
        {"ENT-01", "entity-id-missing", E, kFixed, "The entity ID is missing or empty.",
         "Egnyte cannot tell who issued an assertion: sign-in fails for everybody.", kDownload, "SAML metadata 2.3.2",
         "ENT-01"},
        {"ENT-02", "entity-id-not-uri", W, kFixed, "The entity ID is not an absolute URI.",
         "It works where it is compared character by character; the standard requires a URI.",
         "Use it unchanged | Type it into Egnyte without adding http:// or anything else.",
         "SAML core 8.3.6; saml2int SDP-G04", "ENT-02"},
        {"ENT-03", "entity-id-too-long", E, kFixed, "The entity ID is longer than 1,024 characters.",
         "Products reject it or cut it off.", kIssuerAsks, "SAML metadata 2.2.1; SAML core 8.3.6", "ENT-03"},
        {"ENT-04", "entity-id-long", W, kFixed, "The entity ID is longer than 256 characters.",
         "It is legal, but fields and databases of products often end at 256.", kIssuerAsks, "saml2int SDP-G04",
         "ENT-04"},
        {"ENT-05", "entity-id-white-space", E, kFixed, "The entity ID has white space in or around it.",
         "It is compared byte by byte with the Issuer that Okta sends: sign-in fails for everybody.",
         "Remove the white space | Correct it in the file and in Egnyte, or save the metadata again.",
         "UK federation check_misc; eduGAIN E1", "ENT-05"},
        {"ENT-06", "entity-id-repeated", E, kFixed, "The same entity ID appears twice in a collection.",
         "Which of the two counts is undefined: readers take the first, the last or none.", kIssuerAsks,
         "eduGAIN E1; Shibboleth metadata aggregator", "ENT-06"},
        {"ENT-07", "metadata-expired", E, kFixed, "The metadata itself has expired (validUntil).",
         "Products that look at the date reject it, and the key in it may be outdated.", kDownload,
         "SAML metadata 2.3.2; saml2int SDP-G01, SDP-MD03", "ENT-07"},
        {"ENT-08", "metadata-expires-soon", W, kFixed, "The metadata expires within 30 days (validUntil).",
         "A file that was imported once is never refreshed: after that day products may reject it.", kDownload, "",
         "ENT-08"},
        {"ENT-09", "metadata-without-expiry", I, kFixed,
         "Neither validUntil nor cacheDuration limits how long the metadata may be used.",
         "The standard asks for one of them; Okta, OneLogin, Auth0 and Entra ID leave both out, and products accept "
         "that.",
         kNothing, "SAML metadata 2.3.1, 2.3.2; saml2int SDP-MD03", "ENT-09"},
        {"ENT-10", "metadata-time-zone", W, kFixed,
         "A date is not in UTC: the Z at its end is missing, or there is an offset.",
         "SAML dates are UTC; some products reject others, some read them as local time.", kIssuerAsks,
         "SAML core 1.3.3", "ENT-10"},
        {"ENT-11", "metadata-expires-late", I, kFixed, "validUntil is more than a year away.",
         "It hardly limits anything: an old copy with a withdrawn key stays valid for long.", kNothing,
         "saml2int SDP-MD03; eduGAIN (28 days)", "ENT-11"},
        {"ENT-12", "metadata-cache-duration", E, W,
         "cacheDuration is not a duration (error), or zero, negative, over 30 days or a date (epoch) written as "
         "seconds "
         "(warning).",
         "Products that refresh metadata reject it, ask too often or never again.", kIssuerAsks,
         "SAML metadata 2.3.1; erratum E94", "ENT-12"},
        {"ENT-13", "role-expired", E, kFixed,
         "The role, or something around it, has expired (validUntil); of several dates the earliest counts.",
         "Products that look at the date do not use the role: nobody can sign in.", kDownload,
         "SAML metadata 2.4.1; erratum E94", "ENT-13"},
        {"ENT-14", "entity-without-role", E, kFixed, "The entity has no role at all.", kNobody, kDownload,
         "SAML metadata 2.3.2", "ENT-14"},
        {"ENT-15", "entity-is-affiliation", E, kFixed,
         "The entity is an affiliation of others, not an identity provider.", kNobody, kDownload, "SAML metadata 2.5",
         "ENT-15"},
        // ---- the role
        {"ROLE-01", "idp-role-missing", E, kFixed, "The metadata has no identity provider role.", kNobody, kDownload,
         "SAML metadata 2.4.3", "ROLE-01"},
        {"ROLE-02", "idp-roles-overlap", W, kFixed, "Several identity provider roles speak the same protocol.",
         "Which of them counts is undefined: products take the first, the last or mix their keys.", kIssuerAsks,
         "SAML metadata 2.3.2", "ROLE-02"},
        {"ROLE-03", "protocol-missing", E, kFixed, "The role does not say which protocol it speaks.",
         "Products that read the file cannot tell that the role speaks SAML 2.0.", kDownload, "SAML metadata 2.4.1",
         "ROLE-03"},
        {"ROLE-04", "protocol-not-saml-2", E, kFixed, "The role does not speak SAML 2.0.",
         "Products that read the file find no SAML 2.0 identity provider in it.", kDownload, "SAML metadata 2.4.1",
         "ROLE-04"},
        {"ROLE-05", "protocol-contradicts-bindings", E, kFixed,
         "The role has SAML 2.0 addresses but does not list SAML 2.0 among its protocols.",
         "Products that go by the protocols do not see the addresses.",
         "List the protocol | protocolSupportEnumeration has to hold urn:oasis:names:tc:SAML:2.0:protocol; save the "
         "metadata from Okta again instead of editing it.",
         "UK federation check_saml2", "ROLE-05"},
        {"ROLE-06", "signed-requests-wanted", W, kFixed, "The identity provider wants signed sign-in requests.",
         "No public guide shows Egnyte signing its requests; if it does not, the identity provider rejects them.",
         "Switch it off, or ask Egnyte | Okta writes false here; in another identity provider take the demand for "
         "signed requests off for Egnyte. | Or ask Egnyte whether it signs its requests.",
         "SAML metadata 2.4.3", "ROLE-06 EGN-06"},
        {"ROLE-07", "error-url-unusable", W, kFixed,
         "The errorURL is not an https address, or is a template nobody filled in.",
         "People who are sent there after a failed sign-in end nowhere.", kIssuerAsks, "saml2int SDP-MD12", "ROLE-07"},
        {"ROLE-08", "older-protocols", I, kFixed, "SAML 1.1 or Shibboleth 1 is offered beside SAML 2.0.",
         "Egnyte uses SAML 2.0 only; the rest is ignored.", kNothing, "UK federation check_saml1, check_shibboleth",
         "ROLE-08"},
        {"ROLE-09", "entity-is-service-provider-too", I, kFixed, "The entity is a service provider as well.",
         "Only the identity provider role counts here. Some products mix the keys of the two.",
         "Take the values from the identity provider role | The certificate and the login URL of the card are those of "
         "IDPSSODescriptor.",
         "SAML metadata 2.4", "ROLE-09"},
        // ---- keys
        {"KEY-01", "signing-key-missing", E, kFixed, "There is no key for signing.", kLockedOut, kDownload,
         "saml2int SDP-MD08", "KEY-01"},
        {"KEY-02", "key-use-unknown", E, kFixed, "The use of a key is neither signing nor encryption.",
         "Products ignore the key or reject the file.", kDownload, "SAML metadata 2.4.1.1", "KEY-02"},
        {"KEY-03", "key-info-empty", E, kFixed, "A key descriptor holds no key.",
         "There is no certificate to give to Egnyte.", kDownload,
         "XML-DSig 4.4; Metadata interoperability profile 2.5.1", "KEY-03"},
        {"KEY-04", "certificate-chain", W, kFixed, "One key descriptor holds several certificates.",
         "Products take one of them, not always the right one; a chain means nothing in SAML.",
         "Give one certificate | Paste into Egnyte only the certificate that Okta signs with, without those of an "
         "authority.",
         "Metadata interoperability profile 2.5.1", "KEY-04"},
        {"KEY-05", "several-signing-keys", W, kFixed,
         "There are several signing keys: a change of certificates is under way.",
         "Egnyte has one field for the certificate: with the wrong one sign-in fails for everybody.", kActiveOne,
         "Metadata interoperability profile; IIP-MD07", "KEY-05"},
        {"KEY-06", "certificate-repeated", W, kFixed, "The same certificate appears twice for one use.",
         "It does no harm by itself, but often one of the two was meant to be another.", kDownload, "", "KEY-06"},
        {"KEY-07", "one-key-for-both-uses", I, kFixed, "One certificate serves signing and encryption.",
         "Egnyte uses the signing key only.", kNothing, "", "KEY-07"},
        {"KEY-08", "key-without-certificate", E, W,
         "A key is given by name only (error) or as a bare key value (warning).",
         "There is no certificate to paste into Egnyte.", kDownload, "Metadata interoperability profile 2.5.1",
         "KEY-08"},
        {"KEY-09", "key-value-differs", E, kFixed, "The key value beside the certificate is another key.",
         "One of the two is wrong: products that take the other one cannot verify anything.", kDownload,
         "Metadata interoperability profile 2.5.1", "KEY-09"},
        {"KEY-10", "encryption-method-odd", W, kFixed, "An encryption method is at a signing key, or is a weak one.",
         "It means nothing for signing; rsa-1_5 and triple DES should not be used any more.", kIssuerAsks,
         "SAML metadata 2.4.1.1; Algorithm support profile 2.3", "KEY-10"},
        {"KEY-11", "key-by-reference", W, kFixed,
         "The key is given in a form that is not followed (RetrievalMethod, PGPData, CRL ...).", "Products skip it.",
         kDownload, "XML-DSig 4.4.3", "KEY-11"},
        {"KEY-12", "key-use-omitted", I, kFixed, "The use of a key is left out: it serves signing and encryption.",
         "That is allowed; a few products look for use=\"signing\" only.", kNothing,
         "SAML metadata 2.4.1.1; erratum E62; IIP-MD10", "KEY-12"},
        {"KEY-13", "key-names-differ", W, kFixed,
         "Issuer, serial number, subject or key identifier beside the certificate belong to another one.",
         "The file was put together from two; products that look up certificates by name find none.", kDownload,
         "XML-DSig 4.4.4", "KEY-13"},
        {"KEY-14", "key-info-wrong-namespace", E, kFixed,
         "KeyInfo or what is in it is outside the namespace of XML signatures.",
         "Readers do not see the key: the certificate is missing to them.",
         "Correct the namespace | It is http://www.w3.org/2000/09/xmldsig# exactly, with http; save the metadata again "
         "instead of editing it.",
         "XML-DSig", "KEY-14"},
        // ---- certificates
        {"CRT-01", "certificate-not-base64", E, kFixed, "The certificate text is not base64.",
         "The certificate cannot be read: sign-in cannot be verified with it.", kDownload,
         "XML Schema part 2, base64Binary", "CRT-01"},
        {"CRT-02", "certificate-pem-armour", E, kFixed, "BEGIN and END lines are inside the certificate text.",
         "Products that expect plain base64 cannot read it; Egnyte wants the text without these lines as well.",
         "Take the lines out | Delete the BEGIN CERTIFICATE and END CERTIFICATE lines; the card below shows the text "
         "without them.",
         "XML-DSig 4.4.4", "CRT-02"},
        {"CRT-03", "certificate-odd-characters", W, kFixed,
         "Carriage returns as &#13;, a comment, CDATA or an invisible character are inside the certificate text.",
         "Some products stumble over it, though XML allows it.", kDownload, "Shibboleth SP bug SSPCPP-684", "CRT-03"},
        {"CRT-04", "certificate-unreadable", E, kFixed,
         "The text is base64 but no certificate, or its key cannot be decoded.",
         "Egnyte cannot use it: sign-in fails for everybody.", kDownload, "RFC 5280, 4.1", "CRT-04"},
        {"CRT-05", "certificate-trailing-data", E, W,
         "Something follows the certificate: a second one (error) or other bytes (warning).",
         "Products read the first, or reject both.",
         "Give one certificate | Paste only one certificate; the card below shows the first alone.", "X.690", "CRT-05"},
        {"CRT-06", "certificate-expired", W, kFixed, "The certificate has expired.",
         "Products differ in whether they look at the date. Whether Egnyte does is not documented; if it does, nobody "
         "can sign in.",
         kRenew, "saml2int SDP-MD05; IIP-MD11; Metadata interoperability profile", "CRT-06"},
        {"CRT-07", "certificate-not-yet-valid", W, kFixed, "The certificate is not valid yet.",
         "Products that look at the date reject it until then.", kActiveOne, "saml2int SDP-MD05", "CRT-07"},
        {"CRT-08", "certificate-expires-soon", W, kFixed, "The certificate expires within 60 days.",
         "After that day sign-in may stop. Okta mails its admins 60 days ahead and does not rotate by itself.", kRenew,
         "Okta: certificate expiry notice", "CRT-08"},
        {"CRT-09", "certificate-weak-key", E, kFixed, "The RSA key is shorter than 2,048 bits.",
         "Careful products reject it, and it can be broken.", kRotate, "saml2int SDP-MD06; NIST SP 800-131A", "CRT-09"},
        {"CRT-10", "certificate-short-key", I, kFixed, "The RSA key is shorter than 3,072 bits.",
         "2,048 bits are enough today; advice for new keys is 3,072. Okta makes 2,048.", kNothing, "saml2int SDP-MD06",
         "CRT-10"},
        {"CRT-11", "certificate-odd-exponent", E, W,
         "The public exponent is even or under 3 (error), 3 (warning), or not the usual 65537 (note).",
         "Small exponents have a history of forged signatures; some products reject them.", kRotate, "FIPS 186-5",
         "CRT-11"},
        {"CRT-12", "certificate-md5", E, kFixed, "The certificate is signed with MD2 or MD5.",
         "Products reject such certificates.", kRotate, "saml2int SDP-MD05", "CRT-12"},
        {"CRT-13", "certificate-sha1", W, kFixed, "The certificate is signed with SHA-1.",
         "It does no harm to the key as such; some products reject it, and Okta asks to move to SHA-256.", kRotate,
         "saml2int SDP-MD05; Okta: upgrade SAML apps to SHA256", "CRT-13"},
        {"CRT-14", "certificate-elliptic-curve", E, W,
         "The key is on an elliptic curve: under 256 bits is an error, any other a warning.",
         "Many service providers take RSA only; Egnyte's guides show RSA only.", kRotate,
         "saml2int SDP-MD07; RFC 5480, 2.1.1", "CRT-14"},
        {"CRT-15", "certificate-dsa", E, kFixed, "The key is a DSA key.", "DSA is withdrawn; products reject it.",
         kRotate, "FIPS 186-5", "CRT-15"},
        {"CRT-16", "certificate-rare-algorithm", W, kFixed,
         "Ed25519, Ed448 or RSASSA-PSS as key or signature of the certificate.",
         "Hardly any service provider takes it.", kRotate, "RFC 8410; RFC 4055", "CRT-16"},
        {"CRT-17", "certificate-of-authority", W, I,
         "The certificate is that of an authority (note), or may sign certificates only (warning).",
         "A certificate of an authority is rarely the one that signs assertions: perhaps the wrong one of a chain was "
         "taken.",
         kActiveOne, "RFC 5280, 4.2.1.9", "CRT-17"},
        {"CRT-18", "certificate-usage", W, kFixed,
         "The certificate is not meant for signatures, or has a critical extension nobody knows.",
         "Products that look at the usage reject it.", kRotate, "RFC 5280, 4.2 and 4.2.1.3", "CRT-18"},
        {"CRT-19", "certificate-of-web-server", W, kFixed, "The certificate is one of a web server.",
         "It is replaced every few weeks or months, and sign-in stops with each replacement.", kRotate,
         "CA/Browser Forum lifetimes", "CRT-19"},
        {"CRT-20", "certificate-lifetime", I, kFixed,
         "The certificate is valid for less than a year or for more than 20 years.",
         "A short life means frequent changes in Egnyte by hand; a very long one means that nobody will remember.",
         kNothing, "", "CRT-20"},
        {"CRT-21", "certificate-self-signature", W, kFixed,
         "The certificate's own signature does not fit: its text was damaged or altered in copying.",
         "The key inside may be wrong; then no signature of Okta verifies.", kDownload,
         "RFC 5280, 6.1 (arithmetic only)", "CRT-21"},
        {"CRT-22", "certificate-roca", E, kFixed, "The key shows the ROCA fingerprint: it was made by a broken chip.",
         "Its private key can be computed from the certificate.", kRotate, "CVE-2017-15361", "CRT-22"},
        {"CRT-23", "certificate-known-key", E, kFixed,
         "The key is publicly known: shipped as a sample in a SAML product.",
         "Anybody can sign in as anybody. The lists of weak Debian keys of 2006 to 2008 are not searched: compare by "
         "hand where the key is that old.",
         kRotate, "Shibboleth metadata aggregator key lists; CVE-2008-0166", "CRT-23"},
        {"CRT-24", "certificate-huge-key", W, kFixed, "The RSA key is longer than 8,192 bits, or its modulus is even.",
         "Some libraries stop at 4,096 or 16,384 bits; an even modulus is not a key at all.", kRotate, "", "CRT-24"},
        {"CRT-25", "certificate-odd-fields", I, kFixed,
         "The certificate has an odd version, serial number or no subject.",
         "Strict readers reject it; the key itself is not concerned.", kNothing, "RFC 5280, 4.1.2.1", "CRT-25"},
        {"CRT-26", "certificate-described", I, kFixed,
         "What the certificate says: whose it is, how long it is valid, key and fingerprints.",
         "Compare it with the one that Egnyte holds.", kNothing, "", "CRT-26"},
        // ---- endpoints
        {"EP-01", "sign-in-endpoint-missing", E, kFixed, "There is no address to sign in at.",
         "Egnyte does not know where to send people.", kDownload, "SAML metadata 2.4.3", "EP-01"},
        {"EP-02", "sign-in-binding-missing", E, kFixed, "No sign-in address uses HTTP-POST or HTTP-Redirect.",
         "Browsers cannot be sent there: nobody can sign in.", kDownload, "SAML profiles 4.1; saml2int SDP-IDP02",
         "EP-02"},
        {"EP-03", "binding-unknown", E, W,
         "A binding that SAML does not know, often misspelt (error on sign-in addresses, else a warning).",
         "Products skip the address.", kIssuerAsks, "SAML bindings", "EP-03"},
        {"EP-04", "binding-misplaced", W, kFixed, "A binding that makes no sense for this service.",
         "Products skip the address, or call it in vain.", kIssuerAsks, "UK federation check_bindings", "EP-04"},
        {"EP-05", "endpoint-location-missing", E, kFixed, "An address is missing or empty.",
         "Egnyte does not know where to send people.", kDownload, "SAML metadata 2.2.2", "EP-05"},
        {"EP-06", "endpoint-not-https", E, kFixed, "An address is not https.",
         "Browsers and products reject it, or what is sent can be read on the way.",
         "Use the https address | Okta's addresses are always https: save the metadata again instead of editing it.",
         "saml2int SDP-IDP03", "EP-06"},
        {"EP-07", "endpoint-script", E, kFixed, "An address is a script, data, mail or file address.",
         "A product that puts it into a page runs somebody else's script there.",
         "Discard this file | Ask where the file comes from: Okta never writes this. | Save the metadata from Okta "
         "itself.",
         "", "EP-07"},
        {"EP-08", "endpoint-white-space", E, kFixed, "An address has white space in or around it.",
         "If you paste it into Egnyte unchanged, sign-in fails.",
         "Remove the white space | Correct it, or save the metadata again.", "UK federation check_misc", "EP-08"},
        {"EP-09", "endpoint-binding-repeated", W, kFixed, "Two addresses of one service have the same binding.",
         "Which one counts is undefined; some products then find none.", kIssuerAsks, "UK federation check_saml2",
         "EP-09"},
        {"EP-10", "endpoint-repeated", W, kFixed, "The same address appears twice.",
         "Some products then find no sign-in address at all.",
         "Delete one of them | Remove the marked element, or save the metadata again.", "UK federation check_saml2",
         "EP-10"},
        {"EP-11", "endpoint-malformed", E, kFixed,
         "An address has no host or an impossible one, an empty or impossible port, or a broken % sequence.",
         "Sign-in fails there.", kDownload, "RFC 3986", "EP-11"},
        {"EP-12", "endpoint-private", W, kFixed, "An address is on this computer or inside a private network.",
         "Only people in that network get there; others cannot sign in.",
         "Use the public address | Save the metadata from the identity provider people really use, under its public "
         "name.",
         "RFC 1918; RFC 6761", "EP-12"},
        {"EP-13", "endpoint-user-or-fragment", E, W,
         "An address has a user part before the host (error) or a fragment (warning).",
         "A user part disguises the host; a fragment is never sent.", kDownload, "RFC 3986, 3.2.1", "EP-13"},
        {"EP-14", "endpoint-response-location", E, kFixed, "ResponseLocation is where the standard forbids it.",
         "Products reject the file or send answers to a wrong place.", kIssuerAsks, "SAML metadata 2.4.3", "EP-14"},
        {"EP-15", "endpoint-index", E, kFixed, "A numbered address has no index, or one that appears twice.",
         "Products cannot tell the addresses apart.", kIssuerAsks, "SAML metadata 2.2.3", "EP-15"},
        {"EP-16", "endpoint-defaults", W, kFixed, "Several addresses of one service are the default.",
         "Which one counts is undefined.", kIssuerAsks, "SAML metadata 2.2.3", "EP-16"},
        {"EP-17", "single-logout", I, kFixed,
         "Single logout is offered, or (outside Okta, where that is usual) is not.",
         "Egnyte's guides do not use it. With it on, Okta needs the certificate that Egnyte signs logout requests "
         "with.",
         kNothing, "", "EP-17"},
        {"EP-18", "endpoint-hosts-differ", W, kFixed, "The sign-in addresses are on different hosts.",
         "One of them is probably left from another tenant.", kCompare, "", "EP-18"},
        {"EP-19", "endpoint-choice", I, kFixed, "POST and Redirect have different sign-in addresses.",
         "Egnyte has one field for the login URL.",
         "Take the address for POST | The card shows it; Okta's own addresses are equal, so there the choice does not "
         "matter.",
         "", "EP-19"},
        {"EP-20", "endpoint-unusual-host", I, kFixed,
         "An address has a port other than 443, or a number in place of a host name.",
         "Firewalls and certificates often get in the way of such addresses.", kNothing, "", "EP-20"},
        // ---- name identifiers and attributes
        {"NID-01", "name-id-format-unknown", W, kFixed, "A NameIDFormat that SAML does not know.",
         "Products that ask for a format by this name get none or an error.",
         join<"Use a known one | For Egnyte urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified or emailAddress "
              "(both are of SAML 1.1): ",
              clicks::kConsole, clicks::kApplication, " › Sign On › Application username format.">,
         "SAML core 8.3", "NID-01"},
        {"NID-02", "name-id-format-white-space", W, kFixed, "A NameIDFormat has white space around it.",
         "By the schema it does not count; products that compare bytes do not recognise the format.",
         "Remove the white space | Save the file as it was downloaded, without reformatting it.",
         "XML Schema part 2, whiteSpace", "NID-02"},
        {"NID-03", "name-id-format-repeated", I, kFixed, "A NameIDFormat appears twice.", "It does no harm.", kNothing,
         "", "NID-03"},
        {"NID-04", "name-id-format-not-stable", W, kFixed, "Only transient or persistent name identifiers are offered.",
         "Egnyte finds people by e-mail address or user name; such an identifier is neither.",
         "Offer the e-mail address or user name | In the identity provider set the name identifier format for Egnyte "
         "to unspecified or emailAddress.",
         "Egnyte guides: Default user mapping", "NID-04 A7"},
        {"NID-05", "name-id-format-missing", I, kFixed, "No NameIDFormat is given.",
         "The format is then what the identity provider is set to.", kNothing, "", "NID-05"},
        {"ATT-01", "attribute-without-name-format", I, kFixed, "An attribute has no NameFormat.",
         "It then counts as unspecified. Egnyte reads no attributes at sign-in.", kNothing, "saml2int", "ATT-01"},
        {"ATT-02", "attribute-repeated", W, kFixed, "The same attribute appears twice.",
         "Which of the two counts is undefined.", kIssuerAsks, "", "ATT-02"},
        // ---- organisation and contacts
        {"ORG-01", "organization-incomplete", E, kFixed, "The organisation lacks its name, display name or URL.",
         kSchema, kIssuerAsks, "SAML metadata 2.3.2.1; eduGAIN E4, E5", "ORG-01"},
        {"ORG-02", "organization-language", E, W,
         "xml:lang is missing or empty (error), or appears twice for one element (warning).", kSchema, kIssuerAsks,
         "SAML metadata 2.2.4", "ORG-02"},
        {"ORG-03", "organization-url", W, kFixed, "The organisation's URL is not an http or https address.",
         "Products that show it as a link show a broken one.", kIssuerAsks, "UK federation check_shibboleth", "ORG-03"},
        {"ORG-04", "organization-blank", W, kFixed, "A name of the organisation is blank or has a line break in it.",
         "Lists of identity providers show an empty or broken line.", kIssuerAsks, "SAML core 1.3.1", "ORG-04"},
        {"CON-01", "contact-type-unknown", E, kFixed, "A contact has a type that SAML does not know.", kSchema,
         "Use a known type | technical, support, administrative, billing or other.", "SAML metadata 2.3.2.2", "CON-01"},
        {"CON-02", "contact-mail", W, kFixed, "A contact's e-mail address is not a mailto: URI, or is empty.",
         "Products cannot write to it.", "Write it as mailto:name@example.com | Correct it where the metadata is made.",
         "SAML metadata 2.3.2.2; eduGAIN E7", "CON-02"},
        {"CON-03", "contact-missing", I, kFixed, "There is no technical or support contact.",
         "Whom to ask when sign-in fails is not in the file. Okta never writes one.", kNothing,
         "saml2int SDP-MD11; eduGAIN E6", "CON-03"},
        // ---- the signature
        {"SIG-01", "metadata-unsigned", I, kFixed, "The metadata is not signed; Okta signs none of its own.",
         "Nothing in the file proves where it comes from: trust rests on how it was fetched.", kNothing,
         "saml2int SDP-MD02", "SIG-01"},
        {"SIG-02", "signature-misplaced", E, kFixed,
         "The signature does not come first in the root, or there are several.", "Careful products reject the file.",
         kDownload, "SAML metadata 3.1", "SIG-02"},
        {"SIG-03", "signature-references", E, kFixed, "The signature does not have exactly one reference.",
         "Careful products reject the file.", kDownload, "SAML metadata 3.1.2; SAML core 5.4.2", "SIG-03"},
        {"SIG-04", "signature-wraps-other", E, kFixed, "The signature is not about the element it is in.",
         "What is signed is not what is used: this is how forged metadata is slipped in. Nothing was fetched.",
         "Discard this file | Ask where the file comes from. | Save the metadata from the identity provider itself.",
         "SAML metadata 3.1.2; SAML core 5.4.2", "SIG-04"},
        {"SIG-05", "signature-empty-reference", W, kFixed,
         "The reference of the signature is empty: it covers the document.",
         "The standard asks for the ID of the root; some products reject it.", kIssuerAsks, "SAML metadata 3.1.2",
         "SIG-05"},
        {"SIG-06", "signature-transforms", E, kFixed,
         "The signature uses transforms that SAML forbids, or leaves out one it needs.",
         "Parts of the file may not be signed at all; careful products reject it.", kDownload,
         "SAML metadata 3.1.4; SAML core 5.4.4", "SIG-06"},
        {"SIG-07", "signature-inclusive-c14n", W, kFixed, "The signature uses inclusive canonicalisation.",
         "It breaks as soon as the element is put into another document.", kIssuerAsks,
         "SAML metadata 3.1.3; SAML core 5.4.3", "SIG-07"},
        {"SIG-08", "signature-weak-method", E, W, "The signature was made with MD5 (error) or SHA-1 (warning).",
         "Products reject it or warn.", kIssuerAsks, "IIP-ALG08; RFC 6931", "SIG-08"},
        {"SIG-09", "signature-weak-digest", E, W, "The digest was made with MD5 (error) or SHA-1 (warning).",
         "Products reject it or warn.", kIssuerAsks, "IIP-ALG08; RFC 6931", "SIG-09"},
        {"SIG-10", "signature-changed-after", E, kFixed,
         "The metadata was changed after it was signed; reformatting counts.",
         "Products that verify the signature reject the file, and nobody can tell what was changed.",
         "Save the original | Download the file again and keep it byte by byte: no editor, no reformatting, no copy "
         "out of a view.",
         "XML-DSig 3.2.1", "SIG-10"},
        {"SIG-11", "signature-wrong-value", E, kFixed, "The signature does not fit the key that is beside it.",
         "It was made with another key, or damaged.", kDownload, "XML-DSig 3.2.2", "SIG-11"},
        {"SIG-12", "signature-without-key", W, kFixed, "The signature has no key beside it: it cannot be checked.",
         "Only somebody who has the signer's certificate can verify it.",
         "Get the signer's certificate | Ask whoever signs the metadata for it, by another way than the file.",
         "XML-DSig 4.4", "SIG-12"},
        {"SIG-13", "signature-weak-signer", W, kFixed,
         "The signer's certificate has expired, is weak or signed with an old digest.",
         "Products that look at it reject the file.", kIssuerAsks, "", "SIG-13"},
        {"SIG-14", "signature-unchanged", I, kFixed,
         "The signature fits: the file is unchanged since it was signed with the key it carries.",
         "That proves only that nothing was changed by accident: whoever changes the file on purpose signs it anew.",
         "Compare the signer | Compare the fingerprint of the signer's certificate with one you got by another way.",
         "saml2int SDP-MD02", "SIG-14"},
        {"SIG-15", "signature-with-object", E, kFixed, "The signature carries a ds:Object.",
         "Metadata hidden in it may pass as signed; careful products reject the file.", kDownload,
         "OpenSAML signature profile", "SIG-15"},
        {"SIG-16", "signature-hmac", E, kFixed, "The signature is an HMAC or shortens its value.",
         "With a public key as secret anybody can make it.", kDownload, "CVE-2009-0217", "SIG-16"},
        {"SIG-17", "signature-key-info", W, kFixed,
         "The signer's key is given by reference, or several certificates are given.",
         "Products follow no references and may take the wrong certificate.", kIssuerAsks, "XML-DSig 4.4", "SIG-17"},
        {"SIG-18", "signature-not-verified", I, kFixed,
         "The signature uses an algorithm that is not known here: it was not verified.",
         "Preflight reports nothing about it, neither good nor bad.", kNothing, "", "SIG-18"},
        // ---- Okta's shape
        {"OKTA-01", "okta-entity-id-unusual", W, kFixed,
         "The sign-in address is Okta's, the entity ID is not of Okta's form.",
         "If nobody set a custom issuer in Okta on purpose, it never matches what Okta sends.", kCompare,
         "58 recorded answers of Okta", "OKTA-01", kObserved},
        {"OKTA-02", "okta-keys-differ", W, kFixed, "Entity ID and sign-in address name different Okta applications.",
         "One of the two belongs to another application: Egnyte rejects the issuer.", kDownload,
         "58 recorded answers of Okta", "OKTA-02", kObserved},
        {"OKTA-03", "okta-address-unusual", W, kFixed,
         "The sign-in address is not of Okta's form, or its host only looks like Okta's.",
         "A look-alike host collects passwords; a changed path does not work.", kCompare, "58 recorded answers of Okta",
         "OKTA-03", kObserved},
        {"OKTA-04", "okta-addresses-differ", I, kFixed,
         "POST and Redirect have different addresses, which Okta never writes.", "One of them was edited.", kCompare,
         "58 recorded answers of Okta", "OKTA-04", kObserved},
        {"OKTA-05", "okta-admin-host", E, kFixed, join<"The sign-in address is that of the ", clicks::kConsole, ".">,
         "People who are not admins cannot sign in there.",
         "Use the address without -admin | Save the metadata from the address without -admin.", "", "OKTA-05"},
        {"OKTA-06", "okta-test-tenant", W, I,
         "The tenant is a preview (warning) or a trial, developer or integrator tenant (note).",
         "People are not in it, or it goes away.",
         "Use the production tenant | Save the metadata from the Okta org that people sign in to.", "", "OKTA-06"},
        {"OKTA-07", "okta-custom-domain", I, kFixed, "The sign-in address is on a custom domain of Okta.",
         "The host depends on where the metadata was downloaded; entity ID and key stay the same. If the custom domain "
         "is given up, the address stops working.",
         kNothing, "Okta: metadata URLs and domains", "OKTA-07"},
        {"OKTA-08", "okta-certificate-foreign", W, I,
         "The certificate is that of another product (warning), of somebody else, or carries another org's name "
         "(notes).",
         "A key that is not Okta's cannot verify what Okta signs; orgs that were renamed keep the old name, and admins "
         "can bring a certificate of their own.",
         kActiveOne, "58 recorded answers of Okta", "OKTA-08", kObserved},
        {"OKTA-09", "okta-logout-order", I, kFixed,
         "Single logout is on: its addresses come before NameIDFormat, as Okta writes them.",
         "That is the order of the schema; tools that reorder the file break it.", kNothing,
         "58 recorded answers of Okta", "OKTA-09", kObserved},
        {"OKTA-10", "okta-other-application", W, I,
         "The sign-in address names another application of Okta's catalogue (warning), or one of your own making "
         "(note).",
         "Assertions of another application carry another audience and other users: Egnyte rejects them.",
         join<"Take the metadata of the Egnyte application | ", clicks::kConsole, clicks::kApplication,
              " › Sign On › Metadata URL.">,
         "58 recorded answers of Okta", "OKTA-10", kObserved},
        {"OKTA-12", "okta-as-service-provider", E, kFixed, "The metadata describes Okta as a service provider.",
         "Egnyte needs the metadata of the Egnyte application, where Okta is the identity provider.", kDownload, "",
         "OKTA-12"},
        {"OKTA-13", "okta-hosts-differ", W, kFixed, "POST and Redirect are on different hosts of Okta.",
         "One of them is left from another org or domain.", kCompare, "", "OKTA-13", kObserved},
        // ---- what it means for Egnyte
        {"EGN-01", "egnyte-settings", I, kFixed, "What to type into Egnyte.",
         "Sign-in works only if Egnyte holds exactly these.",
         "Type them into Egnyte | Egnyte › Settings › Configuration › Security & Authentication › Single sign-on "
         "authentication: SAML 2.0. Identity provider: Okta.",
         "Egnyte, PingFederate, ManageEngine and Kelvin Zero guides", "EGN-01 A7 A8 O5"},
        {"EGN-02", "egnyte-one-certificate", W, kFixed, "Several signing certificates, and Egnyte has one field.",
         "When Okta starts to sign with another one, sign-in stops until the field is changed.", kActiveOne,
         "Okta: certificate rotation", "EGN-02 A7"},
        {"EGN-03", "egnyte-issuer-near-miss", W, kFixed,
         "The entity ID stated for Egnyte differs from the metadata's only in https, a slash, blanks or letter case.",
         "Egnyte compares it byte by byte with the Issuer: sign-in fails for everybody.",
         "Type the entity ID exactly | Egnyte › Settings › Configuration › Security & Authentication › Single sign-on "
         "authentication › Identity provider entity ID: as the card shows it.",
         "", "EGN-03 S27"},
        {"EGN-04", "egnyte-domain-issuer", M, kFixed, "Whether Egnyte uses the domain-specific issuer value.",
         "It changes the entity ID of Egnyte, which Okta must send as audience (by default "
         "https://saml-auth.egnyte.com).",
         "Compare the two | Egnyte › Settings › Configuration › Security & Authentication: is \"user domain-specific "
         "issuer value\" on? | If so, the Audience URI in Okta has to be that value.",
         "Egnyte guides", "EGN-04 A4"},
        {"EGN-05", "egnyte-user-mapping", M, kFixed,
         "Whether Default user mapping in Egnyte fits the application username of Okta.",
         "People whose name identifier is not their e-mail address or user name in Egnyte cannot sign in; they also "
         "need the authentication type SSO.",
         join<"Compare the two | Egnyte › Settings › Configuration › Security & Authentication › Default user mapping. "
              "| ",
              clicks::kConsole, clicks::kApplication, " › Sign On › Application username format.">,
         "Egnyte guides", "EGN-05 A10"},
        {"EGN-06", "egnyte-unused-features", I, kFixed,
         "The metadata offers what no public guide shows Egnyte using: signed requests, encryption keys or single "
         "logout.",
         "Do not count on it.", kNothing, "Egnyte guides", "EGN-06"},
    }};
}();

namespace detail {

// Where " | " begins; the size when it does not occur. Not string_view::find: g++ 12 does not take that for a constant
// expression over joined texts when it builds with the undefined behaviour sanitizer (it checks pointers against null).
constexpr std::size_t separator_in(std::string_view text) {
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        if (text[i] == ' ' && text[i + 1] == '|' && text[i + 2] == ' ') return i;
    }
    return text.size();
}

// "title | step | step" as a remedy.
constexpr findings::Remedy remedy_of(std::string_view text) {
    findings::Remedy remedy;
    std::size_t end = separator_in(text);
    remedy.title = text.substr(0, end);
    for (std::size_t i = 0; end < text.size(); ++i) {
        text = text.substr(end + 3);
        end = separator_in(text);
        remedy.steps[i] = text.substr(0, end);
    }
    return remedy;
}

}  // namespace detail

// The catalogue rows of the table, in its order.
inline constexpr std::array<Rule, kChecks.size()> kAll = [] {
    std::array<Rule, kChecks.size()> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Check& check = kChecks[i];
        rows[i] = {.code = check.code,
                   .slug = check.slug,
                   .severity = check.severity,
                   .when = check.what,
                   .why = check.why,
                   // "Nothing to do" is for the reference; a finding has no fix then.
                   .remedy = check.remedy == words::kNothing ? findings::Remedy{} : detail::remedy_of(check.remedy),
                   .sources = check.facts,
                   .confidence = check.confidence};
    }
    return rows;
}();

namespace detail {
// Evaluated by the compiler: a code that is not in the table does not compile.
consteval std::size_t index(std::string_view code) {
    for (std::size_t i = 0; i < kChecks.size(); ++i) {
        if (kChecks[i].code == code) return i;
    }
    std::abort();  // no constant, so an error
}
}  // namespace detail

[[nodiscard]] consteval const Rule& row(std::string_view code) {
    return kAll[detail::index(code)];
}

// For codes that are known only when the program runs; they have to be of the table.
[[nodiscard]] const Rule& row_named(std::string_view code);

// The words of a row of kAll.
[[nodiscard]] inline const Check& check_of(const Rule& row) {
    return kChecks[static_cast<std::size_t>(&row - kAll.data())];
}

// The same of any row; null when it is not one of kAll.
[[nodiscard]] const Check* find(const Rule& row);

// The remedy of a check as title and clicks.
[[nodiscard]] findings::Fix fix_of(const Check& check);

// A finding with the words of the table; the caller adds places and says more where it knows more.
[[nodiscard]] findings::Finding finding_of(const Rule& row, std::string message);

}  // namespace preflight::saml::checks
