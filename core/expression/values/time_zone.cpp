#include "core/expression/values/time_zone.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/text/time.h"

namespace preflight::expression::time_zone {

namespace {

// Seconds since the change before, and by how much the offset changes: the 255 most frequent pairs have one byte.
struct Step {
    std::int32_t after, change;
};
// Week 5 is the last one; the time is on the clock before the change and may be below 0 or above a day.
struct Day {
    std::uint8_t month, week, weekday;
    std::int32_t time;
};
struct Rule {
    std::int32_t standard, daylight;
    Day start, end;
};

#include "core/expression/values/time_zone_table.inc"

constexpr std::uint8_t kEscape = 255;  // a step spelled out
using text::kDay;

// Seven bits a byte, the low ones first; the sign in the lowest bit.
std::int64_t number_at(std::size_t& at) {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const std::uint8_t byte = kBytes[at++];
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if ((byte & 0x80U) == 0) break;
    }
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

std::int64_t time_of(const Day& day, std::int64_t year, int before) {
    const std::int64_t first = text::days_from_civil(year, day.month, 1);
    const std::int64_t weekday = ((first + 4) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
    std::int64_t in_month = (day.weekday - weekday + 7) % 7 + std::int64_t{day.week - 1} * 7;
    while (in_month >= text::days_in_month(year, day.month)) in_month -= 7;
    return (first + in_month) * kDay + day.time - before;
}

// Calls `visit(time, before, after)` for each change in order until it says false. Of the changes by rule only those of
// the years around `near` are visited.
template <typename Visit>
int each_change(const Zone& zone, std::int64_t near, Visit visit) {
    std::size_t at = kStarts[zone.zone];
    const auto first = static_cast<int>(number_at(at));
    const Rule& rule = kRules[kBytes[at++]];
    std::int64_t time = 0;
    int offset = first;
    bool any = false;
    for (std::int64_t left = number_at(at); left > 0; --left) {
        const std::uint8_t code = kBytes[at++];
        const std::int64_t after = code == kEscape ? number_at(at) : kSteps[code].after;
        const auto change = static_cast<int>(code == kEscape ? number_at(at) : kSteps[code].change);
        time += after;
        any = true;
        if (!visit(time, offset, offset + change)) return first;
        offset += change;
    }
    if (rule.start.month == 0) return first;
    const std::int64_t year = text::civil_time(near).year;
    for (std::int64_t y = year - 1; y <= year + 1; ++y) {
        const std::int64_t starts = time_of(rule.start, y, rule.standard);
        const std::int64_t ends = time_of(rule.end, y, rule.daylight);
        for (const bool daylight : {starts < ends, starts >= ends}) {
            const std::int64_t next = daylight ? starts : ends;
            if (any && next <= time) continue;
            const int before = daylight ? rule.standard : rule.daylight;
            if (!visit(next, before, daylight ? rule.daylight : rule.standard)) return first;
        }
    }
    return first;
}

}  // namespace

const Zone* find(std::string_view id) {
    const auto found = std::lower_bound(std::begin(kNames), std::end(kNames), id,
                                        [](const Zone& one, std::string_view name) { return one.name < name; });
    return found == std::end(kNames) || found->name != id ? nullptr : &*found;
}

const Zone* find_at_start(std::string_view text) {
    const Zone* best = nullptr;
    for (const Zone& one : kNames) {
        const std::string_view name = one.name;
        if (text.substr(0, name.size()) == name &&
            (best == nullptr || name.size() > std::string_view(best->name).size()))
            best = &one;
    }
    return best;
}

int offset_at(const Zone& zone, std::int64_t unix_seconds) {
    std::optional<int> offset;
    const int first = each_change(zone, unix_seconds, [&](std::int64_t time, int, int after) {
        if (time > unix_seconds) return false;
        offset = after;
        return true;
    });
    return offset.value_or(first);
}

Local local_offset(const Zone& zone, std::int64_t local_seconds) {
    std::optional<Local> result;
    const int first = each_change(zone, local_seconds, [&](std::int64_t time, int before, int after) {
        if (local_seconds >= time + std::max(before, after)) {
            result = Local{Local::Kind::once, after, after};
            return true;
        }
        if (local_seconds >= time + std::min(before, after))
            result = Local{before < after ? Local::Kind::gap : Local::Kind::overlap, before, after};
        return false;
    });
    return result.value_or(Local{Local::Kind::once, first, first});
}

std::string_view tzdata_version() {
    return kTzdataVersion;
}

}  // namespace preflight::expression::time_zone
