#include "core/text/printable.h"

#include "core/text/invisible.h"
#include "core/text/unicode.h"

namespace preflight::text {

namespace {

void append_escape(std::string& out, char32_t code_point) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string digits;
    for (char32_t rest = code_point; rest > 0 || digits.empty(); rest /= 16) digits.insert(0, 1, kDigits[rest % 16]);
    out += "\\u{" + digits + "}";
}

}  // namespace

void append_printable(std::string& out, char32_t code_point) {
    const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F);
    if (code_point == '\t') {
        out += ' ';
    } else if (control || is_invisible(code_point, Invisible::escaped)) {
        append_escape(out, code_point);
    } else {
        append(out, code_point);
    }
}

std::string printable(std::string_view utf8) {
    std::string result;
    result.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const CodePoint point = decode(utf8, i);
        i += point.length;
        append_printable(result, point.valid ? point.value : kReplacement);
    }
    return result;
}

}  // namespace preflight::text
