// The conversions of okta-el 3 and the two measures of a text.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/expression/values/conversions.h"
#include "core/text/swar.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

// Where one value is wanted a list counts as its first element, as Spring's conversion has it; an empty one is nothing.
const Value& single(const Value& value) {
    const Value* one = &value;
    while (one->kind() == Kind::list && !one->as_list().empty()) one = &one->as_list().front();
    return *one;
}

// The surrogate that begins at `at` without being part of a code point: UTF-16 can hold one, UTF-8 cannot. Texts hold
// it as the three bytes that UTF-8 would need for it, and only by itself: rejoined() below. 0: none.
char16_t surrogate_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (text.size() - at < 3 || byte(at) != 0xED || byte(at + 1) < 0xA0 || byte(at + 1) > 0xBF ||
        (byte(at + 2) & 0xC0U) != 0x80)
        return 0;
    return static_cast<char16_t>(0xD000U | (byte(at + 1) & 0x3FU) << 6U | (byte(at + 2) & 0x3FU));
}

// Without any white space, as Spring reads whole numbers: Character.isWhitespace, which leaves no-break spaces.
std::string without_space(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const text::CodePoint point = text::decode(text, i);
        const char32_t c = point.value;
        const bool space = (c >= 9 && c <= 13) || (c >= 28 && c <= 32) || c == 0x1680 || c == 0x2028 || c == 0x2029 ||
                           c == 0x205F || c == 0x3000 || (c >= 0x2000 && c <= 0x200A && c != 0x2007);
        if (!space) result += text.substr(i, point.length);
        i += point.length;
    }
    return result;
}

}  // namespace

std::string_view trimmed_as_java(std::string_view text) {
    const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

bool has_object(const Value& value) {
    if (value.kind() == Kind::map) return true;
    if (value.kind() != Kind::list) return false;
    std::vector<const Value*> open = {&value};
    while (!open.empty()) {
        const Value& list = *open.back();
        open.pop_back();
        for (const Value& element : list.as_list()) {
            if (element.kind() == Kind::map) return true;
            if (element.kind() == Kind::list) open.push_back(&element);
        }
    }
    return false;
}

std::optional<bool> to_boolean(const Value& given) {
    const Value& value = single(given);
    if (value.kind() == Kind::boolean) return value.as_boolean();
    if (!value.is_string()) return std::nullopt;
    const std::string text = text::ascii_lower(trimmed_as_java(value.as_string()));
    if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
    if (text == "false" || text == "no" || text == "off" || text == "0") return false;
    return std::nullopt;
}

std::optional<std::int32_t> to_int(const Value& given) {
    const Value& value = single(given);
    constexpr std::int64_t kLeast = std::numeric_limits<std::int32_t>::min();
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    std::int64_t wide = 0;
    if (value.is_floating()) {
        if (std::isnan(value.as_double())) return 0;  // as Java casts it
        if (value.as_double() <= static_cast<double>(kLeast) - 1 || value.as_double() >= static_cast<double>(kMost) + 1)
            return std::nullopt;
        wide = static_cast<std::int64_t>(value.as_double());
    } else if (value.is_number()) {
        wide = value.as_integer();
    } else if (value.is_string()) {
        std::string text = without_space(value.as_string());
        bool negative = false;
        bool plus = false;
        if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
            negative = text[0] == '-';
            plus = !negative;
            text.erase(0, 1);
        }
        // Hexadecimal as Spring knows it: 0x, 0X or #, never behind a plus.
        std::size_t prefix = 0;
        if (!plus && text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) prefix = 2;
        if (!plus && text.size() > 1 && text[0] == '#') prefix = 1;
        const bool hex = prefix > 0;
        std::string digits = text.substr(prefix);
        // Zeros in front do not count.
        digits.erase(0, std::min(digits.find_first_not_of('0'), digits.empty() ? 0 : digits.size() - 1));
        if (digits.empty() || digits.size() > 11) return std::nullopt;
        for (const char c : digits) {
            const bool digit = c >= '0' && c <= '9';
            const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!digit && !(hex && letter)) return std::nullopt;
            wide = wide * (hex ? 16 : 10) + (digit ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        if (negative) wide = -wide;
    } else {
        return std::nullopt;
    }
    if (wide < kLeast || wide > kMost) return std::nullopt;
    return static_cast<std::int32_t>(wide);
}

Value to_list(const Value& value) {
    if (value.is_null() || value.kind() == Kind::list) return value;
    if (!value.is_string()) return Value::list({value});
    Value::List list;
    std::string_view rest = value.as_string();
    if (rest.empty()) return Value::list({});
    while (true) {
        const auto comma = rest.find(',');
        list.push_back(Value::string(trimmed_as_java(rest.substr(0, comma))));
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
    }
    return Value::list(std::move(list));
}

std::u16string to_utf16(std::string_view utf8) {
    std::u16string result;
    result.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        if (const char16_t surrogate = surrogate_at(utf8, i); surrogate != 0) {
            result += surrogate;
            i += 3;
            continue;
        }
        const text::CodePoint point = text::decode(utf8, i);
        i += point.length;
        if (point.value >= 0x10000) {
            result += static_cast<char16_t>(0xD800 + ((point.value - 0x10000) >> 10U));
            result += static_cast<char16_t>(0xDC00 + ((point.value - 0x10000) & 0x3FFU));
        } else {
            result += static_cast<char16_t>(point.value);
        }
    }
    return result;
}

std::string to_utf8(std::u16string_view units) {
    std::string result;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const char32_t high = units[i];
        if (high >= 0xD800 && high <= 0xDBFF && i + 1 < units.size() && units[i + 1] >= 0xDC00 &&
            units[i + 1] <= 0xDFFF) {
            text::append(result, 0x10000 + ((high - 0xD800) << 10U) + (static_cast<char32_t>(units[i + 1]) - 0xDC00));
            ++i;
        } else if (high >= 0xD800 && high <= 0xDFFF) {
            result += static_cast<char>(0xED);
            result += static_cast<char>(0x80U | ((high >> 6U) & 0x3FU));
            result += static_cast<char>(0x80U | (high & 0x3FU));
        } else {
            text::append(result, high);
        }
    }
    return result;
}

std::size_t find_surrogate(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find('\xED', from); at != std::string_view::npos; at = text.find('\xED', at + 1)) {
        if (surrogate_at(text, at) != 0) return at;
    }
    return std::string_view::npos;
}

std::string in_halves(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = static_cast<unsigned char>(text[i]) >= 0xF0 ? text::decode(text, i).length : 1;
        if (length == 4) {
            const std::u16string pair = to_utf16(text.substr(i, 4));
            for (const char16_t half : pair) result += to_utf8(std::u16string_view(&half, 1));
        } else {
            result += text.substr(i, length);
        }
        i += length;
    }
    return result;
}

std::string rejoined(std::string text) {
    return find_surrogate(text, 0) == std::string::npos ? std::move(text) : to_utf8(to_utf16(text));
}

Value joined_texts(std::string_view first, std::string_view second) {
    if (find_surrogate(first) != std::string_view::npos)
        return Value::string(rejoined(std::string(first).append(second)));
    return Value::string_of(first.size() + second.size(), [&](char* bytes) {
        std::copy(first.begin(), first.end(), bytes);
        std::copy(second.begin(), second.end(), bytes + first.size());
    });
}

bool is_ascii(std::string_view text) {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        if ((text::eight_at(text.data() + i) & text::kHighBits) != 0) return false;
    }
    for (; i < text.size(); ++i) {
        if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
    }
    return true;
}

std::size_t utf16_length(std::string_view utf8) {
    std::size_t units = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        // Every code point counts at its first byte; those of four bytes are two units.
        if ((byte & 0xC0U) != 0x80U) units += byte >= 0xF0U ? 2 : 1;
    }
    return units;
}

}  // namespace preflight::expression
