// Unicode case mapping in the root locale (full mapping: straße -> STRASSE, final sigma). ASCII-only needs: unicode.h.
#pragma once

#include <string>
#include <string_view>

namespace preflight::text {

// UTF-8 in and out; malformed bytes become U+FFFD.
[[nodiscard]] std::string to_upper(std::string_view utf8);
[[nodiscard]] std::string to_lower(std::string_view utf8);

}  // namespace preflight::text
