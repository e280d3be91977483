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

// Columns of the accounts table: "id" and the canonical names; booleans are cells of kind boolean whatever their
// spelling in the file (yes/no, "true"/"false"), userType and authType as written.
inline constexpr std::string_view kAccountId = "id";

}  // namespace preflight::egnyte
