// Certificates and keys: what strict readers refuse is described, what can be computed is.
#include "core/crypto/certificate.h"

#include <gtest/gtest.h>

#include "core/crypto/base64.h"
#include "core/crypto/der.h"
#include "core/crypto/weak_keys.h"
#include "tests/support/certificates.h"
#include "tests/unit/files.h"

namespace preflight {
namespace {

using crypto::Certificate;
using crypto::KeyType;
using crypto::SelfSignature;

// The certificate text of a file of the made corpus, decoded.
std::string der_of(const std::string& name) {
    auto text = test::read_file(test::source_path("tests/data/saml-generated/" + name));
    if (!text) text = test::read_file(test::shared_path("corpus/saml-generated/" + name));
    if (!text) return {};
    const auto begin = text->find("X509Certificate>");
    if (begin == std::string::npos) return {};
    return crypto::decode_base64(std::string_view(*text).substr(begin + 16, text->find('<', begin) - begin - 16)).bytes;
}

struct Expected {
    const char* file;
    const char* key;
    SelfSignature self;
    crypto::SignatureDigest digest;
};

class MadeCertificates : public testing::TestWithParam<Expected> {};

TEST_P(MadeCertificates, AreDescribed) {
    const Expected& expected = GetParam();
    const std::string der = der_of(expected.file);
    if (der.empty()) GTEST_SKIP() << expected.file << " is not here";
    const auto read = crypto::read_certificate(der);
    ASSERT_TRUE(read.certificate.has_value());
    const Certificate& certificate = *read.certificate;
    EXPECT_EQ(crypto::describe(certificate.key), expected.key);
    EXPECT_TRUE(certificate.key.readable);
    EXPECT_EQ(certificate.self_signature, expected.self);
    EXPECT_EQ(certificate.signature.digest, expected.digest);
    EXPECT_NE(certificate.subject.find("CN="), std::string::npos);
    EXPECT_TRUE(certificate.not_before.has_value() && certificate.not_after.has_value());
}

constexpr auto kFits = SelfSignature::fits;
constexpr auto kUnknown = SelfSignature::unknown;
constexpr auto kSha2 = crypto::SignatureDigest::sha2;
INSTANTIATE_TEST_SUITE_P(
    Corpus, MadeCertificates,
    testing::Values(Expected{"cert-rsa1024-sha256.xml", "RSA 1024", kFits, kSha2},
                    Expected{"cert-rsa2048-sha1.xml", "RSA 2048", kFits, crypto::SignatureDigest::sha1},
                    Expected{"cert-rsa2048-md5.xml", "RSA 2048", kUnknown, crypto::SignatureDigest::md5},
                    Expected{"cert-rsa2048-pss.xml", "RSA 2048", kFits, kSha2},
                    Expected{"cert-rsapss-key.xml", "RSASSA-PSS 2048", kFits, kSha2},
                    Expected{"cert-rsa2048-e3.xml", "RSA 2048", kFits, kSha2},
                    Expected{"cert-rsa4096-sha512.xml", "RSA 4096", kFits, kSha2},
                    Expected{"cert-ec-p224.xml", "EC P-224", kUnknown, kSha2},
                    Expected{"cert-ec-p256.xml", "EC P-256", kFits, kSha2},
                    Expected{"cert-ec-p256-explicit.xml", "EC 256 with explicit parameters", kUnknown, kSha2},
                    Expected{"cert-ec-p384-sha384.xml", "EC P-384", kFits, kSha2},
                    Expected{"cert-ec-secp256k1.xml", "EC secp256k1", kUnknown, kSha2},
                    Expected{"cert-ed25519.xml", "Ed25519", kUnknown, crypto::SignatureDigest::other},
                    Expected{"cert-dsa2048.xml", "DSA 2048", kUnknown, kSha2},
                    Expected{"cert-self-signature-broken.xml", "RSA 2048", SelfSignature::does_not_fit, kSha2}),
    [](const auto& parameter) {
        std::string name;
        for (const char c : std::string_view(parameter.param.file))
            name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
        return name;
    });

TEST(Certificates, ExtensionsSayWhatTheKeyIsFor) {
    const std::string ca = der_of("cert-ca-true.xml"), web = der_of("cert-eku-tls-server.xml"),
                      odd = der_of("cert-critical-unknown.xml"), name = der_of("cert-utf8-dn.xml");
    if (ca.empty() || web.empty() || odd.empty() || name.empty()) GTEST_SKIP() << "the made corpus is not here";
    const auto authority = crypto::read_certificate(ca).certificate.value();
    EXPECT_EQ(authority.ca, true);
    EXPECT_FALSE(authority.usage_allows(crypto::kDigitalSignature));
    EXPECT_TRUE(authority.usage_allows(crypto::kKeyCertSign));
    const auto server = crypto::read_certificate(web).certificate.value();
    EXPECT_EQ(server.extended_usages, std::vector<std::string>{"1.3.6.1.5.5.7.3.1"});
    EXPECT_FALSE(server.dns_names.empty());
    EXPECT_EQ(crypto::read_certificate(odd).certificate.value().unknown_critical.size(), 1U);
    EXPECT_NE(crypto::read_certificate(name).certificate.value().subject.find("\xC3"), std::string::npos);
}

TEST(Certificates, OddVersionsAndTrailingBytesAreTold) {
    std::string der = der_of("cert-rsa2048-sha1.xml");
    if (der.empty()) GTEST_SKIP() << "the made corpus is not here";
    const std::size_t size = der.size();
    const auto sound = crypto::read_certificate(der).certificate.value();
    EXPECT_EQ(sound.version, 2U);
    EXPECT_FALSE(sound.serial_negative);
    EXPECT_EQ(sound.size, size);
    EXPECT_EQ(crypto::read_certificate(der + "more").certificate.value().size, size);
    const auto version = der.find(std::string("\xA0\x03\x02\x01\x02", 5));
    ASSERT_NE(version, std::string::npos);
    der[version + 4] = 1;
    const auto odd = crypto::read_certificate(der).certificate.value();
    EXPECT_EQ(odd.version, 1U);
    EXPECT_EQ(odd.self_signature, SelfSignature::does_not_fit);
    der[version + 7] = static_cast<char>(0x81);  // the first byte of the serial number
    EXPECT_TRUE(crypto::read_certificate(der).certificate.value().serial_negative);
    EXPECT_EQ(crypto::read_certificate(der.substr(0, size / 2)).kind, crypto::DerKind::truncated);
}

TEST(Certificates, EveryCutAndEveryFlippedByteIsSurvived) {
    const std::string der = der_of("cert-eku-tls-server.xml");
    if (der.empty()) GTEST_SKIP() << "the made corpus is not here";
    for (std::size_t i = 0; i < der.size(); ++i) {
        EXPECT_FALSE(crypto::read_certificate(der.substr(0, i)).certificate.has_value());
        std::string other = der;
        other[i] = static_cast<char>(other[i] ^ 0x55);
        const auto read = crypto::read_certificate(other);
        EXPECT_LE(read.certificate ? read.certificate->size : 0, der.size());
    }
}

TEST(Certificates, SelfSignaturesHaveABudget) {
    const std::string rsa = der_of("cert-rsa2048-sha1.xml"), curve = der_of("cert-ec-p256.xml");
    if (rsa.empty() || curve.empty()) GTEST_SKIP() << "the made corpus is not here";
    crypto::VerifyBudget budget{1};
    EXPECT_EQ(crypto::read_certificate(curve, &budget).certificate.value().self_signature, kUnknown);
    EXPECT_EQ(crypto::read_certificate(rsa, &budget).certificate.value().self_signature, kFits);
    EXPECT_EQ(crypto::read_certificate(rsa, &budget).certificate.value().self_signature, kUnknown);
    EXPECT_EQ(budget.left, 0U);
}

TEST(WeakKeys, TheRocaFingerprintIsSeen) {
    const std::string weak = der_of("cert-rsa2048-roca.xml"), sound = der_of("cert-rsa2048-sha1.xml");
    if (weak.empty() || sound.empty()) GTEST_SKIP() << "the made corpus is not here";
    EXPECT_TRUE(crypto::has_roca_fingerprint(crypto::read_certificate(weak).certificate.value().key.modulus));
    EXPECT_FALSE(crypto::has_roca_fingerprint(crypto::read_certificate(sound).certificate.value().key.modulus));
    EXPECT_FALSE(crypto::has_roca_fingerprint(""));
}

TEST(WeakKeys, PublishedKeysAreKnown) {
    const std::string modulus = test::published_modulus();
    EXPECT_NE(crypto::published_key(modulus).find("test-saml-idp"), std::string_view::npos);
    EXPECT_TRUE(crypto::published_key(modulus.substr(1)).empty());
    EXPECT_TRUE(crypto::published_key(std::string(256, '\xB5')).empty());
}

TEST(Digests, KnownAnswers) {  // FIPS 180-4, "abc"
    const auto hex = [](crypto::Hash hash) { return crypto::to_hex(crypto::digest(hash, "abc")); };
    EXPECT_EQ(hex(crypto::Hash::sha1), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(hex(crypto::Hash::sha224), "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
    EXPECT_EQ(hex(crypto::Hash::sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(crypto::Hash::sha384).substr(0, 16), "cb00753f45a35e8b");
    EXPECT_EQ(hex(crypto::Hash::sha512).substr(0, 16), "ddaf35a193617aba");
}

TEST(Numbers, ShownAsPeopleReadThem) {
    EXPECT_EQ(crypto::decimal(std::string("\x01\x00", 2)), "256");
    EXPECT_EQ(crypto::decimal(""), "0");
    EXPECT_EQ(crypto::decimal(std::string(65, 'x')), "");
    EXPECT_EQ(crypto::colons("01ab"), "01:AB");
    EXPECT_EQ(crypto::der::object_id(std::string("\x2A\x86\x48\x86\xF7\x0D", 6)), "1.2.840.113549");
    EXPECT_EQ(crypto::der::object_id(std::string("\x2A\x86", 2)), "");
}

}  // namespace
}  // namespace preflight
