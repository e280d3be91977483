// Countries of ISO 3166-1 and how they are recognised (okta-el 7, 11).
#pragma once

#include <span>
#include <string_view>

namespace preflight::expression {

// Static lifetime. The name is the English short name in the standard's words, UTF-8; Okta attests only "India"
// and "United States".
struct Country {
    std::string_view alpha2, alpha3, numeric, name;
};

[[nodiscard]] std::span<const Country> countries();

// By alpha-2, alpha-3, numeric code (leading zeros may be left out) or English name, any case; null when there is none.
// Blanks around the text are not taken away.
[[nodiscard]] const Country* find_country(std::string_view text);

}  // namespace preflight::expression
