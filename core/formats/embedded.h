// Text that was decoded out of a piece of a document (a JSON string, a quoted CSV field, an XML attribute) and still
// knows which bytes of the document each of its bytes came from, so that a caret lands inside the string even behind
// escapes. Owns the decoded text, not the document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/text/span.h"

namespace preflight::formats {

class Embedded {
public:
    Embedded() = default;
    // `outer` is the whole piece in the document, quotes included; `first` the document offset of the first decoded
    // byte.
    Embedded(std::string text, text::Span outer, std::size_t first)
        : text_(std::move(text)), outer_(outer), first_(first) {}

    // From the decoded offset on, document offset = raw + (offset - decoded). Call in rising order.
    void jump(std::size_t decoded, std::size_t raw) { jumps_.emplace_back(decoded, raw); }

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] text::Span outer() const { return outer_; }

    // Document bytes of the decoded bytes [begin, end). An escape is covered whole; an empty range stays empty.
    [[nodiscard]] text::Span locate(std::size_t begin, std::size_t end) const {
        return {raw(begin), begin == end ? raw(begin) : raw(end)};
    }

private:
    [[nodiscard]] std::size_t raw(std::size_t decoded) const {
        std::size_t base = 0;
        std::size_t at = first_;
        for (const auto& [from, to] : jumps_) {
            if (from > decoded) break;
            base = from;
            at = to;
        }
        return at + (decoded - base);
    }

    std::string text_;
    text::Span outer_;
    std::size_t first_ = 0;
    std::vector<std::pair<std::size_t, std::size_t>> jumps_;
};

}  // namespace preflight::formats
