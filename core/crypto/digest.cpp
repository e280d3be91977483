#include "core/crypto/digest.h"

#include <array>

#include "mbedtls/sha1.h"
#include "mbedtls/sha256.h"

namespace preflight::crypto {

namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t size>
std::string to_hex(const std::array<unsigned char, size>& bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(size * 2);
    for (const unsigned char byte : bytes) {
        hex += kDigits[byte >> 4U];
        hex += kDigits[byte & 0xFU];
    }
    return hex;
}

}  // namespace

struct Sha256::State {
    mbedtls_sha256_context context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    mbedtls_sha256_init(&state_->context);
    mbedtls_sha256_starts_ret(&state_->context, 0);
}

Sha256::~Sha256() {
    mbedtls_sha256_free(&state_->context);
}

void Sha256::update(std::string_view bytes) {
    mbedtls_sha256_update_ret(&state_->context, bytes_of(bytes), bytes.size());
}

std::string Sha256::hex() {
    std::array<unsigned char, 32> digest{};
    mbedtls_sha256_finish_ret(&state_->context, digest.data());
    return to_hex(digest);
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 digest;
    digest.update(bytes);
    return digest.hex();
}

std::string sha1_hex(std::string_view bytes) {
    std::array<unsigned char, 20> digest{};
    mbedtls_sha1_ret(bytes_of(bytes), bytes.size(), digest.data());
    return to_hex(digest);
}

}  // namespace preflight::crypto
