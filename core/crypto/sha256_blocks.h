// SHA-256 over whole blocks by the instructions of x86 processors, where the processor has them: five times as fast as
// mbedTLS's portable code, and every byte of every input goes through it (docs/dependencies.md). Everything else of the
// digest stays mbedTLS's.
#pragma once

#include <cstddef>
#include <cstdint>

namespace preflight::crypto {

inline constexpr std::size_t kSha256Block = 64;

// Of this processor, asked once. Always false in WebAssembly and on other processors.
[[nodiscard]] bool has_sha256_instructions();

// Takes `count` blocks into the eight words of the state (FIPS 180-4, 6.2). Only where has_sha256_instructions().
void sha256_blocks(std::uint32_t* state, const unsigned char* blocks, std::size_t count);

}  // namespace preflight::crypto
