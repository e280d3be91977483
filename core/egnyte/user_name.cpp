#include "core/egnyte/user_name.h"

#include <algorithm>
#include <array>

#include "core/text/nearest.h"
#include "core/text/unicode.h"

namespace preflight::egnyte {

namespace {

constexpr std::array<std::string_view, 3> kUserTypes = {"admin", "power", "standard"};
constexpr std::size_t kShortestUsual = 2;  // Q2
constexpr std::size_t kLongestUsual = 64;  // Q2

bool letter_or_digit(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool user_name_character(char32_t c) {
    return letter_or_digit(c) || c == '.' || c == '-' || c == '_';
}

UserNameCheck check_user_name(std::string_view name) {
    UserNameCheck result;
    if (text::trim(name).empty() || name == "null") {
        result.faults.push_back(UserNameFault::missing);
        return result;
    }
    bool at_sign = false;
    std::size_t length = 0;
    for (std::size_t i = 0; i < name.size(); ++length) {
        const text::CodePoint point = text::decode(name, i);
        i += point.length;
        if (point.value == '@') {
            at_sign = true;
        } else if (!user_name_character(point.value)) {
            auto& seen = result.invalid_characters;
            if (std::find(seen.begin(), seen.end(), point.value) == seen.end()) seen.push_back(point.value);
        }
    }
    const char32_t first = text::decode(name, 0).value;
    if (at_sign) result.faults.push_back(UserNameFault::has_at_sign);
    if (!result.invalid_characters.empty()) result.faults.push_back(UserNameFault::invalid_character);
    // Letters beyond ASCII are letters all the same: they are named above, not here.
    const bool letter_or_digit = first >= 0x80 || (first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') ||
                                 (first >= 'a' && first <= 'z');
    if (!letter_or_digit) result.faults.push_back(UserNameFault::invalid_start);
    if (length < kShortestUsual || length > kLongestUsual) result.faults.push_back(UserNameFault::unusual_length);
    return result;
}

bool counts_as_unset(std::string_view value) {
    const std::string_view trimmed = text::trim(value);
    return trimmed.empty() || text::equal_ignoring_ascii_case(trimmed, "undefined");
}

bool valid_user_type(std::string_view value) {
    return std::find(kUserTypes.begin(), kUserTypes.end(), value) != kUserTypes.end();
}

std::string_view nearest_user_type(std::string_view value) {
    const std::string_view trimmed = text::trim(value);
    for (const std::string_view type : kUserTypes) {
        if (text::equal_ignoring_ascii_case(trimmed, type)) return type;
    }
    const std::string lowered = text::ascii_lower(trimmed);
    // "Administrator", "Power User", "Standard User": the words of Egnyte's own screens.
    for (const std::string_view type : kUserTypes) {
        if (lowered.compare(0, type.size(), type) == 0) return type;
    }
    return text::nearest_name(lowered, kUserTypes).value_or(std::string_view{});
}

std::optional<std::string_view> canonical_auth_type(std::string_view value) {
    for (const std::string_view type : {std::string_view("sso"), std::string_view("egnyte"), std::string_view("ad")}) {
        if (text::equal_ignoring_ascii_case(text::trim(value), type)) return type;
    }
    return std::nullopt;
}

bool plausible_email(std::string_view value) {
    const auto at = value.find('@');
    if (at == std::string_view::npos || at == 0 || value.find('@', at + 1) != std::string_view::npos) return false;
    const std::string_view local = value.substr(0, at);
    const std::string_view domain = value.substr(at + 1);
    const auto bad = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == 0x7F || c == '<' || c == '>' || c == ',' || c == ';';
    };
    if (std::any_of(value.begin(), value.end(), bad)) return false;
    if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return false;
    if (domain.empty() || domain.front() == '.' || domain.back() == '.' ||
        domain.find("..") != std::string_view::npos) {
        return false;
    }
    return std::all_of(domain.begin(), domain.end(), [](char c) {
        return c == '.' || c == '-' || letter_or_digit(static_cast<unsigned char>(c)) ||
               static_cast<unsigned char>(c) >= 0x80;
    });
}

}  // namespace preflight::egnyte
