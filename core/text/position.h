// Lines and columns, and how they are counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace preflight::text {

// 1-based; columns count Unicode code points (spec 6.1). A byte order mark counts as no column.
struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
    bool operator==(const Position&) const = default;
};

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Counts through a text that comes in pieces. Lines end at LF, CR LF or a lone CR; malformed bytes count as
// count_code_points() counts them.
class PositionCounter {
public:
    PositionCounter() = default;

    void advance(std::string_view text);

    // Of the byte that comes next: whether a CR has ended a line depends on it. `next` is 0 at the end of the text.
    [[nodiscard]] Position position(char next) const {
        return after_return_ && next != '\n' ? Position{at_.line + 1, 1} : at_;
    }

private:
    void advance_without_returns(std::string_view text);

    Position at_;
    bool after_return_ = false;      // the last byte was a CR; `at_` is still on its line
    std::uint8_t mark_matched_ = 0;  // how much of a byte order mark the text began with; kNoMark when it has none
};

// Places in a text, one every 64 KiB or so: whatever is between two of them is found by reading that much again.
// Also inside a line, because a minified document is one line.
class Checkpoints {
public:
    struct Checkpoint {
        std::uint64_t decoded = 0;   // offset in the decoded text
        std::uint64_t original = 0;  // offset in the bytes as given
        PositionCounter counter;     // in front of that byte
    };

    // Offset in the bytes as given at which the text begins: behind a byte order mark.
    explicit Checkpoints(std::uint64_t first_original = 0) : places_{{0, first_original, {}}} {}

    // The next piece of the text; `original` is the offset in the bytes as given at which the piece after it begins.
    // Pieces of more than 64 KiB leave larger gaps.
    void append(std::string_view text, std::uint64_t original);

    [[nodiscard]] std::uint64_t text_size() const { return size_; }
    // The last one at or before an offset of the decoded text.
    [[nodiscard]] const Checkpoint& before(std::uint64_t offset) const;
    // The last one in front of the first byte of a line; the first one for line 1.
    [[nodiscard]] const Checkpoint& before_line(std::size_t line) const;

private:
    std::vector<Checkpoint> places_;
    PositionCounter counter_;
    std::uint64_t size_ = 0;
};

}  // namespace preflight::text
