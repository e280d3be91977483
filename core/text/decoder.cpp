#include "core/text/decoder.h"

#include "core/text/unicode.h"

namespace preflight::text {

namespace {

unsigned byte_at(std::string_view text, std::size_t index) {
    return static_cast<unsigned char>(text[index]);
}

}  // namespace

std::string_view Decoder::converted() const {
    if (from_utf16()) return "UTF-16 was converted to UTF-8";
    return mark_size_ > 0 ? "a byte order mark was removed" : "";
}

void Decoder::decide() {
    decided_ = true;
    const std::string_view head = held_;
    if (head.substr(0, 3) == "\xEF\xBB\xBF") {
        mark_size_ = 3;
    } else {
        const unsigned first = head.empty() ? 1 : byte_at(head, 0);
        const unsigned second = head.size() < 2 ? 1 : byte_at(head, 1);
        const bool little_mark = first == 0xFF && second == 0xFE;
        const bool big_mark = first == 0xFE && second == 0xFF;
        // Without a mark: the first character of JSON, XML or CSV is ASCII, so one of the two bytes is zero.
        if (little_mark || (first != 0 && first < 0x80 && second == 0)) {
            encoding_ = Encoding::utf16_little;
        } else if (big_mark || (first == 0 && second != 0 && second < 0x80)) {
            encoding_ = Encoding::utf16_big;
        }
        if (little_mark || big_mark) mark_size_ = 2;
    }
    held_.erase(0, mark_size_);
}

void Decoder::unit(unsigned value, std::string& out) {
    if (high_ != 0) {
        const unsigned high = high_;
        high_ = 0;
        if (value >= 0xDC00 && value <= 0xDFFF) {
            text::append(out, static_cast<char32_t>(0x10000 + ((high - 0xD800) << 10U) + (value - 0xDC00)));
            return;
        }
        text::append(out, kReplacement);
        damaged_ = true;
    }
    if (value >= 0xD800 && value <= 0xDBFF) {
        high_ = value;
    } else {
        const bool unpaired = value >= 0xDC00 && value <= 0xDFFF;
        damaged_ = damaged_ || unpaired;
        text::append(out, unpaired ? kReplacement : static_cast<char32_t>(value));
    }
}

void Decoder::feed(std::string_view bytes, std::string& out) {
    if (!decided_) {
        held_.append(bytes);
        if (held_.size() < 3) return;
        decide();
        bytes = {};
    }
    if (encoding_ == Encoding::utf8) {
        out.append(held_);
        held_.clear();
        out.append(bytes);
        return;
    }
    held_.append(bytes);
    std::size_t i = 0;
    for (; i + 1 < held_.size(); i += 2) {
        const unsigned a = byte_at(held_, i);
        const unsigned b = byte_at(held_, i + 1);
        unit(encoding_ == Encoding::utf16_little ? a | (b << 8U) : (a << 8U) | b, out);
    }
    held_.erase(0, i);
}

void Decoder::finish(std::string& out) {
    if (!decided_) {
        decide();
        feed({}, out);
    }
    if (from_utf16() && pending() > 0) {
        text::append(out, kReplacement);
        damaged_ = true;
    }
    held_.clear();
    high_ = 0;
}

}  // namespace preflight::text
