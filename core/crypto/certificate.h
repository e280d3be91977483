// X.509 certificates as a validator needs them: tolerant, describing also what stricter readers refuse (facts
// saml-metadata, "X.509/DER reading"). Checks nothing and trusts nothing; the one thing it computes is whether a
// self-issued certificate's own signature fits, the best sign of a damaged copy. Input is DER; texts out are UTF-8
// without control characters. Iterative; at most 64 name parts and 256 extensions are looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/public_key.h"

namespace preflight::crypto {

enum class SignatureDigest : std::uint8_t { md2, md5, sha1, sha2, other };

struct SignatureAlgorithm {
    std::string id;  // object identifier
    Scheme scheme = Scheme::other;
    SignatureDigest digest = SignatureDigest::other;
    std::optional<Hash> hash;  // one of those computed here
};

enum class SelfSignature : std::uint8_t {
    not_self_issued,
    fits,
    does_not_fit,
    unknown  // an algorithm, size or curve that is not computed here
};

struct Certificate {
    std::string subject, issuer;  // "CN=acme, O=Okta"; most specific first
    std::string common_name;
    bool okta_issued = false;  // O=Okta, OU=SSOProvider (facts saml-metadata, "Okta, in detail")
    std::optional<std::int64_t> not_before, not_after;  // seconds since 1970; absent when unreadable
    PublicKey key;
    SignatureAlgorithm signature;
    bool signature_algorithms_agree = true;  // RFC 5280 4.1.1.2: inside and outside must be the same
    SelfSignature self_signature = SelfSignature::not_self_issued;

    std::optional<unsigned> version;  // as stated: 0 is v1; absent is v1 as well
    std::string serial;               // its bytes
    bool serial_negative = false;

    bool extensions = false;
    bool unique_ids = false;  // the fields that came with v2
    std::optional<bool> ca;
    std::optional<unsigned> key_usage;          // bit 0 digitalSignature, 5 keyCertSign (RFC 5280 4.2.1.3)
    std::vector<std::string> extended_usages;   // object identifiers
    std::vector<std::string> dns_names;         // of subjectAltName
    std::vector<std::string> unknown_critical;  // object identifiers of critical extensions nobody here knows
    std::string subject_key_id;                 // bytes; empty when there is none

    std::size_t size = 0;      // bytes of the certificate; less than given = something follows
    std::string sha1, sha256;  // fingerprints of the certificate's bytes, lower-case hex

    [[nodiscard]] bool usage_allows(unsigned bit) const { return !key_usage || ((*key_usage >> bit) & 1U) != 0; }
};

inline constexpr unsigned kDigitalSignature = 0, kKeyCertSign = 5;

// What a DER (or PEM) text turned out to be.
enum class DerKind : std::uint8_t { certificate, request, pkcs7, public_key, private_key, truncated, other };

struct CertificateResult {
    DerKind kind = DerKind::other;
    std::optional<Certificate> certificate;  // with kind certificate
};

// What self-signatures may cost: 1 for RSA of 2048 bits, more for longer keys and for elliptic curves (P-521 is
// 55 times as dear). When it is spent they stay unknown. Without a budget there is no limit.
struct VerifyBudget {
    std::size_t left = 10'000;
};

[[nodiscard]] CertificateResult read_certificate(std::string_view der, VerifyBudget* budget = nullptr);

// "01:AB:..." of lower-case hex digits, as consoles show fingerprints.
[[nodiscard]] std::string colons(std::string_view hex);

// A number of big-endian bytes in decimal, as ds:X509SerialNumber has it; bytes over 64 give nothing.
[[nodiscard]] std::string decimal(std::string_view bytes);

}  // namespace preflight::crypto
