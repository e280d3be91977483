#include "core/crypto/digest.h"

#include <gtest/gtest.h>

#include <string>

#include "core/crypto/sha256_blocks.h"

namespace preflight::crypto {
namespace {

std::string some_bytes(std::size_t count) {
    std::string bytes;
    std::uint32_t number = 1;
    for (std::size_t i = 0; i < count; ++i) {
        number = number * 1664525U + 1013904223U;
        bytes += static_cast<char>(number >> 24U);
    }
    return bytes;
}

TEST(Digest, Sha256OfTheStandardsExamples) {
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// Digest is mbedTLS's code alone, Sha256 takes whole blocks by the processor's instructions where it has them.
TEST(Digest, TheProcessorsInstructionsAgreeWithThePortableCode) {
    if (!has_sha256_instructions()) GTEST_SKIP() << "this processor has no instructions for SHA-256";
    const std::string bytes = some_bytes(1000);
    for (std::size_t count = 0; count <= bytes.size(); ++count) {
        const std::string text = bytes.substr(0, count);
        ASSERT_EQ(sha256_hex(text), to_hex(digest(Hash::sha256, text))) << count << " bytes";
    }
}

TEST(Digest, PiecesOfAnyLengthMakeTheSameDigest) {
    const std::string bytes = some_bytes(700);
    const std::string whole = to_hex(digest(Hash::sha256, bytes));
    for (std::size_t piece = 1; piece <= 200; ++piece) {
        Sha256 digest;
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            digest.update(std::string_view(bytes).substr(at, piece));
        ASSERT_EQ(digest.hex(), whole) << "pieces of " << piece << " bytes";
    }
}

}  // namespace
}  // namespace preflight::crypto
