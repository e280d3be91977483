#include "core/text/time.h"

#include <array>

namespace preflight::text {

namespace {

bool leap(std::int64_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

std::string padded(int value, std::size_t width) {
    std::string digits = std::to_string(value);
    return digits.size() >= width ? digits : std::string(width - digits.size(), '0') + digits;
}

}  // namespace

int days_in_month(std::int64_t year, int month) {
    constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Howard Hinnant's civil calendar formulas.
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

std::optional<std::int64_t> unix_time(const CivilTime& time) {
    if (time.month < 1 || time.month > 12 || time.year < 0 || time.year > 9999) return std::nullopt;
    if (time.day < 1 || time.day > days_in_month(time.year, time.month)) return std::nullopt;
    if (time.hour < 0 || time.hour > 24 || time.minute < 0 || time.minute > 59 || time.second < 0 || time.second > 60)
        return std::nullopt;
    return ((days_from_civil(time.year, time.month, time.day) * 24 + time.hour) * 60 + time.minute) * 60 + time.second;
}

CivilTime civil_time(std::int64_t unix_seconds) {
    std::int64_t days = unix_seconds / kDay;
    std::int64_t rest = unix_seconds % kDay;
    if (rest < 0) {
        rest += kDay;
        --days;
    }
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t day_of_era = days - era * 146097;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    CivilTime time;
    time.day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
    time.month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    time.year = static_cast<int>(year_of_era + era * 400 + (time.month <= 2 ? 1 : 0));
    time.hour = static_cast<int>(rest / 3600);
    time.minute = static_cast<int>(rest % 3600 / 60);
    time.second = static_cast<int>(rest % 60);
    return time;
}

std::optional<std::int64_t> parse_time(std::string_view text) {
    const auto number = [&](std::size_t at, std::size_t digits) -> std::optional<int> {
        if (text.size() < at + digits) return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = text[at + i];
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    const auto year = number(0, 4), month = number(5, 2), day = number(8, 2), hour = number(11, 2),
               minute = number(14, 2), second = number(17, 2);
    if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
    if (text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') ||
        text[13] != ':' || text[16] != ':')
        return std::nullopt;
    std::size_t at = 19;
    if (at < text.size() && text[at] == '.') {
        const std::size_t digits = at + 1;
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9';) ++at;
        if (at == digits) return std::nullopt;
    }
    std::int64_t offset = 0;
    if (at < text.size() && (text[at] == 'Z' || text[at] == 'z')) {
        ++at;
    } else if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
        const auto hours = number(at + 1, 2), minutes = number(at + 4, 2);
        if (!hours || !minutes || *hours > 23 || *minutes > 59 || text[at + 3] != ':') return std::nullopt;
        offset = (std::int64_t{60} * *hours + *minutes) * 60 * (text[at] == '-' ? -1 : 1);
        at += 6;
    }
    if (at != text.size()) return std::nullopt;
    const auto seconds = unix_time({*year, *month, *day, *hour, *minute, *second});
    if (!seconds) return std::nullopt;
    return *seconds - offset;
}

std::string format_date(std::int64_t unix_seconds) {
    const CivilTime time = civil_time(unix_seconds);
    return padded(time.year, 4) + "-" + padded(time.month, 2) + "-" + padded(time.day, 2);
}

std::string format_time(std::int64_t unix_seconds) {
    const CivilTime time = civil_time(unix_seconds);
    return format_date(unix_seconds) + "T" + padded(time.hour, 2) + ":" + padded(time.minute, 2) + ":" +
           padded(time.second, 2) + "Z";
}

}  // namespace preflight::text
