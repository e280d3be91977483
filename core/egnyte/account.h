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
#define ATTRIBUTE(name, decisive, stored) name,
#include "core/egnyte/attributes.def"
#undef ATTRIBUTE
};

inline constexpr std::array kCanonicalAttributes = std::to_array<std::string_view>({
#define ATTRIBUTE(name, decisive, stored) #name,
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
        std::size_t place = i;  // insertion: std::sort with a lambda is no constant expression everywhere
        for (; place > 0 && kCanonicalAttributes[i] < name_of(result[place - 1]); --place)
            result[place] = result[place - 1];
        result[place] = static_cast<Attribute>(i);
    }
    return result;
}

// See attributes.def.
[[nodiscard]] constexpr bool is_decisive(Attribute attribute) {
    constexpr bool kDecisive[] = {
#define ATTRIBUTE(name, decisive, stored) decisive,
#include "core/egnyte/attributes.def"
#undef ATTRIBUTE
    };
    return kDecisive[static_cast<std::size_t>(attribute)];
}
[[nodiscard]] constexpr bool is_stored(Attribute attribute) {
    constexpr bool kStored[] = {
#define ATTRIBUTE(name, decisive, stored) stored,
#include "core/egnyte/attributes.def"
#undef ATTRIBUTE
    };
    return kStored[static_cast<std::size_t>(attribute)];
}

// Columns of the accounts table: "id" and the canonical names; booleans are cells of kind boolean whatever their
// spelling in the file (yes/no, "true"/"false"), userType and authType as written.
inline constexpr std::string_view kAccountId = "id";

}  // namespace preflight::egnyte
