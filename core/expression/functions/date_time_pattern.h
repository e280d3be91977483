// Patterns of Joda-Time's DateTimeFormat, English, for printing and parsing times (okta-el 9). What is printed and
// parsed follows Joda-Time 2.10: parsing takes fewer digits than letters, a pattern without a year reads the year 2000,
// the calendar is strict. Sizes are bounded by the pattern's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/values/abstract_value.h"
#include "core/expression/values/time_zone.h"

namespace preflight::expression::date_time {

struct PatternError {
    bool too_long = false;
    char letter = 0;  // the one that has no meaning; 0 when the pattern is empty or too long
    std::string message;
};

class Pattern {
public:
    static constexpr std::size_t kLongest = 1000;  // bytes

    [[nodiscard]] static std::optional<Pattern> compile(std::string_view pattern, PatternError& error);

    // Nothing where a name of the zone is asked for that this program does not hold (z, except in UTC). Without a zone
    // it is UTC.
    [[nodiscard]] std::optional<std::string> print(std::int64_t millis, const time_zone::Zone* zone) const;
    // The same with the offset given.
    [[nodiscard]] std::optional<std::string> print(std::int64_t millis, int offset_seconds,
                                                   std::string_view zone) const;

    struct Parsed {
        bool ok = false;
        bool needs_now = false;  // a year of two digits, and no `now` was given
        bool lenient = false;    // java.time may refuse it: fewer digits, other case, no day of the calendar
        std::int64_t millis = 0;
        std::size_t at = 0;  // of a failure: the byte of the text
        std::string message;
    };
    // In UTC where the text names no zone. Years of two digits are the ones from 80 years before `now` to 19 after.
    [[nodiscard]] Parsed parse(std::string_view text, std::optional<std::int64_t> now) const;

    // Whether java.time's DateTimeFormatter prints, or reads, years 1 to 9999 by it alike: it is not documented which
    // of the two the Identity Engine uses.
    [[nodiscard]] bool prints_as_java() const { return prints_as_java_; }
    [[nodiscard]] bool reads_as_java() const { return reads_as_java_; }
    // Admits every printed text.
    [[nodiscard]] StringDomain domain() const;

private:
    struct Item {
        char letter;          // 0 for a literal
        std::size_t count;    // letters
        bool number_follows;  // the next item takes digits
        std::string literal;
    };
    struct Reading;

    std::vector<Item> items_;
    bool prints_as_java_ = false, reads_as_java_ = false;
};

}  // namespace preflight::expression::date_time
