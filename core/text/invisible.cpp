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

// In order. The general categories Zs, Zl, Zp and Cf of Unicode, as far as they turn up in text that people copy.
constexpr Row kRows[] = {
    {0x0085, 0x0085, kValue},                                        // next line
    {0x00A0, 0x00A0, kValue | kBase64 | kKey},                       // no-break space
    {0x00AD, 0x00AD, kValue | kKey},                                 // soft hyphen
    {0x1680, 0x1680, kValue},                                        // Ogham space mark
    {0x2000, 0x200A, kValue},                                        // spaces of many widths
    {0x200B, 0x200D, kValue | kBase64 | kKey | kName | kZeroWidth},  // zero width space, non-joiner, joiner
    {0x200E, 0x200F, kValue | kName | kBidirectional},               // left-to-right and right-to-left mark
    {0x2028, 0x2029, kValue | kName},                                // line and paragraph separator
    {0x202A, 0x202E, kValue | kName | kBidirectional},               // embeddings and overrides
    {0x202F, 0x202F, kValue | kBase64 | kKey},                       // narrow no-break space
    {0x205F, 0x205F, kValue},                                        // mathematical space
    {0x2060, 0x2060, kValue | kBase64 | kKey | kZeroWidth},          // word joiner
    {0x2061, 0x2064, kValue},                                        // invisible operators
    {0x2066, 0x2069, kName | kBidirectional},                        // isolates
    {0x3000, 0x3000, kValue},                                        // ideographic space
    {0xFEFF, 0xFEFF, kValue | kBase64 | kKey | kName | kZeroWidth},  // byte order mark
};

}  // namespace

bool is_invisible(char32_t character, Invisible use) {
    if (character < kRows[0].first) return false;
    const auto* const behind = std::upper_bound(std::begin(kRows), std::end(kRows), character,
                                                [](char32_t value, const Row& row) { return value < row.first; });
    const Row& row = *std::prev(behind);
    return character <= row.last && (row.uses & static_cast<unsigned>(use)) != 0;
}

std::size_t invisible_at(std::string_view utf8, std::size_t offset, Invisible use) {
    if (offset >= utf8.size() || static_cast<unsigned char>(utf8[offset]) < 0x80) return 0;
    const CodePoint point = decode(utf8, offset);
    return point.valid && is_invisible(point.value, use) ? point.length : 0;
}

}  // namespace preflight::text
