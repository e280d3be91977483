// A half-open range of bytes. Not a line/column position: those are computed when printed (line_index.h).
#pragma once

#include <cstddef>
#include <cstdint>

namespace preflight::text {

// Offsets are bytes of UTF-8 text, 0-based, [begin, end).
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] constexpr std::size_t size() const { return end - begin; }
    [[nodiscard]] constexpr bool empty() const { return begin == end; }
    bool operator==(const Span&) const = default;
};

}  // namespace preflight::text
