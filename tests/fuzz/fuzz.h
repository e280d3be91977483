// What the fuzz targets share. A broken promise traps: libFuzzer then keeps the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace fuzz {

inline void require(bool promise, const char* what) {
    if (promise) return;
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// Calls `feed` with pieces of 1 to 7 bytes until it says stop.
template <typename Feed>
bool in_pieces(std::string_view text, Feed feed) {
    std::size_t length = 1;
    for (std::size_t at = 0; at < text.size(); length = length % 7 + 1) {
        const std::string_view piece = text.substr(at, length);
        if (!feed(piece)) return false;
        at += piece.size();
    }
    return true;
}

}  // namespace fuzz
