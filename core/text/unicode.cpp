#include "core/text/unicode.h"

#include <algorithm>
#include <bit>

#include "core/text/swar.h"

namespace preflight::text {

namespace {

unsigned byte_at(std::string_view text, std::size_t i) {
    return static_cast<unsigned char>(text[i]);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

CodePoint decode(std::string_view utf8, std::size_t offset) {
    const unsigned first = byte_at(utf8, offset);
    if (first < 0x80) return {first, 1, true};
    std::size_t length = 0;
    char32_t value = 0;
    char32_t least = 0;
    if ((first & 0xE0U) == 0xC0U) {
        length = 2, value = first & 0x1FU, least = 0x80;
    } else if ((first & 0xF0U) == 0xE0U) {
        length = 3, value = first & 0x0FU, least = 0x800;
    } else if ((first & 0xF8U) == 0xF0U) {
        length = 4, value = first & 0x07U, least = 0x10000;
    } else {
        return {kReplacement, 1, false};
    }
    if (utf8.size() - offset < length) return {kReplacement, 1, false};
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned next = byte_at(utf8, offset + i);
        if ((next & 0xC0U) != 0x80U) return {kReplacement, 1, false};
        value = (value << 6U) | (next & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < least || value > 0x10FFFF || surrogate) return {kReplacement, 1, false};
    return {value, length, true};
}

std::size_t count_code_points(std::string_view utf8) {
    // All but the continuation bytes, whose highest bit is set and the next one is not.
    std::size_t count = utf8.size(), i = 0;
    for (; i + 8 <= utf8.size(); i += 8) {
        const std::uint64_t word = eight_at(utf8.data() + i);
        count -= static_cast<std::size_t>(std::popcount(word & ~(word << 1U) & kHighBits));
    }
    for (; i < utf8.size(); ++i) count -= (byte_at(utf8, i) & 0xC0U) == 0x80U ? 1U : 0U;
    return count;
}

void append(std::string& utf8, char32_t code_point) {
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = kReplacement;
    const auto put = [&utf8](char32_t byte) { utf8.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0U | (code_point >> 6U));
        put(0x80U | (code_point & 0x3FU));
    } else if (code_point < 0x10000) {
        put(0xE0U | (code_point >> 12U));
        put(0x80U | ((code_point >> 6U) & 0x3FU));
        put(0x80U | (code_point & 0x3FU));
    } else {
        put(0xF0U | (code_point >> 18U));
        put(0x80U | ((code_point >> 12U) & 0x3FU));
        put(0x80U | ((code_point >> 6U) & 0x3FU));
        put(0x80U | (code_point & 0x3FU));
    }
}

std::optional<std::size_t> find_invalid(std::string_view utf8) {
    for (std::size_t i = 0; i < utf8.size();) {
        const CodePoint point = decode(utf8, i);
        if (!point.valid) return i;
        i += point.length;
    }
    return std::nullopt;
}

std::string repair(std::string_view utf8) {
    std::string result;
    result.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const CodePoint point = decode(utf8, i);
        append(result, point.value);
        i += point.length;
    }
    return result;
}

bool equal_ignoring_ascii_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string ascii_lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::string_view trim(std::string_view text) {
    // Not find_first_not_of(): texts are many, and most have nothing to trim.
    const auto is_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace preflight::text
