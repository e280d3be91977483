#include "core/text/invisible.h"

#include <algorithm>
#include <iterator>

#include "core/text/unicode.h"

namespace preflight::text {

namespace {

struct Row {
    char32_t first, last;
    unsigned uses;
};

constexpr unsigned kValue = static_cast<unsigned>(Invisible::in_value);
constexpr unsigned kBase64 = static_cast<unsigned>(Invisible::in_base64);
constexpr unsigned kKey = static_cast<unsigned>(Invisible::in_key);
constexpr unsigned kName = static_cast<unsigned>(Invisible::in_name);
constexpr unsigned kZeroWidth = static_cast<unsigned>(Invisible::zero_width);
constexpr unsigned kBidirectional = static_cast<unsigned>(Invisible::bidirectional);

constexpr unsigned kEscaped = static_cast<unsigned>(Invisible::escaped);

// In order. The general categories Zs, Zl, Zp and Cf of Unicode, as far as they turn up in text that people copy or
// that is made to deceive, and letters without a picture. Spaces that people write (U+3000) are not escaped.
constexpr Row kRows[] = {
    {0x0085, 0x0085, kValue | kEscaped},                                        // next line
    {0x00A0, 0x00A0, kValue | kBase64 | kKey | kEscaped},                       // no-break space
    {0x00AD, 0x00AD, kValue | kKey | kEscaped},                                 // soft hyphen
    {0x034F, 0x034F, kEscaped},                                                 // combining grapheme joiner
    {0x061C, 0x061C, kBidirectional | kEscaped},                                // Arabic letter mark
    {0x115F, 0x1160, kEscaped},                                                 // Hangul fillers
    {0x1680, 0x1680, kValue | kEscaped},                                        // Ogham space mark
    {0x180E, 0x180E, kEscaped},                                                 // Mongolian vowel separator
    {0x2000, 0x200A, kValue | kEscaped},                                        // spaces of many widths
    {0x200B, 0x200D, kValue | kBase64 | kKey | kName | kZeroWidth | kEscaped},  // zero width space, non-joiner, joiner
    {0x200E, 0x200F, kValue | kName | kBidirectional | kEscaped},               // left-to-right, right-to-left mark
    {0x2028, 0x2029, kValue | kName | kEscaped},                                // line and paragraph separator
    {0x202A, 0x202E, kValue | kName | kBidirectional | kEscaped},               // embeddings and overrides
    {0x202F, 0x202F, kValue | kBase64 | kKey | kEscaped},                       // narrow no-break space
    {0x205F, 0x205F, kValue | kEscaped},                                        // mathematical space
    {0x2060, 0x2060, kValue | kBase64 | kKey | kZeroWidth | kEscaped},          // word joiner
    {0x2061, 0x2064, kValue | kEscaped},                                        // invisible operators
    {0x2066, 0x2069, kName | kBidirectional | kEscaped},                        // isolates
    {0x206A, 0x206F, kEscaped},                                                 // deprecated format characters
    {0x2800, 0x2800, kEscaped},                                                 // blank of Braille
    {0x3000, 0x3000, kValue},                                                   // ideographic space
    {0x3164, 0x3164, kEscaped},                                                 // Hangul filler
    {0xFEFF, 0xFEFF, kValue | kBase64 | kKey | kName | kZeroWidth | kEscaped},  // byte order mark
    {0xFFA0, 0xFFA0, kEscaped},                                                 // halfwidth Hangul filler
    {0xFFF9, 0xFFFB, kEscaped},                                                 // interlinear annotation
    {0xE0000, 0xE007F, kEscaped},                                               // tags
};

}  // namespace

bool is_invisible(char32_t character, Invisible use) {
    if (character < kRows[0].first) return false;
    const auto* const behind = std::upper_bound(std::begin(kRows), std::end(kRows), character,
                                                [](char32_t value, const Row& row) { return value < row.first; });
    const Row& row = *std::prev(behind);
    return character <= row.last && (row.uses & static_cast<unsigned>(use)) != 0;
}

bool is_blank(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();) {
        const CodePoint point = decode(utf8, at);
        const bool white = point.value == ' ' || (point.value >= '\t' && point.value <= '\r');
        const bool unseen =
            is_invisible(point.value, Invisible::in_value) || is_invisible(point.value, Invisible::escaped);
        if (!point.valid || !(white || unseen)) return false;
        at += point.length;
    }
    return true;
}

std::size_t invisible_at(std::string_view utf8, std::size_t offset, Invisible use) {
    if (offset >= utf8.size() || static_cast<unsigned char>(utf8[offset]) < 0x80) return 0;
    const CodePoint point = decode(utf8, offset);
    return point.valid && is_invisible(point.value, use) ? point.length : 0;
}

}  // namespace preflight::text
