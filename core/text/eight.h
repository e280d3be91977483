// Eight bytes of a text at a time, as one word: what looks at every byte of long texts, or at short ones very often. The
// order of the bytes in the word does not matter to any of it.
#pragma once

#include <cstdint>
#include <cstring>

namespace preflight::text {

inline constexpr std::uint64_t kEachByte = 0x0101010101010101U;
inline constexpr std::uint64_t kHighBits = kEachByte * 0x80U;

[[nodiscard]] inline std::uint64_t eight_at(const char* bytes) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    return eight;
}

// Whether any of them is 0.
[[nodiscard]] inline bool has_zero(std::uint64_t eight) {
    return ((eight - kEachByte) & ~eight & kHighBits) != 0;
}

}  // namespace preflight::text
