// Text that was decoded out of a piece of a document (a JSON string, a quoted CSV field, an XML attribute) and still
// knows which bytes of the document each of its bytes came from, so that a caret lands inside the string even behind
// escapes. Owns the decoded text, not the document.
#pragma once

#include <algorithm>
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

    // Text without a way back to its bytes (base64, inflate): every place in it is the whole piece.
    [[nodiscard]] static Embedded opaque(std::string text, text::Span outer) {
        Embedded result(std::move(text), outer, outer.begin);
        result.opaque_ = true;
        return result;
    }

    // From the decoded offset on, document offset = raw + (offset - decoded). Call in rising order.
    void jump(std::size_t decoded, std::size_t raw) { jumps_.emplace_back(decoded, raw); }

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] text::Span outer() const { return outer_; }

    // Document bytes of the decoded bytes [begin, end). An escape is covered whole; an empty range stays empty.
    [[nodiscard]] text::Span locate(std::size_t begin, std::size_t end) const {
        if (opaque_) return outer_;
        return {raw(begin), begin == end ? raw(begin) : raw(end)};
    }
    [[nodiscard]] text::Span locate(text::Span span) const { return locate(span.begin, span.end); }

    // The same text, where the document that it was taken from is itself the text of `outer`.
    [[nodiscard]] Embedded within(const Embedded& outer) const {
        if (opaque_ || outer.opaque_) return opaque(text_, outer.locate(outer_));
        Embedded result(text_, outer.locate(outer_), outer.raw(first_));
        // Where either of the two jumps.
        std::size_t mine = 0;
        std::size_t decoded = 0, at = first_;
        while (true) {
            const std::size_t end = mine < jumps_.size() ? jumps_[mine].first : text_.size() + 1;
            for (auto jump = std::upper_bound(outer.jumps_.begin(), outer.jumps_.end(), std::make_pair(at, kLast));
                 jump != outer.jumps_.end() && jump->first - at < end - decoded; ++jump)
                result.jump(decoded + (jump->first - at), jump->second);
            if (mine == jumps_.size()) return result;
            decoded = jumps_[mine].first;
            at = jumps_[mine].second;
            result.jump(decoded, outer.raw(at));
            ++mine;
        }
    }

private:
    static constexpr std::size_t kLast = static_cast<std::size_t>(-1);
    [[nodiscard]] std::size_t raw(std::size_t decoded) const {
        const auto jump = std::upper_bound(jumps_.begin(), jumps_.end(), std::make_pair(decoded, kLast));
        if (jump == jumps_.begin()) return first_ + decoded;
        return (jump - 1)->second + (decoded - (jump - 1)->first);
    }

    std::string text_;
    text::Span outer_;
    std::size_t first_ = 0;
    bool opaque_ = false;
    std::vector<std::pair<std::size_t, std::size_t>> jumps_;
};

}  // namespace preflight::formats
