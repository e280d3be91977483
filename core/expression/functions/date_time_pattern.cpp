#include "core/expression/functions/date_time_pattern.h"

#include <algorithm>
#include <array>

#include "core/expression/values/conversions.h"
#include "core/expression/values/date_time.h"
#include "core/text/case_map.h"
#include "core/text/order.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::expression::date_time {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};
constexpr std::string_view kLetters = "GCxyYMdahHkKmsSeEDwzZ";
constexpr std::string_view kNumeric = "CxyYdhHmsSeDwkK";

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The most digits that a number is read with.
std::size_t most_digits(char letter) {
    switch (letter) {
        case 'D':
            return 3;
        case 'e':
            return 1;
        default:
            return 2;
    }
}

// The fields of a local time, by the same letters as patterns have.
class LocalTime {
public:
    explicit LocalTime(std::int64_t millis)
        : days_(floor_div(millis, kDayMillis)), in_day_(floor_mod(millis, kDayMillis)) {
        refresh();
    }

    [[nodiscard]] std::int64_t millis() const { return days_ * kDayMillis + in_day_; }
    // Whether the time is one that 64 bits hold, with room for an offset.
    [[nodiscard]] bool holds() const {
        constexpr std::int64_t kMost = INT64_MAX / kDayMillis - 2;
        return days_ >= -kMost && days_ <= kMost;
    }

    [[nodiscard]] std::int64_t get(char field) const {
        switch (field) {
            case 'G':
                return civil_.year > 0 ? 1 : 0;
            case 'C':
                return size_of_year() / 100;
            case 'Y':
                return year_of_era();
            case 'y':
                return civil_.year;
            case 'x':
                return week_year();
            case 'w':
                return (days_ - week_year_start(week_year())) / 7 + 1;
            case 'e':
            case 'E':
                return weekday();
            case 'M':
                return civil_.month;
            case 'D':
                return days_ - text::days_from_civil(civil_.year, 1, 1) + 1;
            case 'd':
                return civil_.day;
            case 'a':
                return in_day_ / (kDayMillis / 2);
            case 'H':
                return in_day_ / 3'600'000;
            case 'k':
                return get('H') == 0 ? 24 : get('H');
            case 'K':
                return get('H') % 12;
            case 'h':
                return get('K') == 0 ? 12 : get('K');
            case 'm':
                return in_day_ / 60'000 % 60;
            case 's':
                return in_day_ / 1000 % 60;
            default:
                return in_day_ % 1000;
        }
    }

    // False when the field cannot have the value; the fields above it are kept.
    bool set(char field, std::int64_t value) {
        switch (field) {
            case 'G':
                if (value == get('G')) return true;
                return set_year(-civil_.year);
            case 'C': {
                const std::int64_t year = value * 100 + size_of_year() % 100;
                return value >= 0 && set_year(civil_.year < 0 ? -year : year);
            }
            case 'Y':
                return value >= 1 && set_year(civil_.year > 0 ? value : 1 - value);
            case 'y':
                return set_year(value);
            case 'x': {
                if (!year_fits(value)) return false;
                const std::int64_t week = std::min(get('w'), weeks_in(value));
                return set_days(week_year_start(value) + (week - 1) * 7 + weekday() - 1);
            }
            case 'w':
                return value >= 1 && value <= weeks_in(week_year()) && set_days(days_ + (value - get('w')) * 7);
            case 'e':
            case 'E':
                return value >= 1 && value <= 7 && set_days(days_ + value - weekday());
            case 'M':
                if (value < 1 || value > 12) return false;
                return set_date(civil_.year, static_cast<int>(value), civil_.day);
            case 'D':
                return value >= 1 && value <= (text::days_in_month(civil_.year, 2) == 29 ? 366 : 365) &&
                       set_days(days_ + value - get('D'));
            case 'd':
                return value >= 1 && value <= text::days_in_month(civil_.year, civil_.month) &&
                       set_days(days_ + value - civil_.day);
            case 'a':
                return set_part(kDayMillis / 2, 2, value);
            case 'H':
                return set_part(3'600'000, 24, value);
            case 'k':
                return value >= 1 && set_part(3'600'000, 24, value == 24 ? 0 : value);
            case 'K':
                return set_part(3'600'000, 12, value);
            case 'h':
                return value >= 1 && set_part(3'600'000, 12, value == 12 ? 0 : value);
            case 'm':
                return set_part(60'000, 60, value);
            case 's':
                return set_part(1000, 60, value);
            default:
                return set_part(1, 1000, value);
        }
    }

    // Everything below the field to its least.
    void floor(char field) {
        switch (field) {
            case 'G':
                if (civil_.year > 0) {
                    set_date(1, 1, 1);
                    break;
                }
                // Before Christ begins where 64 bits do.
                *this = LocalTime(INT64_MIN);
                return;
            case 'C':
                set_year(civil_.year < 0 ? -get('C') * 100 : get('C') * 100);
                [[fallthrough]];
            case 'Y':
            case 'y':
                set_date(civil_.year, 1, 1);
                break;
            case 'x':
                set_days(week_year_start(week_year()));
                break;
            case 'w':
                set_days(days_ - weekday() + 1);
                break;
            case 'M':
                set_date(civil_.year, civil_.month, 1);
                break;
            default:
                break;
        }
        switch (field) {
            case 'a':
                in_day_ -= in_day_ % (kDayMillis / 2);
                break;
            case 'H':
            case 'k':
            case 'K':
            case 'h':
                in_day_ -= in_day_ % 3'600'000;
                break;
            case 'm':
                in_day_ -= in_day_ % 60'000;
                break;
            case 's':
                in_day_ -= in_day_ % 1000;
                break;
            case 'S':
                break;
            default:
                in_day_ = 0;
        }
    }

private:
    void refresh() { civil_ = text::civil_time(days_ * 86400); }
    static bool year_fits(std::int64_t year) { return year >= kEarliestYear && year <= kLatestYear; }
    [[nodiscard]] std::int64_t year_of_era() const {
        return civil_.year > 0 ? civil_.year : 1 - std::int64_t{civil_.year};
    }
    // Centuries count the years from 0 on both sides.
    [[nodiscard]] std::int64_t size_of_year() const {
        return civil_.year < 0 ? -std::int64_t{civil_.year} : civil_.year;
    }
    [[nodiscard]] std::int64_t weekday() const { return days_ + 3 - floor_div(days_ + 3, 7) * 7 + 1; }  // Monday is 1
    // The Monday of the week that has January 4th.
    static std::int64_t week_year_start(std::int64_t year) {
        const std::int64_t fourth = text::days_from_civil(year, 1, 4);
        return floor_div(fourth + 3, 7) * 7 - 3;
    }
    static std::int64_t weeks_in(std::int64_t year) { return (week_year_start(year + 1) - week_year_start(year)) / 7; }
    [[nodiscard]] std::int64_t week_year() const {
        // The year of this week's Thursday.
        return text::civil_time((days_ - weekday() + 4) * 86400).year;
    }
    bool set_days(std::int64_t days) {
        days_ = days;
        refresh();
        return true;
    }
    bool set_date(std::int64_t year, int month, int day) {
        return set_days(text::days_from_civil(year, month, std::min(day, text::days_in_month(year, month))));
    }
    bool set_year(std::int64_t year) { return year_fits(year) && set_date(year, civil_.month, civil_.day); }
    bool set_part(std::int64_t unit, std::int64_t range, std::int64_t value) {
        if (value < 0 || value >= range) return false;
        in_day_ += (value - in_day_ / unit % range) * unit;
        return true;
    }

    std::int64_t days_, in_day_;
    text::CivilTime civil_;
};

// Joda-Time applies larger fields first: by the length of what a field counts in, then of what it counts. Years and
// eras count in nothing larger.
int rank(char field) {
    constexpr std::string_view kOrder = "GCyYxwMDdEeahKHkmsS";
    constexpr std::array<int, 19> kRanks = {0, 1, 2, 2, 2, 4, 3, 5, 6, 7, 7, 8, 10, 10, 9, 9, 11, 12, 13};
    return kRanks[kOrder.find(field)];
}
bool between_months_and_days(char field) {
    return std::string_view("MwDdEe").find(field) != std::string_view::npos;
}

bool starts_with(std::string_view text, std::size_t at, std::string_view word) {
    return text.size() >= at + word.size() && text.substr(at, word.size()) == word;
}

// Moves over a literal, any case; false when the text has another character there.
bool literal_at(std::string_view text, std::size_t& at, const std::string& literal) {
    if (starts_with(text, at, literal)) {
        at += literal.size();
        return true;
    }
    // Case mapping of single letters may change the number of bytes: compare character by character.
    std::size_t here = at;
    for (std::size_t i = 0; i < literal.size();) {
        if (here >= text.size()) return false;
        const text::CodePoint a = text::decode(literal, i);
        const text::CodePoint b = text::decode(text, here);
        if (a.value != b.value && text::to_upper(std::string_view(literal).substr(i, a.length)) !=
                                      text::to_upper(text.substr(here, b.length)))
            return false;
        i += a.length;
        here += b.length;
    }
    at = here;
    return true;
}

struct ZoneName {
    std::string_view name, id;
};
// The short names that Joda-Time reads; summer ones are not different from the others.
constexpr std::array<ZoneName, 11> kZoneNames = {{{"UTC", "UTC"},
                                                  {"GMT", "UTC"},
                                                  {"UT", "UTC"},
                                                  {"EST", "America/New_York"},
                                                  {"EDT", "America/New_York"},
                                                  {"CST", "America/Chicago"},
                                                  {"CDT", "America/Chicago"},
                                                  {"MST", "America/Denver"},
                                                  {"MDT", "America/Denver"},
                                                  {"PST", "America/Los_Angeles"},
                                                  {"PDT", "America/Los_Angeles"}}};

}  // namespace

std::optional<Pattern> Pattern::compile(std::string_view pattern, PatternError& problem) {
    if (pattern.empty()) {
        problem.message = "an empty pattern";
        return std::nullopt;
    }
    if (pattern.size() > kLongest) {
        problem.too_long = true;
        problem.message = "a pattern of more than " + std::to_string(kLongest) + " bytes";
        return std::nullopt;
    }
    Pattern result;
    for (std::size_t i = 0; i < pattern.size();) {
        if (is_letter(pattern[i])) {
            const std::size_t begin = i;
            while (i < pattern.size() && pattern[i] == pattern[begin]) ++i;
            if (kLetters.find(pattern[begin]) == std::string_view::npos) {
                problem.letter = pattern[begin];
                problem.message = std::string("the letter ") + problem.letter + " means nothing in a pattern";
                return std::nullopt;
            }
            result.items_.push_back({pattern[begin], i - begin, false, {}});
            continue;
        }
        std::string literal;
        bool quoted = false;
        for (; i < pattern.size() && (quoted || !is_letter(pattern[i])); ++i) {
            if (pattern[i] != '\'') {
                literal += pattern[i];
            } else if (i + 1 < pattern.size() && pattern[i + 1] == '\'') {
                literal += '\'';
                ++i;
            } else {
                quoted = !quoted;
            }
        }
        if (!literal.empty()) result.items_.push_back({0, 0, false, std::move(literal)});
    }
    if (result.items_.empty()) {  // a lone quote
        problem.message = "an empty pattern";
        return std::nullopt;
    }
    for (std::size_t i = 0; i + 1 < result.items_.size(); ++i) {
        const Item& next = result.items_[i + 1];
        result.items_[i].number_follows = next.letter != 0 && (kNumeric.find(next.letter) != std::string_view::npos ||
                                                               (next.letter == 'M' && next.count <= 2));
    }
    // An open quote, and brackets and similar outside of quotes, mean something else to java.time.
    const bool plain = std::count(pattern.begin(), pattern.end(), '\'') % 2 == 0 &&
                       pattern.find_first_of("[]{}#") == std::string_view::npos;
    std::string letters;
    result.prints_as_java_ = plain && std::all_of(result.items_.begin(), result.items_.end(), [&](const Item& item) {
                                 constexpr std::string_view kSame = "yMdDHhKkmsSaE";
                                 constexpr std::array<std::size_t, 13> kMost = {4, 4, 2, 3, 2, 2, 2, 2, 2, 2, 9, 1, 4};
                                 const std::size_t at = kSame.find(item.letter);
                                 if (item.letter != 0) letters += item.letter;
                                 return item.letter == 0 || (at != std::string_view::npos && item.count <= kMost[at]);
                             });
    // A whole date, at most a time of day with it down to some unit, numbers apart; the years of two digits begin
    // elsewhere.
    const auto has = [&](std::string_view all) {
        return std::all_of(all.begin(), all.end(), [&](char c) { return letters.find(c) != std::string::npos; });
    };
    const bool differs = std::any_of(result.items_.begin(), result.items_.end(), [](const Item& item) {
        return (item.letter == 'y' && item.count == 2) || (item.letter != 0 && item.number_follows);
    });
    const std::size_t time = letters.size() - std::min<std::size_t>(letters.size(), 3);
    result.reads_as_java_ =
        result.prints_as_java_ && !differs && has("yMd") && time <= 4 && has(std::string_view("HmsS").substr(0, time));
    return result;
}

std::optional<std::string> Pattern::print(std::int64_t millis, const time_zone::Zone* zone) const {
    if (zone == nullptr) return print(millis, 0, "UTC");
    return print(millis, time_zone::offset_at(*zone, floor_div(millis, 1000)), zone->name);
}

std::optional<std::string> Pattern::print(std::int64_t millis, int offset_seconds, std::string_view zone) const {
    // The local time of the last seconds that can be counted has no room for an offset.
    const std::int64_t offset = std::int64_t{offset_seconds} * 1000;
    constexpr std::int64_t kRoom = 2 * kDayMillis;
    const bool fits = millis > INT64_MIN + kRoom && millis < INT64_MAX - kRoom;
    const LocalTime local(fits ? millis + offset : millis);
    std::string result;
    for (const Item& item : items_) {
        // YY is the year itself, whatever the era.
        const char field = item.letter == 'Y' && item.count == 2 ? 'y' : item.letter;
        const std::int64_t value = field == 0 ? 0 : local.get(field);
        switch (item.letter) {
            case 0:
                result += item.literal;
                break;
            case 'G':
                result += value == 1 ? "AD" : "BC";
                break;
            case 'a':
                result += value == 0 ? "AM" : "PM";
                break;
            case 'E': {
                const std::string_view name = kDays[static_cast<std::size_t>(value - 1)];
                result += item.count >= 4 ? name : name.substr(0, 3);
                break;
            }
            case 'M': {
                const std::string_view name = kMonths[static_cast<std::size_t>(value - 1)];
                if (item.count >= 3) result += item.count >= 4 ? name : name.substr(0, 3);
                else result += padded(value, item.count);
                break;
            }
            case 'y':
            case 'Y':
            case 'x':
                if (item.count == 2) result += padded((value < 0 ? -value : value) % 100, 2);
                else result += padded(value, item.count);
                break;
            case 'S': {
                // Digits of the fraction; beyond the fifteenth Joda-Time has none left and stops.
                std::string digits = padded(value, 3);
                const std::size_t most = value == 0 ? item.count : std::min<std::size_t>(item.count, 15);
                digits.resize(most, '0');
                result += digits;
                break;
            }
            case 'z':
                if (zone != "UTC") return std::nullopt;
                result += item.count >= 4 ? "Coordinated Universal Time" : "UTC";
                break;
            case 'Z':
                if (item.count <= 2) result += offset_text(offset_seconds, item.count == 2, false);
                else result += zone.empty() ? offset_text(offset_seconds, true, true) : std::string(zone);
                break;
            default:
                result += padded(value, item.count);
        }
    }
    return result;
}

// One parse: the fields read so far.
struct Pattern::Reading {
    struct Field {
        char letter;
        std::int64_t value;
    };
    std::string_view text;
    std::optional<std::int64_t> now;
    std::size_t at = 0;
    std::vector<Field> fields;
    std::optional<int> offset;  // milliseconds
    const time_zone::Zone* zone = nullptr;
    bool needs_now = false;
    bool lenient = false;

    [[nodiscard]] std::size_t digits(std::size_t from, std::size_t most) const {
        std::size_t count = 0;
        while (count < most && from + count < text.size() && is_digit(text[from + count])) ++count;
        return count;
    }

    // A number of at most `most` digits; false when there is none or it is beyond 32 bits.
    bool number(char letter, std::size_t letters, std::size_t most, bool with_sign) {
        bool negative = false;
        std::size_t from = at;
        // Joda-Time has no room for a sign in front of a single digit.
        if (with_sign && most > 1 && from < text.size() && (text[from] == '-' || text[from] == '+') &&
            digits(from + 1, 1) == 1) {
            negative = text[from] == '-';
            ++from;
        }
        const std::size_t count = digits(from, most);
        if (count == 0) return false;
        std::int64_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            value = value * 10 + (text[from + i] - '0');
            if (value > INT32_MAX) return false;
        }
        if (count < letters || (letter == 'y' && (count > 4 || negative))) lenient = true;
        fields.push_back({letter, negative ? -value : value});
        at = from + count;
        return true;
    }

    // A year of two letters: exactly two digits are the near one, anything else is the year itself.
    bool short_year(char letter, bool number_follows) {
        const bool has_sign = at < text.size() && (text[at] == '-' || text[at] == '+');
        const std::size_t count = digits(at, number_follows ? 2 : text.size());
        if (number_follows ? count < 2 : has_sign || count != 2)
            return !number_follows && number(letter == 'Y' ? 'y' : letter, 0, text.size(), true);
        const std::int64_t two = (text[at] - '0') * 10 + (text[at + 1] - '0');
        at += 2;
        if (!now) {
            needs_now = true;
            return true;
        }
        const std::int64_t this_year = LocalTime(*now).get(letter == 'x' ? 'x' : 'y');
        const std::int64_t low = this_year - 80;
        const std::int64_t year = low + ((two - low) % 100 + 100) % 100;
        fields.push_back({letter == 'Y' ? 'y' : letter, year});
        return true;
    }

    bool fraction(std::size_t letters) {
        const std::size_t count = digits(at, letters);
        if (count == 0) return false;
        if (count < letters) lenient = true;
        std::int64_t value = 0;
        for (std::size_t i = 0; i < 3; ++i) value = value * 10 + (i < count ? text[at + i] - '0' : 0);
        fields.push_back({'S', value});
        at += count;
        return true;
    }

    // The longest name at this place, as it is, all lower or all upper case.
    template <typename Names>
    bool word(char letter, std::size_t letters, const Names& names, std::int64_t first, bool short_too) {
        std::size_t best = 0;
        std::int64_t value = 0;
        for (std::size_t i = 0; i < names.size(); ++i) {
            for (const bool whole : {true, false}) {
                if (!whole && !short_too) continue;
                const std::string_view name = whole ? names[i] : names[i].substr(0, 3);
                if (name.size() <= best) continue;
                const std::string lower = text::ascii_lower(name);
                if (!starts_with(text, at, name) && !starts_with(text, at, lower) &&
                    !starts_with(text, at, text::to_upper(name)))
                    continue;
                if (!starts_with(text, at, name) || whole == (letters == 3)) lenient = true;
                best = name.size();
                value = first + static_cast<std::int64_t>(i);
            }
        }
        if (best == 0) return false;
        at += best;
        fields.push_back({letter, value});
        return true;
    }

    bool era() {
        constexpr std::array<std::string_view, 2> kEras = {"BC", "AD"};
        constexpr std::array<std::string_view, 2> kOthers = {"BCE", "CE"};
        return word('G', 2, kOthers, 0, false) || word('G', 2, kEras, 0, false);
    }

    // Two digits not above `most` at a place.
    [[nodiscard]] std::optional<int> two_digits(std::size_t from, int most) const {
        if (digits(from, 2) < 2) return std::nullopt;
        const int value = (text[from] - '0') * 10 + (text[from + 1] - '0');
        return value > most ? std::nullopt : std::optional(value);
    }

    // +hh, +hhmm, +hhmmss, +hhmmssSSS and the same with separators; Z.
    bool zone_offset() {
        if (at < text.size() && (text[at] | 0x20) == 'z') {
            ++at;
            offset = 0;
            return true;
        }
        if (at >= text.size() || (text[at] != '+' && text[at] != '-')) return false;
        const int sign = text[at] == '-' ? -1 : 1;
        const auto hours = two_digits(at + 1, 23);
        if (!hours) return false;
        int millis = *hours * 3'600'000;
        at += 3;
        const bool colons = at < text.size() && text[at] == ':';
        for (const int unit : {60'000, 1000}) {
            const std::size_t from = at + (colons ? 1 : 0);
            const bool goes_on = colons ? at < text.size() && text[at] == ':' : digits(at, 1) == 1;
            if (!goes_on) return set_offset(sign * millis);
            const auto part = two_digits(from, 59);
            if (!part) return false;
            millis += *part * unit;
            at = from + 2;
        }
        const bool dot = colons && at < text.size() && (text[at] == '.' || text[at] == ',');
        if (colons && !dot) return set_offset(sign * millis);
        if (dot) ++at;
        const std::size_t count = digits(at, 3);
        for (std::size_t i = 0, unit = 100; i < count; ++i, unit /= 10)
            millis += (text[at + i] - '0') * static_cast<int>(unit);
        at += count;
        return (count > 0 || !dot) && set_offset(sign * millis);
    }
    bool set_offset(int millis) {
        offset = millis;
        return true;
    }

    bool zone_name() {
        for (const ZoneName& one : kZoneNames) {
            if (!starts_with(text, at, one.name)) continue;
            zone = one.id == "UTC" ? nullptr : time_zone::find(one.id);
            at += one.name.size();
            return true;
        }
        return false;
    }

    bool zone_id() {
        zone = time_zone::find_at_start(text.substr(at));
        if (zone == nullptr) return false;
        at += std::string_view(zone->name).size();
        return true;
    }

    bool item(const Item& item) {
        switch (item.letter) {
            case 0:
                if (!starts_with(text, at, item.literal)) lenient = true;
                return literal_at(text, at, item.literal);
            case 'G':
                return era();
            case 'a': {
                constexpr std::array<std::string_view, 2> kHalves = {"AM", "PM"};
                return word('a', 2, kHalves, 0, false);
            }
            case 'E':
                return word('E', item.count, kDays, 1, true);
            case 'M':
                if (item.count >= 3) return word('M', item.count, kMonths, 1, true);
                return number('M', item.count, std::max<std::size_t>(2, item.count), false);
            case 'C':
                return number('C', item.count, item.count, false);
            case 'x':
            case 'y':
            case 'Y':
                if (item.count == 2) return short_year(item.letter, item.number_follows);
                return number(item.letter, item.count,
                              item.number_follows ? item.count : std::max<std::size_t>(9, item.count),
                              item.letter != 'Y');
            case 'S':
                return fraction(item.count);
            case 'z':
                return zone_name();
            case 'Z':
                return item.count >= 3 ? zone_id() : zone_offset();
            default:
                return number(item.letter, item.count, std::max(most_digits(item.letter), item.count), false);
        }
    }
};

Pattern::Parsed Pattern::parse(std::string_view text, std::optional<std::int64_t> now) const {
    Parsed result;
    Reading reading;
    reading.text = text;
    reading.now = now;
    for (const Item& item : items_) {
        if (reading.item(item)) continue;
        result.at = reading.at;
        result.message = "does not fit the pattern from character " +
                         std::to_string(text::code_points_before(text, reading.at) + 1) + " on";
        return result;
    }
    result.at = reading.at;
    if (reading.at != text.size()) {
        result.message = "goes on after the end of the pattern";
        return result;
    }
    result.lenient = reading.lenient;
    if (reading.needs_now) {
        result.ok = result.needs_now = true;
        return result;
    }
    auto& fields = reading.fields;
    const auto sort = [&] {
        text::sort(fields,
                   [](const Reading::Field& a, const Reading::Field& b) { return rank(a.letter) < rank(b.letter); });
    };
    sort();
    if (!fields.empty() && between_months_and_days(fields.front().letter)) {
        fields.push_back({'y', 2000});
        sort();
    }
    LocalTime local(0);
    for (const bool again : {false, true}) {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (!local.set(fields[i].letter, fields[i].value)) {
                result.message = "is not a time of the calendar";
                result.lenient = true;
                return result;
            }
            if (!again || i + 1 == fields.size()) local.floor(fields[i].letter);
        }
    }
    if (!local.holds()) {
        result.message = "is not a time of the calendar";
        return result;
    }
    result.millis = local.millis();
    if (reading.offset) {
        result.millis -= *reading.offset;
    } else if (reading.zone != nullptr) {
        const time_zone::Local found = time_zone::local_offset(*reading.zone, floor_div(result.millis, 1000));
        if (found.kind == time_zone::Local::Kind::gap) {
            result.message = "does not exist in " + std::string(reading.zone->name) + ": clocks are put forward then";
            return result;
        }
        result.millis -= std::int64_t{found.offset} * 1000;
    }
    result.ok = true;
    return result;
}

StringDomain Pattern::domain() const {
    StringDomain all = domain_of("");
    const auto some = [](std::string_view characters, std::size_t min_length, std::size_t max_length) {
        StringDomain domain;
        domain.possible = domain_of(characters).possible;
        domain.min_length = min_length;
        domain.max_length = max_length;
        return domain;
    };
    const auto names = [](const auto& list, bool whole) {
        StringDomain domain = domain_of(whole ? list[0] : list[0].substr(0, 3));
        for (const std::string_view name : list) domain = join(domain, domain_of(whole ? name : name.substr(0, 3)));
        return domain;
    };
    constexpr std::string_view kDigits = "0123456789";
    for (const Item& item : items_) {
        const std::size_t n = item.count;
        StringDomain part;
        switch (item.letter) {
            case 0:
                part = domain_of(item.literal);
                break;
            case 'G':
                part = join(domain_of("AD"), domain_of("BC"));
                break;
            case 'a':
                part = join(domain_of("AM"), domain_of("PM"));
                break;
            case 'E':
                part = names(kDays, n >= 4);
                break;
            case 'M':
                part = n >= 3 ? names(kMonths, n >= 4) : some(kDigits, n, 2);
                break;
            case 'C':
                part = some(kDigits, n, std::max<std::size_t>(n, 7));
                break;
            case 'x':
            case 'y':
            case 'Y':
                part = n == 2 ? some(kDigits, 2, 2) : some("0123456789-", n, std::max<std::size_t>(n, 9) + 1);
                break;
            case 'S':
                part = some(kDigits, std::min<std::size_t>(n, 15), n);
                break;
            case 'z':
                break;
            case 'Z':
                part = n >= 3 ? StringDomain{} : some("0123456789+-:", n == 1 ? 5 : 6, n == 1 ? 5 : 6);
                break;
            default:
                part = some(kDigits, n, std::max(n, most_digits(item.letter)));
        }
        all = concatenated(all, part);
    }
    return all;
}

}  // namespace preflight::expression::date_time
