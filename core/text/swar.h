// Eight bytes of a text at a time, as one word: what looks at every byte of long texts, or at short ones very often.
// The order of the bytes in the word does not matter to any of it.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace preflight::text {

inline constexpr std::uint64_t kEachByte = 0x0101010101010101U;
inline constexpr std::uint64_t kHighBits = kEachByte * 0x80U;

[[nodiscard]] inline std::uint64_t eight_at(const char* bytes) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    return eight;
}

[[nodiscard]] inline std::uint32_t four_at(const char* bytes) {
    std::uint32_t four = 0;
    std::memcpy(&four, bytes, sizeof four);
    return four;
}

// Whether any of them is 0.
[[nodiscard]] inline bool has_zero(std::uint64_t eight) {
    return ((eight - kEachByte) & ~eight & kHighBits) != 0;
}

// a == b without the call of memcmp, which costs more than the comparison of two names does.
[[nodiscard]] inline bool same_bytes(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    const std::size_t size = a.size();
    // Words that overlap instead of single bytes: most names have four letters or more.
    if (size < 4) {
        std::size_t i = 0;
        while (i < size && a[i] == b[i]) ++i;
        return i == size;
    }
    if (size < 8)
        return four_at(a.data()) == four_at(b.data()) && four_at(a.data() + size - 4) == four_at(b.data() + size - 4);
    for (std::size_t i = 0; i + 8 < size; i += 8) {
        if (eight_at(a.data() + i) != eight_at(b.data() + i)) return false;
    }
    return eight_at(a.data() + size - 8) == eight_at(b.data() + size - 8);
}

}  // namespace preflight::text
