#pragma once
#include <string_view>
namespace preflight::expression {
struct Country { std::string_view alpha2, alpha3, numeric, name; };
inline const Country* find_country(std::string_view) { return nullptr; }
}
