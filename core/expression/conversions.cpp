// The conversions of okta-el 3 and the two measures of a text.
#include <cmath>
#include <limits>

#include "core/expression/functions.h"
#include "core/text/unicode.h"

namespace preflight::expression {

std::optional<bool> to_boolean(const Value& value) {
    if (value.kind() == Kind::boolean) return value.as_boolean();
    if (!value.is_string()) return std::nullopt;
    const std::string text = text::ascii_lower(text::trim(value.as_string()));
    if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
    if (text == "false" || text == "no" || text == "off" || text == "0") return false;
    return std::nullopt;
}

std::optional<std::int32_t> to_int(const Value& value) {
    constexpr std::int64_t kLeast = std::numeric_limits<std::int32_t>::min();
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    std::int64_t wide = 0;
    if (value.is_floating()) {
        if (std::isnan(value.as_double()) || value.as_double() <= static_cast<double>(kLeast) - 1 ||
            value.as_double() >= static_cast<double>(kMost) + 1)
            return std::nullopt;
        wide = static_cast<std::int64_t>(value.as_double());
    } else if (value.is_number()) {
        wide = value.as_integer();
    } else if (value.is_string()) {
        std::string text(text::trim(value.as_string()));
        bool negative = false;
        if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
            negative = text[0] == '-';
            text.erase(0, 1);
        }
        const bool hex = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
        const std::string digits = hex ? text.substr(2) : text;
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
        list.push_back(Value::string(std::string(text::trim(rest.substr(0, comma)))));
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
    }
    return Value::list(std::move(list));
}

std::u16string to_utf16(std::string_view utf8) {
    std::u16string result;
    result.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
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
        } else {
            text::append(result, high);
        }
    }
    return result;
}

bool is_ascii(std::string_view text) {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + i, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0) return false;
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
