#include "core/text/source.h"

#include <algorithm>
#include <utility>

#include "core/text/unicode.h"

namespace preflight::text {

namespace {

constexpr std::size_t kBlock = 1024;
constexpr std::size_t kPiece = 64U << 10U;  // what is read again at once

bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

}  // namespace

Source::Source(std::string name, std::string utf8, Position start)
    : name_(std::move(name)), text_(std::move(utf8)), start_(start) {
    const std::string_view text = text_;
    std::size_t code_points = 0;
    for (std::size_t block = 0; block < text.size(); block += kBlock) {
        code_points_before_.push_back(code_points);
        code_points += count_code_points(text.substr(block, kBlock));
    }
    // Few files have carriage returns; the others are searched for line feeds alone.
    if (text.find('\r') == std::string_view::npos) {
        for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
            line_starts_.push_back(at + 1);
        return;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
            line_starts_.push_back(i + 1);
    }
}

Source::Source(std::string name, std::shared_ptr<ByteSource> bytes, Encoding encoding, Checkpoints checkpoints,
               std::uint64_t blanked)
    : name_(std::move(name)), places_(std::make_shared<Places>()) {
    places_->bytes = std::move(bytes);
    places_->encoding = encoding;
    places_->checkpoints = std::move(checkpoints);
    places_->blanked = blanked;
}

bool Source::available() const {
    return kept() || (places_->bytes != nullptr && !changed());
}

bool Source::changed() const {
    return !kept() && places_->bytes != nullptr && (places_->shorter || !places_->bytes->unchanged());
}

// Reads again what begins at `offset`, at least `length` bytes where the text has so many.
bool Source::fill(std::uint64_t offset, std::size_t length) const {
    Places& places = *places_;
    places.buffer.clear();
    if (!available()) return false;
    const std::uint64_t end = std::min<std::uint64_t>(offset + length, size());
    const Checkpoints::Checkpoint& from = places.checkpoints.before(offset);
    places.buffer_begin = from.decoded;
    std::uint64_t original = from.original;
    if (places.encoding == Encoding::utf8) {  // every byte represents itself
        original += offset - from.decoded;
        places.buffer_begin = offset;
    }
    Decoder decoder(places.encoding);
    std::string piece(std::max(kPiece, length), '\0');
    while (places.buffer_begin + places.buffer.size() < end) {
        const std::size_t count = places.bytes->read_at(original, piece.data(), piece.size());
        if (count == 0) break;
        original += count;
        decoder.feed(std::string_view(piece).substr(0, count), places.buffer);
    }
    if (places.buffer_begin + places.buffer.size() < end) decoder.finish(places.buffer);
    if (places.buffer_begin + places.buffer.size() < end) {
        places.buffer.clear();
        places.shorter = true;
        return false;
    }
    for (std::size_t i = 0; i < places.buffer.size() && places.buffer_begin + i < places.blanked; ++i) {
        if (!is_line_end(places.buffer[i])) places.buffer[i] = ' ';
    }
    return true;
}

std::optional<std::string_view> Source::view(std::uint64_t offset, std::size_t length) const {
    offset = std::min(offset, size());
    length = static_cast<std::size_t>(std::min<std::uint64_t>(length, size() - offset));
    if (kept()) return std::string_view(text_).substr(static_cast<std::size_t>(offset), length);
    const auto held = [&] {
        return offset >= places_->buffer_begin && offset + length <= places_->buffer_begin + places_->buffer.size();
    };
    if (!held() && !fill(offset, length)) return std::nullopt;
    return std::string_view(places_->buffer).substr(static_cast<std::size_t>(offset - places_->buffer_begin), length);
}

std::optional<std::string> Source::slice(std::uint64_t offset, std::size_t length) const {
    const auto found = view(offset, length);
    return found ? std::optional<std::string>(*found) : std::nullopt;
}

std::optional<Position> Source::position(std::uint64_t offset) const {
    offset = std::min(offset, size());
    if (!kept()) {
        if (offset < kByteOrderMark.size()) {
            const auto head = view(0, kByteOrderMark.size());
            if (!head) return std::nullopt;
            if (*head == kByteOrderMark) return Position{};
        }
        Checkpoints::Checkpoint from = places_->checkpoints.before(offset);
        // One more byte, which tells whether a CR in front of it ends the line.
        const auto between = view(from.decoded, static_cast<std::size_t>(offset - from.decoded) + 1);
        if (!between) return std::nullopt;
        const auto length = static_cast<std::size_t>(offset - from.decoded);
        from.counter.advance(between->substr(0, length));
        return from.counter.position(length < between->size() ? (*between)[length] : '\0');
    }
    const auto at = static_cast<std::size_t>(offset);
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), at);
    const auto index = static_cast<std::size_t>(after - line_starts_.begin()) - 1;
    std::size_t start = line_starts_[index];
    if (index == 0 && std::string_view(text_).substr(0, kByteOrderMark.size()) == kByteOrderMark) {
        start = std::min(kByteOrderMark.size(), at);
    }
    const std::size_t column = code_points(at) - code_points(start) + 1;
    return Position{index + start_.line, index == 0 ? column + start_.column - 1 : column};
}

std::size_t Source::code_points(std::size_t offset) const {
    if (code_points_before_.empty()) return 0;
    const std::size_t block = std::min(offset / kBlock, code_points_before_.size() - 1);
    return code_points_before_[block] +
           count_code_points(std::string_view(text_).substr(block * kBlock, offset - block * kBlock));
}

std::optional<Source::LinePart> Source::line_around(std::uint64_t offset, std::size_t before, std::size_t after) const {
    offset = std::min(offset, size());
    // One byte more than wanted, which may end the line above.
    const auto in_front = static_cast<std::size_t>(std::min<std::uint64_t>(offset, before + std::uint64_t{1}));
    const std::uint64_t begin = offset - in_front;
    const auto whole = view(begin, in_front + std::max<std::size_t>(after, 1));
    if (!whole) return std::nullopt;
    std::size_t from = in_front;
    const auto starts_line = [&](std::size_t at) {
        const char last = (*whole)[at - 1];
        return last == '\n' || (last == '\r' && (at == whole->size() || (*whole)[at] != '\n'));
    };
    while (from > 0 && !starts_line(from)) --from;
    LinePart part;
    part.from_start = from > 0 || begin == 0;
    if (!part.from_start) from = std::min<std::size_t>(1, in_front);
    std::size_t end = from;
    while (end < whole->size() && end < in_front + after && !is_line_end((*whole)[end])) ++end;
    part.begin = begin + from;
    part.text = whole->substr(from, end - from);
    return part;
}

std::optional<std::uint64_t> Source::line_begin(std::size_t number) const {
    if (kept()) {
        if (number < start_.line || number - start_.line >= line_starts_.size()) return std::nullopt;
        return line_starts_[number - start_.line];
    }
    Checkpoints::Checkpoint from = places_->checkpoints.before_line(number);
    for (;;) {
        const auto piece = view(from.decoded, kPiece + 1);
        if (!piece) return std::nullopt;
        const std::size_t length = std::min(kPiece, piece->size());
        const auto next = [&](std::size_t at) { return at < piece->size() ? (*piece)[at] : '\0'; };
        for (std::size_t i = 0; i <= length; ++i) {
            const Position at = from.counter.position(next(i));
            if (at.line == number) return from.decoded + i;
            if (i < length) from.counter.advance(piece->substr(i, 1));
        }
        if (length < kPiece) return std::nullopt;
        from.decoded += length;
    }
}

std::optional<Source::LinePart> Source::line(std::size_t number, std::size_t limit) const {
    if (number == 0) return std::nullopt;
    const auto begin = line_begin(number);
    if (!begin) return std::nullopt;
    const auto whole = view(*begin, limit);
    if (!whole) return std::nullopt;
    const auto end = std::find_if(whole->begin(), whole->end(), is_line_end);
    return LinePart{*begin, true, std::string(whole->begin(), end)};
}

}  // namespace preflight::text
