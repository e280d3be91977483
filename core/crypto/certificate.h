// X.509 certificates as a validator needs them: tolerant, describing also what stricter readers refuse (facts
// saml-metadata, "X.509/DER reading"). Judges nothing, verifies nothing. Input is DER; texts out are UTF-8. Iterative.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preflight::crypto {

enum class KeyType : std::uint8_t { rsa, rsa_pss, dsa, ec, ed25519, ed448, other };
enum class SignatureDigest : std::uint8_t { md2, md5, sha1, sha2, other };

struct Certificate {
    std::string subject, issuer;  // "CN=acme, O=Okta"; most specific first
    std::string common_name;
    bool okta_issued = false;  // O=Okta, OU=SSOProvider (facts saml-metadata, "Okta, in detail")
    std::optional<std::int64_t> not_before, not_after;  // seconds since 1970
    KeyType key_type = KeyType::other;
    std::size_t key_bits = 0;  // RSA: of the modulus; 0 when not known
    bool key_readable = true;
    SignatureDigest signature_digest = SignatureDigest::other;
    std::size_t size = 0;      // bytes of the certificate; less than given = something follows
    std::string sha1, sha256;  // fingerprints of the certificate's bytes, lower-case hex
};

// What a DER (or PEM) text turned out to be.
enum class DerKind : std::uint8_t { certificate, request, pkcs7, public_key, private_key, truncated, other };

struct CertificateResult {
    DerKind kind = DerKind::other;
    std::optional<Certificate> certificate;  // with kind certificate
};

[[nodiscard]] CertificateResult read_certificate(std::string_view der);

}  // namespace preflight::crypto
