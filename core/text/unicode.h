// UTF-8 and UTF-16: checking, decoding, converting. Not case mapping or normalisation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preflight::text {

inline constexpr char32_t kReplacement = 0xFFFD;

// One code point read from UTF-8. `length` is in bytes, at least 1; `valid` is false for a malformed sequence, whose
// code point is U+FFFD and whose length is 1.
struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0;
    bool valid = true;
};

// `offset` is in bytes and must be inside `utf8`.
[[nodiscard]] CodePoint decode(std::string_view utf8, std::size_t offset);

// The bytes that begin a code point, so parts of a text add up wherever it is cut. Of malformed bytes those that only
// continue one count nothing, others one each.
[[nodiscard]] std::size_t count_code_points(std::string_view utf8);
// How many come before the byte `offset`, which is at most the size: places for people count code points.
[[nodiscard]] inline std::size_t code_points_before(std::string_view utf8, std::size_t offset) {
    return count_code_points(utf8.substr(0, offset));
}

// Appends the UTF-8 of a code point; surrogates and values above U+10FFFF become U+FFFD.
void append(std::string& utf8, char32_t code_point);

// The byte offset of the first malformed sequence, or nothing when all is well-formed UTF-8 (RFC 3629).
[[nodiscard]] std::optional<std::size_t> find_invalid(std::string_view utf8);

// The text with every malformed sequence replaced by U+FFFD.
[[nodiscard]] std::string repair(std::string_view utf8);

// Equal ignoring the case of ASCII letters only.
[[nodiscard]] bool equal_ignoring_ascii_case(std::string_view a, std::string_view b);
[[nodiscard]] std::string ascii_lower(std::string_view text);
// With the first letter in upper case, if it is an ASCII letter: for the beginning of a sentence.
[[nodiscard]] std::string capitalised(std::string text);
// Each `from` of the text, from its beginning on and not in what was put there. `from` is not empty.
void replace_all(std::string& text, std::string_view from, std::string_view to);

// Without white space (space, tab, CR, LF, VT, FF) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace preflight::text
