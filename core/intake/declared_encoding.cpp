#include "core/intake/declared_encoding.h"

#include <utility>

#include "core/text/unicode.h"

namespace preflight::intake {

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
