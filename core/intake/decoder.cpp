#include "core/intake/decoder.h"

#include <utility>

#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

unsigned byte_at(std::string_view text, std::size_t index) {
    return static_cast<unsigned char>(text[index]);
}

}  // namespace

void Decoder::decide() {
    const std::string_view head = held_;
    if (head.substr(0, 3) == "\xEF\xBB\xBF") {
        mode_ = Mode::utf8;
        converted_ = "a byte order mark was removed";
        held_.erase(0, 3);
        return;
    }
    const unsigned first = head.empty() ? 1 : byte_at(head, 0);
    const unsigned second = head.size() < 2 ? 1 : byte_at(head, 1);
    const bool marked = (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
    // Without a mark: the first character of JSON, XML or CSV is ASCII, so one of the two bytes is zero.
    const bool little = (first == 0xFF && second == 0xFE) || (first != 0 && first < 0x80 && second == 0);
    const bool big = (first == 0xFE && second == 0xFF) || (first == 0 && second != 0 && second < 0x80);
    mode_ = little ? Mode::utf16_little : big ? Mode::utf16_big : Mode::utf8;
    if (mode_ != Mode::utf8) converted_ = "UTF-16 was converted to UTF-8";
    if (marked) held_.erase(0, 2);
}

void Decoder::unit(unsigned value, std::string& out) {
    if (high_ != 0) {
        const unsigned high = high_;
        high_ = 0;
        if (value >= 0xDC00 && value <= 0xDFFF) {
            text::append(out, static_cast<char32_t>(0x10000 + ((high - 0xD800) << 10U) + (value - 0xDC00)));
            return;
        }
        text::append(out, 0xFFFD);
        damaged_ = true;
    }
    if (value >= 0xD800 && value <= 0xDBFF) {
        high_ = value;
    } else {
        damaged_ = damaged_ || (value >= 0xDC00 && value <= 0xDFFF);
        text::append(out, value >= 0xDC00 && value <= 0xDFFF ? U'\xFFFD' : static_cast<char32_t>(value));
    }
}

void Decoder::feed(std::string_view bytes, std::string& out) {
    if (mode_ == Mode::undecided) {
        held_.append(bytes);
        if (held_.size() < 3) return;
        decide();
        bytes = {};
    }
    if (mode_ == Mode::utf8) {
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
        unit(mode_ == Mode::utf16_little ? a | (b << 8U) : (a << 8U) | b, out);
    }
    held_.erase(0, i);
}

void Decoder::finish(std::string& out) {
    if (mode_ == Mode::undecided) {
        decide();
        feed({}, out);
    }
    if (mode_ != Mode::utf8 && (!held_.empty() || high_ != 0)) {
        text::append(out, 0xFFFD);
        damaged_ = true;
    }
    held_.clear();
    high_ = 0;
}

std::optional<saml::Origin> convert_declared_encoding(std::string& xml) {
    text::Span at;
    const std::string declared = saml::declared_encoding(xml, 0, at);
    const bool windows = declared == "windows-1252" || declared == "cp1252";
    const bool latin1 = declared == "iso-8859-1" || declared == "iso_8859-1" || declared == "latin1";
    if (!saml::is_legacy_encoding(declared) || !text::find_invalid(xml)) return std::nullopt;
    if (!latin1 && !windows) {
        std::string read;
        read.reserve(xml.size() + xml.size() / 8);
        for (const char c : xml) text::append(read, (c & 0x80) != 0 ? text::kReplacement : static_cast<char32_t>(c));
        xml = std::move(read);
        return saml::Origin::legacy;
    }
    // What windows-1252 has in place of the control characters 0x80 to 0x9F; 0 where it has nothing.
    constexpr char32_t kWindows[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                       0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    std::string result;
    result.reserve(xml.size() + xml.size() / 8);
    for (const char c : xml) {
        char32_t value = static_cast<unsigned char>(c);
        if (windows && value >= 0x80 && value < 0xA0 && kWindows[value - 0x80] != 0) value = kWindows[value - 0x80];
        text::append(result, value);
    }
    xml = std::move(result);
    return windows ? saml::Origin::windows_1252 : saml::Origin::latin1;
}

}  // namespace preflight::intake
