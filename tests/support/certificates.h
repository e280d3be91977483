// Certificates to break: DER put together field by field. They are self-issued with a signature of nonsense, unless a
// test takes a real one from the made corpus.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace preflight::test {

inline std::string der(unsigned tag, const std::string& content) {
    std::string result(1, static_cast<char>(tag));
    const std::size_t size = content.size();
    if (size < 128) {
        result += static_cast<char>(size);
    } else {
        std::string length;
        for (std::size_t rest = size; rest > 0; rest >>= 8U) length.insert(0, 1, static_cast<char>(rest & 0xFFU));
        result += static_cast<char>(0x80U | length.size());
        result += length;
    }
    return result + content;
}
// An INTEGER of these bytes, positive.
inline std::string der_integer(const std::string& bytes) {
    const bool high = !bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0x80U) != 0;
    return der(0x02, (high ? std::string(1, '\0') : "") + bytes);
}

struct CertificateRecipe {
    std::string version = std::string("\x02", 1);  // empty: no field
    std::string serial = "\x01\x23";
    std::string common_name = "acme";  // empty: no subject at all
    std::string issuer{};              // empty: the same
    std::string not_before = "240101000000Z", not_after = "340101000000Z";
    std::string modulus = std::string(256, '\xB5'), exponent = std::string("\x01\x00\x01", 3);
    std::string extensions{};  // the content of the SEQUENCE
};

inline std::string der_name(const std::string& common_name) {
    if (common_name.empty()) return der(0x30, "");
    return der(0x30, der(0x31, der(0x30, der(0x06, "\x55\x04\x03") + der(0x0C, common_name))));
}

inline std::string make_certificate(const CertificateRecipe& recipe) {
    const std::string sha256_rsa =
        der(0x30, der(0x06, "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B") + std::string("\x05\0", 2));
    const std::string rsa = der(0x30, der(0x06, "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01") + std::string("\x05\0", 2));
    const std::string key = der(0x30, der_integer(recipe.modulus) + der_integer(recipe.exponent));
    std::string tbs;
    if (!recipe.version.empty()) tbs += der(0xA0, der(0x02, recipe.version));
    tbs += der(0x02, recipe.serial) + sha256_rsa;
    tbs += der_name(recipe.issuer.empty() ? recipe.common_name : recipe.issuer);
    tbs += der(0x30, der(0x17, recipe.not_before) + der(0x17, recipe.not_after));
    tbs += der_name(recipe.common_name);
    tbs += der(0x30, rsa + der(0x03, std::string(1, '\0') + key));
    if (!recipe.extensions.empty()) tbs += der(0xA3, der(0x30, recipe.extensions));
    return der(0x30, der(0x30, tbs) + sha256_rsa + der(0x03, std::string(1, '\0') + std::string(256, 's')));
}

// The modulus of the key that the test image kristophjunge/test-saml-idp publishes with its private half: a number, no
// certificate of anybody's.
inline std::string published_modulus() {
    constexpr std::string_view kHex =
        "cd4085a3380d6f58753348f33514828e13819d1fae55b5696967d760847e0215837447b9af263e0a06af3a0f1b7cbc9b"
        "cb315d7a195874346091e74407f1a31bc689c34ea5d2a1788c3380c34904ca0582bb699c1fb5cec51b7e6001f74d51da"
        "fc7bb55b75a3ce4a1baaaa8b43c82429658cdbb7ce80067a1a279a24137a54148c31c3decb71d62c199cf936099afd5d"
        "6da3b68c784a87ca5f2b0d16d7654cf0fd4f20ef20bf83e1bbfbae25889e0562a2c41132cb49478f28b1605091d76c5d"
        "878080e3babde7c6511a79c350615513542181169c242399f5b779b7d9abf0a2da541613089a3911113c8f299a6f974f"
        "a9ee6a29f26c0998aa5a095b8d4a3db7";
    const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 0; i < kHex.size(); i += 2)
        bytes += static_cast<char>(value(kHex[i]) * 16 + value(kHex[i + 1]));
    return bytes;
}

}  // namespace preflight::test
