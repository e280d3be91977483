#include "core/expression/values/date_time.h"

#include "core/text/time.h"

namespace preflight::expression::date_time {

namespace {

// Exactly `count` digits, or up to `most`; nothing when there are fewer.
std::optional<std::int64_t> digits(std::string_view& text, std::size_t count, std::size_t most = 0) {
    std::int64_t value = 0;
    std::size_t i = 0;
    for (; i < text.size() && i < (most == 0 ? count : most) && text[i] >= '0' && text[i] <= '9'; ++i)
        value = value * 10 + (text[i] - '0');
    if (i < count) return std::nullopt;
    text.remove_prefix(i);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

std::string date_text(const text::CivilTime& day, bool plus) {
    std::string result = plus && day.year > 9999 ? "+" : "";
    return result + padded(day.year, 4) + "-" + padded(day.month, 2) + "-" + padded(day.day, 2);
}

std::string clock_text(const text::CivilTime& clock) {
    return padded(clock.hour, 2) + ":" + padded(clock.minute, 2);
}

}  // namespace

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    const std::int64_t quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
    const std::int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

std::string padded(std::int64_t value, std::size_t width) {
    std::string text =
        std::to_string(value < 0 ? 0U - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
    if (text.size() < width) text.insert(0, width - text.size(), '0');
    return value < 0 ? "-" + text : text;
}

std::optional<DateTime> from_iso(std::string_view text) {
    const bool negative = take(text, '-');
    if (!negative) take(text, '+');
    const auto year = digits(text, 4, 9);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = digits(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = digits(text, 2);
    if (!day || !take(text, 'T')) return std::nullopt;
    const auto hour = digits(text, 2);
    if (!hour || !take(text, ':')) return std::nullopt;
    const auto minute = digits(text, 2);
    if (!minute || !take(text, ':')) return std::nullopt;
    const auto second = digits(text, 2);
    if (!second) return std::nullopt;
    std::int64_t millis = 0;
    if (take(text, '.')) {
        std::size_t count = 0;
        for (; count < text.size() && text[count] >= '0' && text[count] <= '9'; ++count) {
            if (count < 3) millis = millis * 10 + (text[count] - '0');
        }
        if (count == 0) return std::nullopt;
        for (std::size_t i = count; i < 3; ++i) millis *= 10;
        text.remove_prefix(count);
    }
    int offset = 0;
    if (!take(text, 'Z')) {
        const bool west = take(text, '-');
        if (!west && !take(text, '+')) return std::nullopt;
        const auto hours = digits(text, 2);
        if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
        const auto minutes = digits(text, 2);
        if (!minutes || *minutes > 59) return std::nullopt;
        offset = static_cast<int>(*hours * 3600 + *minutes * 60) * (west ? -1 : 1);
    }
    const std::int64_t signed_year = negative ? -*year : *year;
    if (!text.empty() || signed_year < kEarliestYear || signed_year > kLatestYear || *month < 1 || *month > 12 ||
        *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    if (*day < 1 || *day > text::days_in_month(signed_year, static_cast<int>(*month))) return std::nullopt;
    const std::int64_t days = text::days_from_civil(signed_year, static_cast<int>(*month), static_cast<int>(*day));
    const std::int64_t seconds = ((days * 24 + *hour) * 60 + *minute) * 60 + *second - offset;
    return DateTime{seconds * 1000 + millis, offset, {}};
}

std::string offset_text(int offset_seconds, bool colons, bool seconds) {
    const int size = offset_seconds < 0 ? -offset_seconds : offset_seconds;
    std::string result = offset_seconds < 0 ? "-" : "+";
    result += padded(size / 3600, 2) + (colons ? ":" : "") + padded(size / 60 % 60, 2);
    if (seconds && size % 60 != 0) result += ":" + padded(size % 60, 2);
    return result;
}

std::string iso_text(std::int64_t millis, int offset_seconds) {
    const std::int64_t seconds = floor_div(millis, 1000);
    const text::CivilTime local = text::civil_time(seconds + offset_seconds);
    return date_text(local, false) + "T" + clock_text(local) + ":" + padded(local.second, 2) + "." +
           padded(floor_mod(millis, 1000), 3) + (offset_seconds == 0 ? "Z" : offset_text(offset_seconds, true, true));
}

std::string java_text(const DateTime& time) {
    const std::int64_t seconds = floor_div(time.millis, 1000);
    const std::int64_t millis = floor_mod(time.millis, 1000);
    const text::CivilTime local = text::civil_time(seconds + time.offset_seconds);
    std::string result = date_text(local, true) + "T" + clock_text(local);
    if (local.second != 0 || millis != 0) result += ":" + padded(local.second, 2);
    if (millis != 0) result += "." + padded(millis, 3);
    result += time.offset_seconds == 0 ? "Z" : offset_text(time.offset_seconds, true, true);
    if (!time.zone_id.empty()) result += "[" + std::string(time.zone_id) + "]";
    return result;
}

}  // namespace preflight::expression::date_time
