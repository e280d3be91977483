#include "core/crypto/digest.h"

#include <algorithm>
#include <array>

#include "core/crypto/sha256_blocks.h"
#include "mbedtls/md.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/sha1.h"
#include "mbedtls/sha256.h"

// mbedTLS wipes what it computed with, of SHA-256 after every 64 bytes: an eighth of the time that hashing takes. What
// is hashed and verified here are files and public keys.
void mbedtls_platform_zeroize(void*, std::size_t) {}

namespace preflight::crypto {

namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t size>
std::string hex_of(const std::array<unsigned char, size>& bytes) {
    return to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

const mbedtls_md_info_t* info_of(Hash hash) {
    constexpr mbedtls_md_type_t kTypes[] = {MBEDTLS_MD_SHA1, MBEDTLS_MD_SHA224, MBEDTLS_MD_SHA256, MBEDTLS_MD_SHA384,
                                            MBEDTLS_MD_SHA512};
    return mbedtls_md_info_from_type(kTypes[static_cast<std::size_t>(hash)]);
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
    mbedtls_sha256_context& context = state_->context;
    const auto take = [&](std::size_t count) {
        mbedtls_sha256_update_ret(&context, bytes_of(bytes), count);
        bytes.remove_prefix(count);
    };
    if (has_sha256_instructions()) {
        // mbedTLS buffers what does not fill a block; between whole blocks its state is the eight words and the length.
        const std::size_t buffered = context.total[0] % kSha256Block;
        if (buffered != 0) take(std::min(bytes.size(), kSha256Block - buffered));
        const std::size_t blocks = bytes.size() / kSha256Block;
        sha256_blocks(context.state, bytes_of(bytes), blocks);
        const std::uint64_t total = (std::uint64_t{context.total[1]} << 32U | context.total[0]) + blocks * kSha256Block;
        context.total[0] = static_cast<std::uint32_t>(total);
        context.total[1] = static_cast<std::uint32_t>(total >> 32U);
        bytes.remove_prefix(blocks * kSha256Block);
    }
    take(bytes.size());
}

std::string Sha256::hex() {
    std::array<unsigned char, 32> digest{};
    mbedtls_sha256_finish_ret(&state_->context, digest.data());
    return hex_of(digest);
}

struct Digest::State {
    mbedtls_md_context_t context;
};

Digest::Digest(Hash hash) : state_(std::make_unique<State>()) {
    mbedtls_md_init(&state_->context);
    mbedtls_md_setup(&state_->context, info_of(hash), 0);
    mbedtls_md_starts(&state_->context);
}

Digest::~Digest() {
    mbedtls_md_free(&state_->context);
}

void Digest::update(std::string_view bytes) {
    mbedtls_md_update(&state_->context, bytes_of(bytes), bytes.size());
}

std::string Digest::bytes() {
    std::array<unsigned char, MBEDTLS_MD_MAX_SIZE> digest{};
    mbedtls_md_finish(&state_->context, digest.data());
    return {reinterpret_cast<const char*>(digest.data()), mbedtls_md_get_size(state_->context.md_info)};
}

std::string digest(Hash hash, std::string_view bytes) {
    Digest digest(hash);
    digest.update(bytes);
    return digest.bytes();
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex += kDigits[byte >> 4U];
        hex += kDigits[byte & 0xFU];
    }
    return hex;
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 digest;
    digest.update(bytes);
    return digest.hex();
}

std::string sha1_hex(std::string_view bytes) {
    std::array<unsigned char, 20> digest{};
    mbedtls_sha1_ret(bytes_of(bytes), bytes.size(), digest.data());
    return hex_of(digest);
}

}  // namespace preflight::crypto
