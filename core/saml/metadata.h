// SAML metadata as a model with places, and what a file is when it is not IdP metadata. Reads, checks nothing: the
// checks are in document_checks.h and beside it. Follows facts saml-metadata (all of it) and SAML metadata 2.0. Input
// is UTF-8; spans are bytes of it; nothing is resolved, expanded or fetched.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/certificate.h"
#include "core/crypto/private_keys.h"
#include "core/formats/xml/scanner.h"
#include "core/saml/certificate_text.h"
#include "core/saml/encoding.h"
#include "core/text/span.h"

namespace preflight::formats::xml {
class Tree;
}

namespace preflight::saml {

inline constexpr std::string_view kMetadataNamespace = "urn:oasis:names:tc:SAML:2.0:metadata";
inline constexpr std::string_view kMetadataUiNamespace = "urn:oasis:names:tc:SAML:metadata:ui";
inline constexpr std::string_view kAssertionNamespace = "urn:oasis:names:tc:SAML:2.0:assertion";
inline constexpr std::string_view kDigitalSignatureNamespace = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view kProtocolNamespace = "urn:oasis:names:tc:SAML:2.0:protocol";
inline constexpr std::string_view kPostBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
inline constexpr std::string_view kRedirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

inline constexpr std::size_t kNoElement = static_cast<std::size_t>(-1);

// The element path and the bytes to underline.
struct Place {
    std::string path;
    text::Span span;
};

struct PlacedText {
    std::string value;
    Place at;
};

enum class KeyUse : std::uint8_t { signing, encryption, both, other };

// The reading, and where the text is.
struct CertificateText : CertificateReading {
    Place at;  // the text; the element's tag when it is empty
};

struct KeyDescriptor {
    Place at;
    KeyUse use = KeyUse::both;
    std::vector<CertificateText> certificates;
    bool key_value = false;  // a ds:KeyValue: a key without a certificate
    bool key_name = false;   // a ds:KeyName: no key at all
    [[nodiscard]] bool signs() const { return use == KeyUse::signing || use == KeyUse::both; }
};

struct Endpoint {
    Place at;
    std::string binding;
    std::optional<PlacedText> location;  // absent when the attribute is
};

struct IdpRole {
    Place at;
    std::optional<PlacedText> protocols;  // protocolSupportEnumeration
    std::vector<KeyDescriptor> keys;
    std::vector<Endpoint> single_sign_on;
    std::vector<PlacedText> name_id_formats;
};

struct Entity {
    Place at;
    std::optional<PlacedText> entity_id;
    std::vector<IdpRole> idp_roles;
    std::optional<Place> sp_role;
    std::vector<std::string> assertion_consumers;  // Locations of the SP role
    bool any_role = false;
};

enum class Kind : std::uint8_t {
    idp,              // an EntityDescriptor with an IdP role, or the only one of an aggregate
    sp,               // an EntityDescriptor with an SP role and no IdP role
    no_idp,           // an EntityDescriptor with neither
    aggregate,        // an EntitiesDescriptor with no IdP or several
    wrong_namespace,  // the right names in another namespace
    other_protocol,   // a SAML message, SOAP, WS-Federation, XRDS
    misspelt_root,    // in the metadata namespace, nearly EntityDescriptor; `detail` is what was meant
    other_xml,
    broken_xml,  // see `error`
    html,
    json,
    pem,
    der,
    archive,
    base64,
    foreign,  // a file of another program, named in `detail`
    url,
    empty,
    not_xml
};

struct ListedProviders;  // collection.h

struct Document {
    Kind kind = Kind::not_xml;
    std::string detail;  // what it is, in words: a title, a root name, "a PKCS#7 bundle"
    Place at;            // the root, the first bytes, or the place of the error
    std::optional<formats::xml::Error> error;
    std::optional<Entity> entity;           // kinds idp, sp, no_idp
    std::optional<PlacedText> valid_until;  // of the root
    bool from_aggregate = false;
    bool protocol_inside = false;                      // kind base64: a SAML message is inside
    std::size_t idp_count = 0;                         // in an aggregate
    std::shared_ptr<const ListedProviders> providers;  // of an aggregate with several; see listed_providers()
    std::string asked_for;  // by choose(); the entity is of this one, or the kind is still aggregate

    Origin origin = Origin::utf8;
    std::vector<crypto::PrivateKey> private_keys;  // DOC-21: anywhere in the file, never to be shown
    std::optional<text::Span> view_at;             // what a browser or a word processor added
    std::string view_words;
    bool only_view = false;  // what was added says why the file cannot be read
    // DOC-09: what is in front of the XML declaration, in words ("a Markdown fence"). Headers of an answer that were
    // taken off before are named here too; then the rest was read.
    std::string before;
    std::optional<formats::xml::Doctype> doctype;

    // The tree, where the file is XML without an error; it and `text` are views into what was given to read().
    std::shared_ptr<const formats::xml::Tree> xml;
    std::string_view text;
    std::size_t entity_element = kNoElement;  // of `entity`, in the tree

    // The role that counts: the first that speaks SAML 2.0, else the first.
    [[nodiscard]] const IdpRole* idp() const;
};

struct Limits {
    std::size_t bytes = 5U << 20U;             // DOC-14
    std::size_t aggregate_bytes = 32U << 20U;  // of an EntitiesDescriptor
    formats::xml::Limits xml;
};

// `text` has to outlive the document.
[[nodiscard]] Document read(std::string_view text, const Limits& limits = {}, Origin origin = Origin::utf8);

// Of an aggregate with several identity providers, takes the one with this entity ID as the one that counts. False when
// there is none or several.
bool choose(Document& document, std::string_view entity_id);

// Bytes of the file with the path of the element or attribute they are inside of; none where that cannot be told, as in
// a comment.
[[nodiscard]] Place place_at(const Document& document, text::Span span);

// Egnyte's own metadata: the service provider's entity ID or an address of it is on a host of Egnyte (EGN-04).
[[nodiscard]] bool is_egnyte_service_provider(const Document& document);

// True when the first bytes look like SAML metadata, complete or not.
[[nodiscard]] bool looks_like_metadata(std::string_view head);

// A usable place to send people to: POST or Redirect, https. Null when there is none; POST first.
[[nodiscard]] const Endpoint* sign_in_endpoint(const IdpRole& role);
[[nodiscard]] bool is_https(std::string_view location);
// The host of an absolute http(s) URL in lower case, without port; empty otherwise.
[[nodiscard]] std::string host_of(std::string_view url);

// The certificates of the signing keys that could be read, each once, in the order of the file; without the authorities
// of a chain.
[[nodiscard]] std::vector<const CertificateText*> signing_certificates(const IdpRole& role);

// At `now_unix`; true when that is not given, and of a date that cannot be read.
[[nodiscard]] bool in_date(const crypto::Certificate& certificate, std::optional<std::int64_t> now_unix);

// Of several certificates the one to type into Egnyte (KEY-05): the newest that is in date at `now_unix`, which holds
// for all when that is not given; dates that cannot be read do not count. True when `one` is to be preferred.
[[nodiscard]] bool better_to_type(const crypto::Certificate& one, const crypto::Certificate& other,
                                  std::optional<std::int64_t> now_unix);
// The first of the best; null when there is none.
[[nodiscard]] const CertificateText* certificate_to_type(const IdpRole& role, std::optional<std::int64_t> now_unix);

// What to type into Egnyte (EGN-01; facts egnyte A7, A8).
struct EgnyteSettings {
    std::string login_url, entity_id;
    std::string binding;      // of the login URL, the whole URI
    std::string certificate;  // base64 in lines of 64, without BEGIN and END
    std::string certificate_sha256;
    std::optional<std::int64_t> not_after;
    bool in_date = true;  // the certificate; no other one is when it is not
    bool several_signing_keys = false;
};
// Nothing when the document is not IdP metadata. A field that the metadata does not give is empty.
[[nodiscard]] std::optional<EgnyteSettings> egnyte_settings(const Document& document,
                                                            std::optional<std::int64_t> now_unix);

}  // namespace preflight::saml
