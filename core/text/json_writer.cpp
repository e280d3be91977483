#include "core/text/json_writer.h"

#include <algorithm>
#include <array>

#include "core/text/invisible.h"
#include "core/text/swar.h"
#include "core/text/unicode.h"

namespace preflight::text {

namespace {

// The bytes that are written as they are.
constexpr std::array<bool, 256> kPlain = [] {
    std::array<bool, 256> plain{};
    for (std::size_t byte = 0x20; byte < 0x7F; ++byte) plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

bool plain(char c) {
    return kPlain[static_cast<unsigned char>(c)];
}

// Eight of them.
bool plain(std::uint64_t eight) {
    const std::uint64_t controls = (eight - kEachByte * 0x20U) & ~eight & kHighBits;
    return ((eight & kHighBits) | controls) == 0 && !has_zero(eight ^ (kEachByte * '"')) &&
           !has_zero(eight ^ (kEachByte * '\\')) && !has_zero(eight ^ (kEachByte * 0x7FU));
}

// Most texts and all keys.
bool all_plain(std::string_view text) {
    const char* const bytes = text.data();
    const std::size_t size = text.size();
    if (size >= 8) {
        for (std::size_t at = 0; at + 8 < size; at += 8) {
            if (!plain(eight_at(bytes + at))) return false;
        }
        return plain(eight_at(bytes + size - 8));
    }
    if (size >= 4) return plain(std::uint64_t{four_at(bytes)} << 32U | four_at(bytes + size - 4));
    return std::all_of(text.begin(), text.end(), [](char c) { return plain(c); });
}

void append_escape(std::string& out, char c) {
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            out += "\\u00";
            out += kHex[static_cast<unsigned char>(c) >> 4U];
            out += kHex[static_cast<unsigned char>(c) & 0x0FU];
    }
}

// "\\u202e"; two of them beyond the first plane (RFC 8259, 7).
void append_code_unit(std::string& out, char32_t c) {
    if (c > 0xFFFF) {
        append_code_unit(out, 0xD800 + ((c - 0x10000) >> 10U));
        append_code_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FFU));
        return;
    }
    constexpr std::string_view kHex = "0123456789abcdef";
    out += "\\u";
    for (unsigned shift = 16; shift > 0; shift -= 4) out += kHex[(c >> (shift - 4)) & 0xFU];
}

// The end of the string that begins at `text[at]`, behind its closing quote.
std::size_t string_end(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
    }
    return std::min(at + 1, text.size());
}

}  // namespace

void append_json_escaped(std::string& out, std::string_view utf8) {
    if (all_plain(utf8)) {
        out.append(utf8);
        return;
    }
    for (std::size_t at = 0; at < utf8.size();) {
        std::size_t end = at;
        while (end + 8 <= utf8.size() && plain(eight_at(utf8.data() + end))) end += 8;
        while (end < utf8.size() && plain(utf8[end])) ++end;
        out.append(utf8.substr(at, end - at));
        if (end == utf8.size()) return;
        at = end;
        if (static_cast<unsigned char>(utf8[at]) < 0x80) {
            append_escape(out, utf8[at]);
            ++at;
            continue;
        }
        const CodePoint point = decode(utf8, at);
        if (point.valid && (point.value <= 0x9F || is_invisible(point.value, Invisible::escaped))) {
            // A terminal obeys control characters beyond ASCII, too, and hides or turns around others.
            append_code_unit(out, point.value);
        } else if (point.valid) {
            out.append(utf8.substr(at, point.length));
        } else {
            append(out, point.value);
        }
        at += point.length;
    }
}

void JsonWriter::new_line() {
    if (layout_ == Layout::compact) return;
    out_ += '\n';
    out_.append(has_elements_.size(), ' ');
}

void JsonWriter::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (has_elements_.empty()) return;
    char& has_elements = has_elements_.back();
    if (has_elements != 0) out_ += ',';
    has_elements = 1;
    new_line();
}

JsonWriter& JsonWriter::open(char bracket) {
    before_value();
    out_ += bracket;
    has_elements_.push_back(0);
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    const bool had_elements = has_elements_.back() != 0;
    has_elements_.pop_back();
    if (had_elements) new_line();
    out_ += bracket;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    value(name);
    out_ += layout_ == Layout::compact ? ":" : ": ";
    after_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::scalar(std::string_view text) {
    before_value();
    out_ += text;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    before_value();
    out_ += '"';
    append_json_escaped(out_, text);
    out_ += '"';
    return *this;
}

JsonWriter& JsonWriter::json(std::string_view json) {
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at];
        switch (c) {
            case '{':
            case '[':
                open(c);
                ++at;
                break;
            case '}':
            case ']':
                close(c);
                ++at;
                break;
            case ' ':
            case '\t':
            case '\n':
            case '\r':
            case ',':
                ++at;
                break;
            case ':':
                out_ += layout_ == Layout::compact ? ":" : ": ";
                after_key_ = true;
                ++at;
                break;
            case '"': {
                const std::size_t end = string_end(json, at);
                scalar(json.substr(at, end - at));
                at = end;
                break;
            }
            default: {
                const std::size_t end = std::min(json.find_first_of(" \t\n\r,:{}[]\"", at), json.size());
                scalar(json.substr(at, end - at));
                at = end;
            }
        }
    }
    return *this;
}

}  // namespace preflight::text
