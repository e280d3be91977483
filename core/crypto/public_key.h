// Public keys as a validator needs them: read tolerantly, also those that no verifier takes, and used to verify where
// mbedTLS can (RSA up to 8192 bits with PKCS#1 v1.5 and PSS; ECDSA on P-256, P-384, P-521). Facts saml-metadata, "What
// needs more than pugixml". Numbers are big-endian bytes without leading zeros. Nothing here trusts a key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/crypto/digest.h"

namespace preflight::crypto {

enum class KeyType : std::uint8_t { rsa, rsa_pss, dsa, ec, ed25519, ed448, other };
enum class Curve : std::uint8_t {
    none,
    p192,
    p224,
    p256,
    p384,
    p521,
    secp256k1,
    brainpool,
    explicit_parameters,
    other
};

struct PublicKey {
    KeyType type = KeyType::other;
    std::string algorithm;          // object identifier
    std::size_t bits = 0;           // of the modulus, the prime of DSA, the field of the curve; 0 when not known
    bool readable = true;           // false: the numbers are missing, damaged or impossible
    std::string modulus, exponent;  // RSA
    Curve curve = Curve::none;
    std::string curve_id;  // object identifier of a named curve
    std::string point;     // EC, as given (04 x y, or 02/03 x)

    // The same numbers; false for kinds without numbers here (DSA and what is not known).
    [[nodiscard]] bool same_numbers(const PublicKey& other) const;
    [[nodiscard]] bool is_rsa() const { return type == KeyType::rsa || type == KeyType::rsa_pss; }
};

// `spki`: the content of a SubjectPublicKeyInfo sequence (RFC 5280 4.1.2.7).
[[nodiscard]] PublicKey read_public_key(std::string_view spki);
// From the numbers of a ds:RSAKeyValue; leading zeros do no harm.
[[nodiscard]] PublicKey rsa_key(std::string_view modulus, std::string_view exponent);
// From a dsig11:ECKeyValue; `curve_id` as "1.2.840.10045.3.1.7".
[[nodiscard]] PublicKey ec_key(std::string_view curve_id, std::string_view point);

// "RSA 2048", "EC P-256", "Ed25519", "DSA 2048".
[[nodiscard]] std::string describe(const PublicKey& key);

enum class Scheme : std::uint8_t { rsa_pkcs1, rsa_pss, ecdsa, dsa, eddsa, other };
enum class EcForm : std::uint8_t {
    der,
    fixed
};  // certificates: SEQUENCE of r and s; XML signatures: r and s side by side
enum class Verified : std::uint8_t { yes, no, unknown };

// Whether `signature` is that key's over `digest` (the bytes of a `hash`). `no` also when the kind of key does not fit
// the scheme; `unknown` when this kind, size or curve cannot be computed here.
[[nodiscard]] Verified verify(const PublicKey& key, Scheme scheme, Hash hash, std::string_view digest,
                              std::string_view signature, EcForm form);

}  // namespace preflight::crypto
