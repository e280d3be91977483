#include "core/saml/encoding.h"

#include <algorithm>

#include "core/text/unicode.h"

namespace preflight::saml {

std::string declared_encoding(std::string_view body, std::size_t begin, text::Span& at) {
    const auto end = body.substr(0, 300).find("?>");
    if (body.substr(0, 5) != "<?xml" || end == std::string_view::npos) return {};
    at = {begin, begin + end + 2};
    const auto word = body.substr(0, end).find("encoding");
    if (word == std::string_view::npos) return {};
    const auto open = body.find_first_of("\"'", word);
    if (open == std::string_view::npos || open >= end) return {};
    const auto close = body.find(body[open], open + 1);
    if (close == std::string_view::npos || close >= end) return {};
    at = {begin + open + 1, begin + close};
    return text::ascii_lower(body.substr(open + 1, close - open - 1));
}

bool is_legacy_encoding(std::string_view name) {
    // IANA's names and the commonest other ones, by how they begin.
    constexpr std::string_view kBeginnings[] = {
        "iso-8859-", "iso_8859-", "iso8859-",  "latin",       "windows-125", "cp125",      "cp8", "cp437",
        "ibm8",      "ibm437",    "koi8-",     "macintosh",   "x-mac",       "gb2312",     "gbk", "gb18030",
        "big5",      "euc-",      "shift_jis", "windows-31j", "tis-620",     "windows-874"};
    return std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                       [&](std::string_view start) { return name.substr(0, start.size()) == start; });
}

bool is_ascii_encoding(std::string_view name) {
    return name == "us-ascii" || name == "ascii" || name == "iso646-us" || name == "ansi_x3.4-1968";
}

bool is_utf16_encoding(std::string_view name) {
    return name.substr(0, 6) == "utf-16" || name == "ucs-2" || name == "iso-10646-ucs-2";
}

}  // namespace preflight::saml
