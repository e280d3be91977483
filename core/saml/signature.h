// XML signatures on SAML metadata: first the rules of SAML's signature profile (SAML metadata 3.1, SAML core 5.4: what
// verifiers that skip them can be fooled by), then the arithmetic: digest and signature value. Facts saml-metadata,
// SIG. "Fits" never means "trusted": the key comes from the file itself. Nothing is fetched; only inclusive and
// exclusive C14N and the enveloped transform are carried out. Words are in signature_checks.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/public_key.h"
#include "core/formats/xml/tree.h"
#include "core/saml/certificate_cache.h"
#include "core/saml/metadata.h"
#include "core/text/span.h"

namespace preflight::saml {

inline constexpr std::string_view kDigitalSignature11Namespace = "http://www.w3.org/2009/xmldsig11#";

enum class SignatureVerdict : std::uint8_t {
    unchanged,    // digest and value fit the key in KeyInfo
    changed,      // the digest differs: changed after signing, by reformatting or by editing
    wrong_value,  // the digest fits, the value is not of the key in KeyInfo
    refused,      // SAML's rules forbid this form; nothing was computed
    not_checked   // no key, or an algorithm, key or size that is not computed here
};

enum class SignatureProblem : std::uint8_t {
    not_first,               // SIG-02
    repeated,                // SIG-02
    incomplete,              // SIG-03: no SignedInfo
    reference_count,         // SIG-03
    reference_without_uri,   // SIG-04
    parent_without_id,       // SIG-04
    other_element,           // SIG-04: the ID of another element
    no_such_id,              // SIG-04
    external,                // SIG-04
    xpointer,                // SIG-04
    id_repeated,             // SIG-04
    part_of_document,        // SIG-04: URI="" in an element that is not the root
    whole_document,          // SIG-05
    no_enveloped_transform,  // SIG-06
    foreign_transform,       // SIG-06
    transform_order,         // SIG-06
    transform_count,         // SIG-06
    inclusive_c14n,          // SIG-07
    method_md5,              // SIG-08 error
    method_sha1,             // SIG-08 warning
    digest_md5,              // SIG-09 error
    digest_sha1,             // SIG-09 warning
    digest_differs,          // SIG-10
    value_differs,           // SIG-11
    value_missing,           // SIG-11: no value, or no base64
    key_does_not_fit,        // SIG-11: an RSA method with an EC key, ...
    no_key,                  // SIG-12
    object,                  // SIG-15
    hmac,                    // SIG-16
    key_by_reference,        // SIG-17
    several_certificates,    // SIG-17
    not_computed             // SIG-18
};

struct PlacedProblem {
    SignatureProblem problem;
    std::size_t element;  // the culprit, for its path
    text::Span span;
    std::string detail;  // an algorithm, a URI, a reason; may be empty
};

struct SignatureReport {
    std::size_t signature = formats::xml::kNone;  // the ds:Signature
    std::size_t parent = formats::xml::kNone;     // what it signs
    SignatureVerdict verdict = SignatureVerdict::not_checked;
    std::vector<PlacedProblem> problems;
    std::string method, digest_method;  // "RSA with SHA-256", "SHA-256"; the URI when not known
    // With verdict changed:
    bool reformatted = false;                // without blank text between elements the digest fits
    std::optional<bool> signed_info_intact;  // the value fits the key: the digest was once right
    // The signer as the file gives it; null when KeyInfo has no readable certificate.
    const CertificateReading* signer = nullptr;
    std::size_t signer_element = formats::xml::kNone;
    bool bare_key = false;           // KeyValue without a certificate
    bool signer_unreadable = false;  // a certificate is beside it and cannot be read
    bool digest_readable = true;     // of verdict `changed`: a DigestValue is stated
};

// The md: elements that have a ds:Signature child and speak for `entity`: itself, what is above it, its roles. With
// kNone: every signed element of the document. In document order.
[[nodiscard]] std::vector<std::size_t> signed_elements(const formats::xml::Tree& document, std::size_t entity);

// The signature of one such element (its first), of a tree without an error.
[[nodiscard]] SignatureReport check_signature(const formats::xml::Tree& document, std::size_t parent,
                                              CertificateCache& certificates);

// A ds:KeyValue as a key; nothing when it holds no kind that is known.
[[nodiscard]] std::optional<crypto::PublicKey> read_key_value(const formats::xml::Tree& document,
                                                              std::size_t key_value);

}  // namespace preflight::saml
