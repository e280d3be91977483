// One input as decoded text: its name, and the way from byte offsets to lines, columns and pieces of the text. Small
// inputs are kept whole; of larger ones only places are kept (Checkpoints), and their text is read again on demand, in
// pieces, so a one-line document of 1 GB costs no more than a short one.
// Not a parser: it does not know what the text means.
//
// Offsets are bytes of the decoded UTF-8 text. A source inside another one is a Source whose ByteSource reads the
// outer one, with offsets of its own; what it was decoded with is its Encoding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/byte_source.h"
#include "core/text/decoder.h"
#include "core/text/position.h"
#include "core/text/span.h"

namespace preflight::text {

// Owns the text it keeps; views of it live as long as the Source. Text that is read again goes through one buffer, so
// a Source that does not keep its text serves one thread at a time.
class Source {
public:
    Source() = default;
    // Keeps the text. `start` is the place of its first byte: lines in front of it that were left out still count.
    Source(std::string name, std::string utf8, Position start = {});
    // Text that is not kept. `bytes` may be null: then nothing but the name and the size is known. The first `blanked`
    // bytes of the text were read as blanks and are shown so.
    Source(std::string name, std::shared_ptr<ByteSource> bytes, Encoding encoding, Checkpoints checkpoints,
           std::uint64_t blanked = 0);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool kept() const { return places_ == nullptr; }
    // The whole text; empty when it is not kept.
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::uint64_t size() const { return kept() ? text_.size() : places_->checkpoints.text_size(); }

    // False when the input changed after it was read, or cannot be read twice: the questions below then have no answer.
    [[nodiscard]] bool available() const;
    // True when the input changed after it was read, as far as that is known yet.
    [[nodiscard]] bool changed() const;

    // At most `length` bytes from `offset` on; fewer at the end of the text. Nothing when the input is not available.
    [[nodiscard]] std::optional<std::string> slice(std::uint64_t offset, std::size_t length) const;

    // The position of a byte offset; offsets past the end give the end.
    [[nodiscard]] std::optional<Position> position(std::uint64_t offset) const;

    // The part of the line around `offset` that begins at most `before` bytes in front of it and ends at most `after`
    // bytes behind it, without the line end.
    struct LinePart {
        std::uint64_t begin = 0;  // offset of its first byte
        bool from_start = true;   // it begins where the line begins
        std::string text;
    };
    [[nodiscard]] std::optional<LinePart> line_around(std::uint64_t offset, std::size_t before,
                                                      std::size_t after) const;

    // The first `limit` bytes of a 1-based line, without its line end; nothing when there is no such line.
    [[nodiscard]] std::optional<LinePart> line(std::size_t number, std::size_t limit) const;

private:
    struct Places {
        std::shared_ptr<ByteSource> bytes;
        Encoding encoding = Encoding::utf8;
        Checkpoints checkpoints;
        std::uint64_t blanked = 0;
        bool shorter = false;            // reading again gave fewer bytes than the first time
        std::uint64_t buffer_begin = 0;  // offset in the text
        std::string buffer;              // what was read last: places are mostly asked for close together
    };

    // How many code points of the kept text begin before a byte.
    [[nodiscard]] std::size_t code_points(std::size_t offset) const;
    [[nodiscard]] std::optional<std::uint64_t> line_begin(std::size_t number) const;
    // A view of the kept text or of the buffer, valid until the next call.
    [[nodiscard]] std::optional<std::string_view> view(std::uint64_t offset, std::size_t length) const;
    bool fill(std::uint64_t offset, std::size_t length) const;

    std::string name_;
    std::string text_;
    Position start_;
    std::vector<std::size_t> line_starts_{0};
    std::vector<std::size_t> code_points_before_;  // of every block of bytes: a minified document is one line
    std::shared_ptr<Places> places_;               // null when the text is kept
};

}  // namespace preflight::text
