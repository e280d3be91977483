#include "core/intake/spoiled_cells.h"

#include <algorithm>
#include <array>

#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}

// One digit, perhaps a fraction, "E+" and the exponent: as spreadsheets show numbers that are too long for a column.
bool is_scientific(std::string_view text) {
    if (text.size() < 4 || !is_ascii_digit(text[0])) return false;
    std::size_t at = 1;
    if (text[at] == '.' || text[at] == ',') {
        for (++at; at < text.size() && is_ascii_digit(text[at]);) ++at;
    }
    if (text.substr(at, 2) != "E+") return false;
    const std::string_view exponent = text.substr(at + 2);
    return !exponent.empty() && exponent.size() <= 3 && std::all_of(exponent.begin(), exponent.end(), is_ascii_digit);
}

// Of Excel in English and German, and of LibreOffice.
constexpr std::array<std::string_view, 12> kErrors = {"#N/A",    "#NAME?", "#VALUE!", "#REF!",   "#NUM!",  "#NULL!",
                                                      "#DIV/0!", "#NV",    "#WERT!",  "#BEZUG!", "#ZAHL!", "#SPILL!"};

}  // namespace

Spoiled spoiled(std::string_view cell) {
    if (text::find_invalid(cell) || cell.find('\0') != std::string_view::npos) return Spoiled::bytes;
    const std::string_view value = text::trim(cell);
    if (value.empty()) return Spoiled::no;
    if (is_ascii_digit(value.front())) return is_scientific(value) ? Spoiled::number : Spoiled::no;
    if (value.front() == '#')
        return std::find(kErrors.begin(), kErrors.end(), value) != kErrors.end() ? Spoiled::error : Spoiled::no;
    return left_by_powershell(value) ? Spoiled::object : Spoiled::no;
}

std::size_t find_double_encoding(std::string_view text) {
    constexpr char kLead = '\xC3';      // of U+00C0 to U+00FF
    constexpr char kNextLead = '\xC2';  // of U+0080 to U+00BF
    for (std::size_t at = text.find(kLead); at < text.size(); at = text.find(kLead, at + 1)) {
        if (text.size() - at < 4) break;
        // A with tilde, circumflex, ring or umlaut is how windows-1252 shows the first bytes of accented Latin letters.
        const auto first = static_cast<unsigned char>(text[at + 1]), second = static_cast<unsigned char>(text[at + 3]);
        if (first < 0x82 || first > 0x85 || text[at + 2] != kNextLead) continue;
        // No-break spaces and angle quotes do follow such letters.
        if (second <= 0xA0 || second == 0xAB || second == 0xBB) continue;
        return at;
    }
    return std::string_view::npos;
}

}  // namespace preflight::intake
