// Egnyte's side: canonical attribute names and the columns of the account table (CSV export, API list, SCIM list).
// Follows facts egnyte 8.1, 8.2 and spec 4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace preflight::egnyte {

// The canonical attributes by number: rows of attributes.def.
enum class Attribute : std::uint8_t {
#define ATTRIBUTE(name, ...) name,
#include "core/egnyte/attributes.def"
#undef ATTRIBUTE
};

inline constexpr std::array kCanonicalAttributes = std::to_array<std::string_view>({
#define ATTRIBUTE(name, ...) #name,
#include "core/egnyte/attributes.def"
#undef ATTRIBUTE
});
inline constexpr std::size_t kAttributeCount = kCanonicalAttributes.size();

[[nodiscard]] constexpr std::string_view name_of(Attribute attribute) {
    return kCanonicalAttributes[static_cast<std::size_t>(attribute)];
}
[[nodiscard]] constexpr std::optional<Attribute> attribute_of(std::string_view name) {
    for (std::size_t i = 0; i < kAttributeCount; ++i) {
        if (kCanonicalAttributes[i] == name) return static_cast<Attribute>(i);
    }
    return std::nullopt;
}

// In the order of their names, as reports list them.
[[nodiscard]] constexpr std::array<Attribute, kAttributeCount> attributes_by_name() {
    std::array<Attribute, kAttributeCount> result{};
    for (std::size_t i = 0; i < kAttributeCount; ++i) {
        std::size_t place = i;  // insertion: std::sort with a lambda is not a constant expression everywhere
        for (; place > 0 && kCanonicalAttributes[i] < name_of(result[place - 1]); --place)
            result[place] = result[place - 1];
        result[place] = static_cast<Attribute>(i);
    }
    return result;
}

// What else attributes.def says of an attribute.
enum class Member : std::uint8_t { nothing, text, boolean };
struct AttributeRow {
    bool decisive = false, stored = false, personal = false;
    Member member = Member::nothing;
    std::string_view headers, titles;  // words separated by blanks
};
inline constexpr AttributeRow kAttributeRows[] = {
#define ATTRIBUTE(name, decisive, stored, personal, member, headers, titles) \
    {decisive, stored, personal, Member::member, headers, titles},
#include "core/egnyte/attributes.def"
#undef ATTRIBUTE
};
[[nodiscard]] constexpr const AttributeRow& row_of(Attribute attribute) {
    return kAttributeRows[static_cast<std::size_t>(attribute)];
}
[[nodiscard]] constexpr bool is_decisive(Attribute attribute) {
    return row_of(attribute).decisive;
}
[[nodiscard]] constexpr bool is_stored(Attribute attribute) {
    return row_of(attribute).stored;
}
// The attribute that has this word among its headers or titles; nothing when none has.
[[nodiscard]] constexpr std::optional<Attribute> attribute_with(std::string_view AttributeRow::*words,
                                                                std::string_view word) {
    for (std::size_t i = 0; i < kAttributeCount && !word.empty(); ++i) {
        std::string_view rest = kAttributeRows[i].*words;
        while (!rest.empty()) {
            const std::size_t end = rest.find(' ');
            if (rest.substr(0, end) == word) return static_cast<Attribute>(i);
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
    }
    return std::nullopt;
}

// Columns of the accounts table: "id" and the canonical names; booleans are cells of kind boolean whatever their
// spelling in the file (yes/no, "true"/"false"), userType and authType as written.
inline constexpr std::string_view kAccountId = "id";
// When the account was last used, as written; null: never (facts egnyte 8.1, L10). Unset where the export has no such
// column or key.
inline constexpr std::string_view kLastActive = "lastActive";

// The day of such a text (MM/DD/YYYY, or a time that begins with YYYY-MM-DD) in seconds since 1970 UTC.
[[nodiscard]] std::optional<std::int64_t> last_active_day(std::string_view text);

}  // namespace preflight::egnyte
