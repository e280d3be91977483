#include "core/text/printable.h"

#include "core/text/invisible.h"
#include "core/text/unicode.h"

namespace preflight::text {

std::string printable(std::string_view utf8) {
    std::string result;
    result.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const CodePoint point = decode(utf8, i);
        i += point.length;
        const char32_t c = point.value;
        const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
        const bool turning = is_invisible(c, Invisible::bidirectional);
        if (c == '\t') {
            result += ' ';
        } else if (!point.valid) {
            append(result, kReplacement);
        } else if (control || turning) {
            result += "·";
        } else {
            append(result, c);
        }
    }
    return result;
}

}  // namespace preflight::text
