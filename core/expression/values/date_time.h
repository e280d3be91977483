// Points in time of the expression language and their plain texts (okta-el 9, 11); patterns are in date_time_pattern.h.
// Milliseconds since 1970 UTC, proleptic Gregorian, no leap seconds. No clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preflight::expression::date_time {

constexpr std::int64_t kDayMillis = 86'400'000;
// The years that 64 bits of milliseconds hold as a whole.
constexpr std::int64_t kEarliestYear = -292'275'054;
constexpr std::int64_t kLatestYear = 292'278'993;

// `zone_id` is empty where only the offset is known.
struct DateTime {
    std::int64_t millis;
    int offset_seconds;
    std::string_view zone_id;
};

// yyyy-MM-ddTHH:mm:ss[.fraction](Z|±hh:mm); years of up to nine digits and a sign as this language writes them. Digits
// beyond the millisecond are cut off. Nothing for every other text, a bare date included.
[[nodiscard]] std::optional<DateTime> from_iso(std::string_view text);

// "2015-07-31T13:18:37.979-04:00", "Z" for no offset: always with milliseconds, as Joda-Time writes it.
[[nodiscard]] std::string iso_text(std::int64_t millis, int offset_seconds);

// As java.time writes it: "2015-07-30T23:58:32Z", "2015-08-01T02:18:37.979+09:00[Asia/Tokyo]"; seconds of 0 are left
// out.
[[nodiscard]] std::string java_text(const DateTime& time);

// "+hh:mm", with ":ss" where there are seconds; "+hhmm" without colons and seconds.
[[nodiscard]] std::string offset_text(int offset_seconds, bool colons, bool seconds);

// Rounded down, and what is left over: not below 0 for a positive b.
[[nodiscard]] std::int64_t floor_div(std::int64_t a, std::int64_t b);
[[nodiscard]] std::int64_t floor_mod(std::int64_t a, std::int64_t b);
// At least `width` digits, the sign in front.
[[nodiscard]] std::string padded(std::int64_t value, std::size_t width);

}  // namespace preflight::expression::date_time
