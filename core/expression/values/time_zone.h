// Time zones by the ids that Okta accepts (okta-el 9), with daylight saving and local mean time, from a packed copy of
// the tz database (tools/make-time-zones.mjs; docs/dependencies.md). Every year has an answer: after the last recorded
// change the zone's yearly rule goes on for ever. Not a clock. Seconds since 1970 UTC; offsets in seconds east of UTC.
#pragma once

#include <cstdint>
#include <string_view>

namespace preflight::expression::time_zone {

struct Zone {
    const char* name;  // as asked for; an alias keeps its own name
    std::uint16_t zone;
};

// Exact, case sensitive; null when Okta does not list it.
[[nodiscard]] const Zone* find(std::string_view id);
// The longest id that the text begins with; null when there is none.
[[nodiscard]] const Zone* find_at_start(std::string_view text);

[[nodiscard]] int offset_at(const Zone& zone, std::int64_t unix_seconds);

// What clocks on the wall say: usually one offset; in a gap the time does not exist, in an overlap it exists twice.
struct Local {
    enum class Kind : std::uint8_t { once, gap, overlap } kind = Kind::once;
    int offset = 0;  // before the change
    int later = 0;   // after it; the same when there is one
};
[[nodiscard]] Local local_offset(const Zone& zone, std::int64_t local_seconds);

[[nodiscard]] std::string_view tzdata_version();  // "2025b"

}  // namespace preflight::expression::time_zone
