#include "core/crypto/weak_keys.h"

#include <string>

#include "core/crypto/der.h"
#include "core/crypto/digest.h"

namespace preflight::crypto {

namespace {

constexpr unsigned kPrimes[] = {3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
                                47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
                                107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};

struct PublishedKey {
    std::string_view modulus_sha256, why;
};
constexpr PublishedKey kPublished[] = {
    {"7a5227ae206bf7260f8882899675ff529adda7217864e41fbc9346db190bb3ff",
     "its private key is in the repository of the test image kristophjunge/test-saml-idp (SimpleSAMLphp)"},
    {"03210ffdcc470d861793876d4a30dd27052f7cb9050f9476e8f9a4a925872366",
     "its private key is the sample \"test\" that OpenSSO and OpenAM ship in keystore.jks"},
    {"861f1b0d1179eb901c14294c775b07e138cc1cb7b3d16289fd2961c77370ccc4",
     "its private key is in the repository of the Sustainsys stub identity provider"},
    {"fea4a4828e47b39753c6d9ec8486bdd75146c2a7f70585a3011eb2c5c5ef1656",
     "its private key is the sample \"apollo\" of Spring Security SAML (samlKeystore.jks)"},
    {"eef534a4994fda05241404e70fffea885946cc129670ea55dc2dac116a24880b",
     "its private key is in the keystore wso2carbon.jks that older WSO2 products ship"},
    {"f97de73fa5a11e130860cef093984342fecdb8855e91f5b1b2924328c72466ba",
     "its private key is in the repository of BoxyHQ's Mock SAML"},
    {"b51970182b935416c15c568144b01cae9451fce10347022fe02814fa76916fff",
     "it is that of mocksaml.com, which signs in anybody as anybody"},
};

}  // namespace

bool has_roca_fingerprint(std::string_view modulus) {
    if (modulus.empty()) return false;
    for (const unsigned prime : kPrimes) {
        unsigned remainder = 0;
        for (std::size_t i = 0; i < modulus.size(); ++i)
            remainder = (remainder * 256 + der::byte_at(modulus, i)) % prime;
        const unsigned base = 65537 % prime;
        unsigned power = 1;
        bool reached = false;
        for (unsigned k = 0; k < prime && !reached; ++k) {
            reached = power == remainder;
            power = power * base % prime;
        }
        if (!reached) return false;
    }
    return true;
}

std::string_view published_key(std::string_view modulus) {
    const std::string digest = sha256_hex(modulus);
    for (const PublishedKey& key : kPublished) {
        if (key.modulus_sha256 == digest) return key.why;
    }
    return {};
}

}  // namespace preflight::crypto
