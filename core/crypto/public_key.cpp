#include "core/crypto/public_key.h"

#include <algorithm>
#include <iterator>

#include "core/crypto/der.h"
#include "mbedtls/ecdsa.h"
#include "mbedtls/ecp.h"
#include "mbedtls/md.h"
#include "mbedtls/rsa.h"

namespace preflight::crypto {

namespace {

using der::byte_at;
using der::Walker;

constexpr std::size_t kMaxModulusBits = 8192;  // of verifying: a second or so at most
constexpr std::size_t kMaxExponentBytes = 8;

struct NamedCurve {
    std::string_view id, name;
    Curve curve;
    std::size_t bits;
};
constexpr NamedCurve kCurves[] = {
    {"1.2.840.10045.3.1.1", "P-192", Curve::p192, 192},
    {"1.3.132.0.33", "P-224", Curve::p224, 224},
    {"1.2.840.10045.3.1.7", "P-256", Curve::p256, 256},
    {"1.3.132.0.34", "P-384", Curve::p384, 384},
    {"1.3.132.0.35", "P-521", Curve::p521, 521},
    {"1.3.132.0.10", "secp256k1", Curve::secp256k1, 256},
    {"1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", Curve::brainpool, 256},
    {"1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", Curve::brainpool, 384},
    {"1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", Curve::brainpool, 512},
};

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

mbedtls_md_type_t md_of(Hash hash) {
    switch (hash) {
        case Hash::sha1:
            return MBEDTLS_MD_SHA1;
        case Hash::sha224:
            return MBEDTLS_MD_SHA224;
        case Hash::sha256:
            return MBEDTLS_MD_SHA256;
        case Hash::sha384:
            return MBEDTLS_MD_SHA384;
        case Hash::sha512:
            return MBEDTLS_MD_SHA512;
    }
    return MBEDTLS_MD_NONE;
}

mbedtls_ecp_group_id group_of(Curve curve) {
    return curve == Curve::p256   ? MBEDTLS_ECP_DP_SECP256R1
           : curve == Curve::p384 ? MBEDTLS_ECP_DP_SECP384R1
           : curve == Curve::p521 ? MBEDTLS_ECP_DP_SECP521R1
                                  : MBEDTLS_ECP_DP_NONE;
}

// The C structures of mbedTLS with their ends.
struct RsaContext {
    RsaContext() { mbedtls_rsa_init(&value, MBEDTLS_RSA_PKCS_V15, 0); }
    ~RsaContext() { mbedtls_rsa_free(&value); }
    RsaContext(const RsaContext&) = delete;
    RsaContext& operator=(const RsaContext&) = delete;
    mbedtls_rsa_context value{};
};
struct Number {
    Number() { mbedtls_mpi_init(&value); }
    ~Number() { mbedtls_mpi_free(&value); }
    Number(const Number&) = delete;
    Number& operator=(const Number&) = delete;
    bool read(std::string_view bytes) { return mbedtls_mpi_read_binary(&value, bytes_of(bytes), bytes.size()) == 0; }
    mbedtls_mpi value{};
};
struct EcPoint {
    EcPoint() {
        mbedtls_ecp_group_init(&group);
        mbedtls_ecp_point_init(&point);
    }
    ~EcPoint() {
        mbedtls_ecp_point_free(&point);
        mbedtls_ecp_group_free(&group);
    }
    EcPoint(const EcPoint&) = delete;
    EcPoint& operator=(const EcPoint&) = delete;
    // False when the bytes are not a point of the curve.
    bool read(Curve curve, std::string_view bytes) {
        return mbedtls_ecp_group_load(&group, group_of(curve)) == 0 &&
               mbedtls_ecp_point_read_binary(&group, &point, bytes_of(bytes), bytes.size()) == 0 &&
               mbedtls_ecp_check_pubkey(&group, &point) == 0;
    }
    mbedtls_ecp_group group{};
    mbedtls_ecp_point point{};
};

void read_rsa(std::string_view bits, PublicKey& key) {
    Walker outer(bits);
    const auto sequence = outer.next(der::kSequence);
    Walker numbers(sequence ? sequence->content : std::string_view{});
    const auto modulus = sequence ? numbers.next(der::kInteger) : std::nullopt;
    const auto exponent = modulus ? numbers.next(der::kInteger) : std::nullopt;
    if (!exponent) {
        key.readable = false;
        return;
    }
    key.modulus = der::magnitude(modulus->content);
    key.exponent = der::magnitude(exponent->content);
    key.bits = der::bit_length(modulus->content);
    const auto negative = [](std::string_view integer) {
        return integer.empty() || (byte_at(integer, 0) & 0x80U) != 0;
    };
    key.readable = !negative(modulus->content) && !negative(exponent->content) && key.bits > 0 && !key.exponent.empty();
}

// ECParameters ::= SEQUENCE { version, fieldID SEQUENCE { type, p INTEGER }, ... } (RFC 3279 2.3.5)
std::size_t explicit_field_bits(std::string_view content) {
    Walker parts(content);
    if (!parts.next(der::kInteger)) return 0;
    const auto field = parts.next(der::kSequence);
    Walker inside(field ? field->content : std::string_view{});
    if (!field || !inside.next(der::kObjectId)) return 0;
    const auto prime = inside.next(der::kInteger);
    return prime ? der::bit_length(prime->content) : 0;
}

void set_curve(std::string_view id, PublicKey& key) {
    key.curve_id = id;
    key.curve = Curve::other;
    const auto found =
        std::find_if(std::begin(kCurves), std::end(kCurves), [&](const NamedCurve& c) { return c.id == id; });
    if (found == std::end(kCurves)) return;
    key.curve = found->curve;
    key.bits = found->bits;
}

void set_point(std::string_view point, PublicKey& key) {
    key.point = point;
    const unsigned head = point.empty() ? 0U : byte_at(point, 0);
    const bool whole = head == 4 && point.size() % 2 == 1 && point.size() > 2;
    const bool compressed = (head == 2 || head == 3) && point.size() > 1;
    key.readable = whole || compressed;
    if (!key.readable) return;
    const std::size_t field = whole ? (point.size() - 1) / 2 : point.size() - 1;
    if (key.bits == 0) key.bits = field * 8;
    if (field != (key.bits + 7) / 8) key.readable = false;
    if (key.readable && whole && group_of(key.curve) != MBEDTLS_ECP_DP_NONE)
        key.readable = EcPoint().read(key.curve, point);
}

Verified verify_rsa(const PublicKey& key, Scheme scheme, Hash hash, std::string_view digest,
                    std::string_view signature) {
    if (!key.is_rsa() || (key.type == KeyType::rsa_pss && scheme != Scheme::rsa_pss)) return Verified::no;
    if (!key.readable || key.bits > kMaxModulusBits || key.bits < 256 || key.exponent.size() > kMaxExponentBytes ||
        (byte_at(key.modulus, key.modulus.size() - 1) & 1U) == 0)
        return Verified::unknown;
    RsaContext context;
    if (mbedtls_rsa_import_raw(&context.value, bytes_of(key.modulus), key.modulus.size(), nullptr, 0, nullptr, 0,
                               nullptr, 0, bytes_of(key.exponent), key.exponent.size()) != 0 ||
        mbedtls_rsa_complete(&context.value) != 0)
        return Verified::unknown;
    // mbedTLS reads as many bytes as the modulus has.
    if (signature.size() != mbedtls_rsa_get_len(&context.value)) return Verified::no;
    const auto length = static_cast<unsigned>(digest.size());
    const int result =
        scheme == Scheme::rsa_pss
            ? mbedtls_rsa_rsassa_pss_verify_ext(&context.value, nullptr, nullptr, MBEDTLS_RSA_PUBLIC, md_of(hash),
                                                length, bytes_of(digest), md_of(hash), MBEDTLS_RSA_SALT_LEN_ANY,
                                                bytes_of(signature))
            : mbedtls_rsa_rsassa_pkcs1_v15_verify(&context.value, nullptr, nullptr, MBEDTLS_RSA_PUBLIC, md_of(hash),
                                                  length, bytes_of(digest), bytes_of(signature));
    return result == 0 ? Verified::yes : result == MBEDTLS_ERR_MPI_ALLOC_FAILED ? Verified::unknown : Verified::no;
}

Verified verify_ecdsa(const PublicKey& key, std::string_view digest, std::string_view signature, EcForm form) {
    if (key.type != KeyType::ec) return Verified::no;
    if (!key.readable || group_of(key.curve) == MBEDTLS_ECP_DP_NONE || byte_at(key.point, 0) != 4)
        return Verified::unknown;
    std::string_view first = signature.substr(0, signature.size() / 2);
    std::string_view second = signature.substr(signature.size() / 2);
    if (form == EcForm::der) {
        Walker outer(signature);
        const auto pair = outer.next(der::kSequence);
        Walker inside(pair ? pair->content : std::string_view{});
        const auto r = pair ? inside.next(der::kInteger) : std::nullopt;
        const auto s = r ? inside.next(der::kInteger) : std::nullopt;
        if (!s) return Verified::no;
        first = der::magnitude(r->content);
        second = der::magnitude(s->content);
    } else if (signature.size() != 2 * ((key.bits + 7) / 8)) {
        return Verified::no;
    }
    if (first.size() > 66 || second.size() > 66) return Verified::no;  // P-521
    EcPoint point;
    Number r, s;
    if (!point.read(key.curve, key.point) || !r.read(first) || !s.read(second)) return Verified::unknown;
    return mbedtls_ecdsa_verify(&point.group, bytes_of(digest), digest.size(), &point.point, &r.value, &s.value) == 0
               ? Verified::yes
               : Verified::no;
}

}  // namespace

bool PublicKey::same_numbers(const PublicKey& other) const {
    if (is_rsa() && other.is_rsa()) return modulus == other.modulus && exponent == other.exponent;
    return type == KeyType::ec && other.type == KeyType::ec && !point.empty() && point == other.point;
}

PublicKey read_public_key(std::string_view spki) {
    PublicKey key;
    Walker parts(spki);
    const auto algorithm = parts.next(der::kSequence);
    const auto bits = algorithm ? parts.next(der::kBitString) : std::nullopt;
    if (!bits || bits->content.empty()) {
        key.readable = false;
        return key;
    }
    Walker inside(algorithm->content);
    const auto id = inside.next(der::kObjectId);
    key.algorithm = id ? der::object_id(id->content) : std::string();
    const der::Item parameters = id && !inside.at_end() ? inside.next().value_or(der::Item{}) : der::Item{};
    const std::string_view content = bits->content.substr(1);  // behind the count of unused bits
    if (key.algorithm == "1.2.840.113549.1.1.1" || key.algorithm == "1.2.840.113549.1.1.10") {
        key.type = key.algorithm.size() == 20 ? KeyType::rsa : KeyType::rsa_pss;
        read_rsa(content, key);
    } else if (key.algorithm == "1.2.840.10040.4.1") {
        key.type = KeyType::dsa;
        Walker numbers(parameters.content);
        if (const auto prime = numbers.next(der::kInteger)) key.bits = der::bit_length(prime->content);
    } else if (key.algorithm == "1.2.840.10045.2.1") {
        key.type = KeyType::ec;
        if (parameters.tag == der::kObjectId) {
            set_curve(der::object_id(parameters.content), key);
        } else if (parameters.tag == der::kSequence) {
            key.curve = Curve::explicit_parameters;
            key.bits = explicit_field_bits(parameters.content);
        } else {
            key.curve = Curve::other;
        }
        set_point(content, key);
    } else if (key.algorithm == "1.3.101.112") {
        key.type = KeyType::ed25519;
        key.bits = 256;
        key.readable = content.size() == 32;
    } else if (key.algorithm == "1.3.101.113") {
        key.type = KeyType::ed448;
        key.bits = 456;
        key.readable = content.size() == 57;
    } else {
        key.readable = false;  // no key algorithm that anybody knows
    }
    return key;
}

PublicKey rsa_key(std::string_view modulus, std::string_view exponent) {
    PublicKey key;
    key.type = KeyType::rsa;
    key.algorithm = "1.2.840.113549.1.1.1";
    key.modulus = der::magnitude(modulus);
    key.exponent = der::magnitude(exponent);
    key.bits = der::bit_length(modulus);
    key.readable = key.bits > 0 && !key.exponent.empty();
    return key;
}

PublicKey ec_key(std::string_view curve_id, std::string_view point) {
    PublicKey key;
    key.type = KeyType::ec;
    key.algorithm = "1.2.840.10045.2.1";
    set_curve(curve_id, key);
    set_point(point, key);
    return key;
}

std::string describe(const PublicKey& key) {
    const std::string bits = key.bits == 0 ? std::string() : " " + std::to_string(key.bits);
    switch (key.type) {
        case KeyType::rsa:
            return "RSA" + bits;
        case KeyType::rsa_pss:
            return "RSASSA-PSS" + bits;
        case KeyType::dsa:
            return "DSA" + bits;
        case KeyType::ed25519:
            return "Ed25519";
        case KeyType::ed448:
            return "Ed448";
        case KeyType::ec:
            for (const NamedCurve& curve : kCurves) {
                if (curve.id == key.curve_id) return "EC " + std::string(curve.name);
            }
            if (key.curve == Curve::explicit_parameters) return "EC" + bits + " with explicit parameters";
            return "EC" + bits + (key.curve_id.empty() ? std::string() : " (curve " + key.curve_id + ")");
        case KeyType::other:
            break;
    }
    return key.algorithm.empty() ? std::string("an unknown kind of key") : "a key of kind " + key.algorithm;
}

Verified verify(const PublicKey& key, Scheme scheme, Hash hash, std::string_view digest, std::string_view signature,
                EcForm form) {
    switch (scheme) {
        case Scheme::rsa_pkcs1:
        case Scheme::rsa_pss:
            return verify_rsa(key, scheme, hash, digest, signature);
        case Scheme::ecdsa:
            return verify_ecdsa(key, digest, signature, form);
        case Scheme::dsa:
        case Scheme::eddsa:
        case Scheme::other:
            break;
    }
    return Verified::unknown;
}

}  // namespace preflight::crypto
