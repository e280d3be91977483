#pragma once
#include <string>
#include <string_view>
#include <cstdint>
namespace preflight::expression::date_time {
struct DateTime { std::int64_t millis; int offset_seconds; std::string_view zone_id; };
inline std::string java_text(const DateTime&) { return {}; }
}
