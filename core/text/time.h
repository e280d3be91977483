// Points in time without a clock: RFC 3339 and xs:dateTime to seconds since 1970 UTC and back. Proleptic Gregorian, no
// leap seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preflight::text {

inline constexpr std::int64_t kDay = 86400;  // seconds

struct CivilTime {
    int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
};

// Nothing when a field is outside its range.
[[nodiscard]] std::optional<std::int64_t> unix_time(const CivilTime& time);
[[nodiscard]] CivilTime civil_time(std::int64_t unix_seconds);

// Days since 1970-01-01 of a date that exists, and the days of a month (1 to 12). Any year that an int can hold.
[[nodiscard]] std::int64_t days_from_civil(std::int64_t year, int month, int day);
[[nodiscard]] int days_in_month(std::int64_t year, int month);

// "2026-11-23T12:00:00Z", with offsets and fractions (which are cut off). Without a zone it is UTC (xs:dateTime allows
// that).
[[nodiscard]] std::optional<std::int64_t> parse_time(std::string_view text);

[[nodiscard]] std::string format_time(std::int64_t unix_seconds);  // "2026-11-23T12:00:00Z"
[[nodiscard]] std::string format_date(std::int64_t unix_seconds);  // "2026-11-23"

}  // namespace preflight::text
