// Conversions between kinds of values (okta-el 3), and texts measured in UTF-16 units.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/expression/values/value.h"

namespace preflight::expression {

// True for null and the empty text, which `?:` replaces.
[[nodiscard]] inline bool is_missing(const Value& value) {
    return value.is_null() || (value.is_string() && value.as_string().empty());
}
// The operator `empty` of templates: also true for a list without elements.
[[nodiscard]] inline bool is_empty(const Value& value) {
    return is_missing(value) || (value.kind() == Kind::list && value.as_list().empty());
}

// Nothing when the value cannot be converted.
[[nodiscard]] std::optional<bool> to_boolean(const Value& value);
[[nodiscard]] std::optional<std::int32_t> to_int(const Value& value);
[[nodiscard]] Value to_list(const Value& value);  // null stays null

// The language measures texts in UTF-16 units. An index or substring can leave half of a surrogate pair, which UTF-8
// cannot represent: such a half is kept as three bytes (WTF-8) and printed as U+FFFD.
[[nodiscard]] std::u16string to_utf16(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u16string_view units);
// The byte offset of the first unpaired half at or after `from`; npos if there is none.
[[nodiscard]] std::size_t find_surrogate(std::string_view text, std::size_t from = 0);
// Every pair split into its halves, so that one half can be found inside a pair.
[[nodiscard]] std::string in_halves(std::string_view text);
// The reverse: adjacent halves become pairs again.
[[nodiscard]] std::string rejoined(std::string text);
[[nodiscard]] Value joined_texts(std::string_view first, std::string_view second);
// Like Java's trim(): without characters up to U+0020 at both ends.
[[nodiscard]] std::string_view trimmed_as_java(std::string_view text);
// Whether the value is an object or a list that contains one: neither converts to text.
[[nodiscard]] bool has_object(const Value& value);
[[nodiscard]] bool is_ascii(std::string_view text);
[[nodiscard]] std::size_t utf16_length(std::string_view utf8);

}  // namespace preflight::expression
