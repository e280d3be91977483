// Times: Time.* of mappings and the date-times of the Identity Engine (okta-el 9, 11).
#include <charconv>

#include "core/expression/functions/date_time_pattern.h"
#include "core/expression/functions/families.h"
#include "core/expression/values/date_time.h"
#include "core/expression/values/time_zone.h"
#include "core/text/time.h"

namespace preflight::expression {

namespace {

using date_time::DateTime;
using date_time::Pattern;

constexpr std::int64_t kWindowsEpoch = 11'644'473'600'000;  // milliseconds from 1601 to 1970
constexpr std::int64_t kWindowsUnits = 10'000;              // a millisecond in units of 100 ns
constexpr std::int64_t kSecond = 1000;

std::string quoted(const Value& value) {
    return value.is_null() ? "null" : "\"" + value.to_text() + "\"";
}

Value no_time(CallContext& context, std::string_view what, const Value& value) {
    return context.fail(ErrorKind::type, {},
                        std::string(context.name) + " needs " + std::string(what) + ", not " + quoted(value));
}

// A whole number of 64 bits as Java reads it: a sign and digits, nothing around.
std::optional<std::int64_t> whole_number(const Value& value) {
    if (!value.is_string()) return std::nullopt;
    std::string_view text = value.as_string();
    if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::int64_t> windows_millis(const Value& value) {
    const auto number = whole_number(value);
    if (!number) return std::nullopt;
    const std::int64_t rest = *number % kWindowsUnits;  // towards the past
    return *number / kWindowsUnits - (rest < 0 ? 1 : 0) - kWindowsEpoch;
}

constexpr std::string_view kWindowsTime = "a number of 100 nanoseconds since 1601";
constexpr std::string_view kUnixTime = "a number of milliseconds since 1970";
constexpr std::string_view kIsoTime = "a time such as 2015-07-31T17:18:37.979Z";

std::optional<DateTime> iso_time(CallContext& context, const Value& value) {
    auto time = value.is_string() ? date_time::from_iso(value.as_string()) : std::nullopt;
    if (!time) no_time(context, kIsoTime, value);
    return time;
}

Value windows_text(CallContext& context, std::int64_t millis) {
    constexpr std::int64_t kMost = INT64_MAX / kWindowsUnits;
    if (millis > kMost - kWindowsEpoch || millis < -kMost)
        return context.fail(ErrorKind::type, {}, std::string(context.name) + ": Windows cannot count so far");
    return Value::string(std::to_string((millis + kWindowsEpoch) * kWindowsUnits));
}

// The pattern of a call. Nothing after an error, or when it is unknown what the pattern means: then `out` is unknown.
enum class Use : std::uint8_t { mapping, engine_prints, engine_reads };
std::optional<Pattern> pattern_of(CallContext& context, const Value& value, Use use, Value& out) {
    const bool engine = use != Use::mapping;
    date_time::PatternError problem;
    auto pattern = Pattern::compile(text_or_empty(value), problem);
    if (!pattern && engine && problem.letter != 0) {
        out = Value::unknown({std::string("what ") + problem.letter + " means in a pattern of the Identity Engine"});
    } else if (!pattern) {
        context.fail(problem.too_long ? ErrorKind::limit : ErrorKind::argument, {},
                     std::string(context.name) + ": " + problem.message);
    } else if (engine && !(use == Use::engine_reads ? pattern->reads_as_java() : pattern->prints_as_java())) {
        out = Value::unknown({"which letters the patterns of the Identity Engine have"});
        pattern.reset();
    }
    return pattern;
}

Value printed(CallContext& context, const std::optional<std::string>& text, std::string_view zone) {
    if (!text) return Value::unknown({"the name of the time zone " + std::string(zone)});
    return limited_text(context, *text);
}

std::optional<const time_zone::Zone*> zone_of(CallContext& context, const Value& value) {
    const time_zone::Zone* zone = value.is_string() ? time_zone::find(value.as_string()) : nullptr;
    if (zone == nullptr) {
        context.fail(ErrorKind::argument, {}, std::string(context.name) + ": Okta knows no time zone " + quoted(value));
        return std::nullopt;
    }
    return zone;
}

Value time_now(CallContext& context, Arguments a) {
    const time_zone::Zone* zone = nullptr;
    if (!a.empty()) {
        const auto named = zone_of(context, a[0]);
        if (!named) return {};
        zone = *named;
    }
    std::optional<Pattern> pattern;
    if (a.size() > 1) {
        Value unknown;
        pattern = pattern_of(context, a[1], Use::mapping, unknown);
        if (!pattern) return unknown;
    }
    const auto now = context.scope.now();
    if (!now) return Value::unknown({"now"});
    if (pattern) return printed(context, pattern->print(*now, zone), zone == nullptr ? "UTC" : zone->name);
    const int offset = zone == nullptr ? 0 : time_zone::offset_at(*zone, date_time::floor_div(*now, kSecond));
    return Value::string(date_time::iso_text(*now, offset));
}

Value windows_to_iso(CallContext& context, Arguments a) {
    const auto millis = windows_millis(a[0]);
    return millis ? Value::string(date_time::iso_text(*millis, 0)) : no_time(context, kWindowsTime, a[0]);
}
Value iso_to_windows(CallContext& context, Arguments a) {
    const auto time = iso_time(context, a[0]);
    return time ? windows_text(context, time->millis) : Value{};
}
Value unix_to_iso(CallContext& context, Arguments a) {
    const auto millis = whole_number(a[0]);
    return millis ? Value::string(date_time::iso_text(*millis, 0)) : no_time(context, kUnixTime, a[0]);
}
Value iso_to_unix(CallContext& context, Arguments a) {
    const auto time = iso_time(context, a[0]);
    return time ? Value::string(std::to_string(time->millis)) : Value{};
}

// The time in a text. Nothing after an error, or when the time is unknown: then `out` is unknown.
std::optional<std::int64_t> parsed(CallContext& context, Arguments a, bool engine, Value& out) {
    const auto pattern = pattern_of(context, a[1], engine ? Use::engine_reads : Use::mapping, out);
    if (!pattern) return std::nullopt;
    if (!a[0].is_string()) {
        no_time(context, "a text", a[0]);
        return std::nullopt;
    }
    const Pattern::Parsed result = pattern->parse(a[0].as_string(), context.scope.now());
    if (engine && result.lenient) {
        out = Value::unknown({"whether the Identity Engine reads such a text by such a pattern"});
        return std::nullopt;
    }
    if (!result.ok) {
        context.fail(ErrorKind::type, {}, std::string(context.name) + ": " + quoted(a[0]) + " " + result.message);
        return std::nullopt;
    }
    if (!result.needs_now) return result.millis;
    out = Value::unknown({"now"});
    return std::nullopt;
}

Value string_to_iso(CallContext& context, Arguments a) {
    Value unknown;
    const auto millis = parsed(context, a, false, unknown);
    return millis ? Value::string(date_time::iso_text(*millis, 0)) : unknown;
}
Value iso_to_string(CallContext& context, Arguments a) {
    Value unknown;
    const auto pattern = pattern_of(context, a[1], Use::mapping, unknown);
    if (!pattern) return unknown;
    const auto time = iso_time(context, a[0]);
    return time ? printed(context, pattern->print(time->millis, nullptr), "UTC") : Value{};
}

// --- Identity Engine ------------------------------------------------------------------------------------------------

Value engine_now(CallContext& context, Arguments) {
    const auto now = context.scope.now();
    return now ? Value::date_time(*now, 0, nullptr) : Value::unknown({"now"});
}
Value parse_windows(CallContext& context, Arguments a) {
    const auto millis = windows_millis(a[0]);
    return millis ? Value::date_time(*millis, 0, nullptr) : no_time(context, kWindowsTime, a[0]);
}
Value parse_unix(CallContext& context, Arguments a) {
    const auto millis = whole_number(a[0]);
    return millis ? Value::date_time(*millis, 0, nullptr) : no_time(context, kUnixTime, a[0]);
}
Value parse_string(CallContext& context, Arguments a) {
    if (a.size() == 1) {
        const Value time = date_time_from_iso(text_or_empty(a[0]));
        return time.is_null() ? no_time(context, kIsoTime, a[0]) : time;
    }
    Value unknown;
    const auto millis = parsed(context, a, true, unknown);
    return millis ? Value::date_time(*millis, 0, nullptr) : unknown;
}

Value to_windows(CallContext& context, Arguments a) {
    return windows_text(context, a[0].as_milliseconds());
}
Value to_unix(CallContext&, Arguments a) {
    return Value::string(std::to_string(a[0].as_milliseconds()));
}
Value time_to_string(CallContext& context, Arguments a) {
    if (a.size() == 1) return Value::string(a[0].to_text());
    Value unknown;
    const auto pattern = pattern_of(context, a[1], Use::engine_prints, unknown);
    if (!pattern) return unknown;
    const std::int64_t local = date_time::floor_div(a[0].as_milliseconds(), kSecond) + a[0].as_offset_seconds();
    if (const int year = text::civil_time(local).year; year < 1 || year > 9999)
        return Value::unknown({"how the Identity Engine prints the year " + std::to_string(year)});
    const std::string_view zone = a[0].as_zone() == nullptr ? std::string_view{} : a[0].as_zone();
    return printed(context, pattern->print(a[0].as_milliseconds(), a[0].as_offset_seconds(), zone), zone);
}
Value to_zone(CallContext& context, Arguments a) {
    const auto zone = zone_of(context, a[1]);
    if (!zone) return {};
    const std::int64_t millis = a[0].as_milliseconds();
    return Value::date_time(millis, time_zone::offset_at(**zone, date_time::floor_div(millis, kSecond)), (*zone)->name);
}

// The sum; nothing after an error, when it is out of the range of 64 bits or of the calendar.
std::optional<std::int64_t> moved(CallContext& context, std::int64_t millis, std::int64_t by) {
    constexpr std::int64_t kMost = INT64_MAX / 2;
    if (by > kMost || by < -kMost || millis > kMost || millis < -kMost || millis + by > kMost || millis + by < -kMost) {
        context.fail(ErrorKind::runtime, "arithmetic", std::string(context.name) + ": a time beyond all calendars");
        return std::nullopt;
    }
    return millis + by;
}

// Like java.time: hours and shorter units are exact durations, days keep the local time of day. A local time in a gap
// moves forward; in an overlap the offset stays if possible.
template <int sign, std::int64_t unit>
Value plus(CallContext& context, Arguments a) {
    const std::int64_t by = a[1].as_integer() * unit * sign;
    const time_zone::Zone* zone = a[0].as_zone() == nullptr ? nullptr : time_zone::find(a[0].as_zone());
    if (zone == nullptr) {
        const auto millis = moved(context, a[0].as_milliseconds(), by);
        return millis ? Value::date_time(*millis, a[0].as_offset_seconds(), a[0].as_zone()) : Value{};
    }
    if (unit < date_time::kDayMillis) {
        const auto millis = moved(context, a[0].as_milliseconds(), by);
        if (!millis) return {};
        return Value::date_time(*millis, time_zone::offset_at(*zone, date_time::floor_div(*millis, kSecond)),
                                zone->name);
    }
    const auto millis = moved(context, a[0].as_milliseconds(), by);
    if (!millis) return {};
    const std::int64_t local = *millis + a[0].as_offset_seconds() * kSecond;
    const time_zone::Local there = time_zone::local_offset(*zone, date_time::floor_div(local, kSecond));
    int offset = there.offset;
    if (there.kind == time_zone::Local::Kind::overlap && a[0].as_offset_seconds() == there.later) offset = there.later;
    const int shown = there.kind == time_zone::Local::Kind::gap ? there.later : offset;
    return Value::date_time(local - offset * kSecond, shown, zone->name);
}

// The distance from now, in either direction (okta-el 11).
template <std::int64_t unit>
Value within(CallContext& context, Arguments a) {
    const auto now = context.scope.now();
    if (!now) return Value::unknown({"now"});
    const std::int64_t time = a[0].as_milliseconds();
    const std::uint64_t distance = *now > time ? static_cast<std::uint64_t>(*now) - static_cast<std::uint64_t>(time)
                                               : static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(*now);
    const std::int64_t most = a[1].as_integer() * unit;
    return Value::boolean(most >= 0 && distance <= static_cast<std::uint64_t>(most));
}

constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = date_time::kDayMillis;

// --- abstract transfers

// A time as okta-el 9 prints it: the year has four to nine digits and may have a sign.
StringDomain iso_domain(bool in_utc) {
    StringDomain domain = texts_of(in_utc ? "0123456789-:.TZ" : "0123456789-+:.TZ");
    domain.required = texts_of("-:.T").possible;
    domain.at_most_once = texts_of(".TZ").possible;
    domain.min_length = 24;
    domain.max_length = in_utc ? 30 : 38;
    if (in_utc) {
        domain.required.set('Z');
        domain.suffix = "Z";
    }
    return domain;
}

// Milliseconds since 1970, or units of 100 ns since 1601.
StringDomain counted_domain() {
    StringDomain domain = texts_of("0123456789-");
    domain.at_most_once.set('-');
    domain.min_length = 1;
    domain.max_length = 20;
    return domain;
}

bool is_known_text(const Case& given) {
    return given.constant && given.constant->is_string();
}

// The pattern in an argument. `printed` becomes the domain of the texts that it prints; false when the call fails.
bool pattern_works(TransferContext& context, const Case& given, StringDomain& printed) {
    const std::string name(context.function.name);
    printed = {};
    if (given.sort == Sort::null) {
        (void)context.fails(ErrorKind::argument, {}, name + ": an empty pattern");
        return false;
    }
    if (!is_known_text(given)) return true;
    date_time::PatternError problem;
    const auto pattern = date_time::Pattern::compile(given.constant->as_string(), problem);
    if (!pattern) {
        (void)context.fails(problem.too_long ? ErrorKind::limit : ErrorKind::argument, {},
                            name + ": " + problem.message);
        return false;
    }
    printed = pattern->domain();
    return true;
}

void pattern_may_fail(TransferContext& context, const Case& given) {
    if (is_known_text(given)) return;
    context.cannot_exclude(ErrorKind::argument, {},
                           std::string(context.function.name) + ": the pattern may be malformed");
}

AbstractValue transfer_now(TransferContext& context, AbstractArguments a) {
    const std::string name(context.function.name);
    if (a.empty()) return one_case(text_case(iso_domain(true), context.span));
    if (a[0].sort == Sort::null) return context.fails(ErrorKind::argument, {}, name + ": Okta knows no time zone null");
    const bool zone_known = is_known_text(a[0]);
    if (zone_known && time_zone::find(a[0].constant->as_string()) == nullptr)
        return context.fails(ErrorKind::argument, {}, name + ": Okta knows no time zone " + a[0].constant->to_json());
    StringDomain domain = iso_domain(false);
    if (a.size() == 2 && !pattern_works(context, a[1], domain)) return {};
    AbstractValue result = one_case(text_case(std::move(domain), context.span));
    if (!zone_known)
        return context.may_fail(std::move(result), ErrorKind::argument, {},
                                name + ": the time zone may be none of Okta's");
    if (a.size() == 2) pattern_may_fail(context, a[1]);
    return result;
}

// Functions that read a text as a time and print it in `domain`.
AbstractValue time_read(TransferContext& context, AbstractArguments a, StringDomain domain) {
    std::string message = std::string(context.function.name) + " fails on a text that is not such a time";
    if (a.size() == 2) pattern_may_fail(context, a[1]);
    if (a[0].sort == Sort::null) return context.fails(ErrorKind::type, {}, std::move(message));
    return context.may_fail(one_case(text_case(std::move(domain), context.span)), ErrorKind::type, {},
                            std::move(message));
}

AbstractValue transfer_to_iso(TransferContext& context, AbstractArguments a) {
    StringDomain unused;
    if (a.size() == 2 && !pattern_works(context, a[1], unused)) return {};
    return time_read(context, a, iso_domain(true));
}

AbstractValue transfer_to_count(TransferContext& context, AbstractArguments a) {
    return time_read(context, a, counted_domain());
}

AbstractValue transfer_to_pattern(TransferContext& context, AbstractArguments a) {
    StringDomain printed;
    if (!pattern_works(context, a[1], printed)) return {};
    return time_read(context, a, std::move(printed));
}

// Methods with an optional pattern.
AbstractValue transfer_parse_string(TransferContext& context, AbstractArguments a) {
    AbstractValue result = may_not_fit<ErrorKind::type>(context, a);
    return a.size() > 1 ? may_not_fit<ErrorKind::argument>(context, a) : result;
}

AbstractValue transfer_print(TransferContext& context, AbstractArguments a) {
    return a.size() > 1 ? may_not_fit<ErrorKind::argument>(context, a) : by_result_type(context, a);
}

constexpr Parameter T = Parameter::text;
constexpr Parameter I = Parameter::integer;
constexpr Parameter A = Parameter::any;

// clang-format off
constexpr Function kFunctions[] = {
    // name, receiver, min, max, parameters, result, of null, traits, doc, source, implementation, transfer, idiom, reads
    {"Time.now", Receiver::mapping, 0, 2, {T, T, T}, "string", "fails", kNoTraits, "The time, in a zone and by a pattern when given.", "9", time_now, transfer_now, Idiom::none, Reads::clock},
    {"Time.fromWindowsToIso8601", Receiver::mapping, 1, 1, {T, T, T}, "string", "fails", kPure, "A Windows or LDAP time (100 ns since 1601) as ISO 8601 in UTC.", "9", windows_to_iso, transfer_to_iso},
    {"Time.fromUnixToIso8601", Receiver::mapping, 1, 1, {T, T, T}, "string", "fails", kPure, "Milliseconds since 1970 as ISO 8601 in UTC.", "9", unix_to_iso, transfer_to_iso},
    {"Time.fromStringToIso8601", Receiver::mapping, 2, 2, {T, T, T}, "string", "fails", kPure, "A text read by a pattern, as ISO 8601 in UTC.", "9", string_to_iso, transfer_to_iso},
    {"Time.fromIso8601ToWindows", Receiver::mapping, 1, 1, {T, T, T}, "string", "fails", kPure, "An ISO 8601 time as 100 ns since 1601.", "9", iso_to_windows, transfer_to_count},
    {"Time.fromIso8601ToUnix", Receiver::mapping, 1, 1, {T, T, T}, "string", "fails", kPure, "An ISO 8601 time as milliseconds since 1970.", "9", iso_to_unix, transfer_to_count},
    {"Time.fromIso8601ToString", Receiver::mapping, 2, 2, {T, T, T}, "string", "fails", kPure, "An ISO 8601 time by a pattern, in UTC.", "9", iso_to_string, transfer_to_pattern},
    {"now", Receiver::engine_root, 0, 0, {A, A, A}, "date-time", "", kNoTraits, "The time: DateTime.now() or Time.now().", "11", engine_now, by_result_type, Idiom::none, Reads::clock},
    {"parseWindowsTime", Receiver::on_string, 0, 0, {T, T, T}, "date-time", "fails", kPure, "A Windows or LDAP time as a date-time.", "11", parse_windows, may_not_fit<ErrorKind::type>},
    {"parseUnixTime", Receiver::on_string, 0, 0, {T, T, T}, "date-time", "fails", kPure, "Milliseconds since 1970 as a date-time.", "11", parse_unix, may_not_fit<ErrorKind::type>},
    {"parseStringTime", Receiver::on_string, 0, 1, {T, T, T}, "date-time", "fails", kPure, "The text as a date-time, ISO 8601 or by a pattern.", "11", parse_string, transfer_parse_string},
    {"toWindows", Receiver::on_date_time, 0, 0, {A, A, A}, "string", "fails", kPure, "100 ns since 1601.", "11", to_windows, may_not_fit<ErrorKind::type>},
    {"toUnix", Receiver::on_date_time, 0, 0, {A, A, A}, "string", "fails", kPure, "Milliseconds since 1970.", "11", to_unix, by_result_type},
    {"toString", Receiver::on_date_time, 0, 1, {A, T, T}, "string", "fails", kPure, "ISO 8601, or by a pattern.", "11", time_to_string, transfer_print},
    {"toZone", Receiver::on_date_time, 1, 1, {A, T, T}, "date-time", "fails", kPure, "The same moment in a time zone.", "11", to_zone, may_not_fit<ErrorKind::argument>},
    {"plusDays", Receiver::on_date_time, 1, 1, {A, I, I}, "date-time", "fails", kPure, "So many days later, at the same time of day.", "11", plus<1, kDay>, may_not_fit<ErrorKind::runtime>},
    {"plusHours", Receiver::on_date_time, 1, 1, {A, I, I}, "date-time", "fails", kPure, "So many hours later.", "11", plus<1, kHour>, may_not_fit<ErrorKind::runtime>},
    {"plusMinutes", Receiver::on_date_time, 1, 1, {A, I, I}, "date-time", "fails", kPure, "So many minutes later.", "11", plus<1, kMinute>, may_not_fit<ErrorKind::runtime>},
    {"plusSeconds", Receiver::on_date_time, 1, 1, {A, I, I}, "date-time", "fails", kPure, "So many seconds later.", "11", plus<1, kSecond>, may_not_fit<ErrorKind::runtime>},
    {"minusDays", Receiver::on_date_time, 1, 1, {A, I, I}, "date-time", "fails", kPure, "So many days earlier, at the same time of day.", "11", plus<-1, kDay>, may_not_fit<ErrorKind::runtime>},
    {"minusHours", Receiver::on_date_time, 1, 1, {A, I, I}, "date-time", "fails", kPure, "So many hours earlier.", "11", plus<-1, kHour>, may_not_fit<ErrorKind::runtime>},
    {"minusMinutes", Receiver::on_date_time, 1, 1, {A, I, I}, "date-time", "fails", kPure, "So many minutes earlier.", "11", plus<-1, kMinute>, may_not_fit<ErrorKind::runtime>},
    {"minusSeconds", Receiver::on_date_time, 1, 1, {A, I, I}, "date-time", "fails", kPure, "So many seconds earlier.", "11", plus<-1, kSecond>, may_not_fit<ErrorKind::runtime>},
    {"withinDays", Receiver::on_date_time, 1, 1, {A, I, I}, "boolean", "fails", kNoTraits, "Whether it is at most so many days from now.", "11", within<kDay>, by_result_type, Idiom::none, Reads::clock},
    {"withinHours", Receiver::on_date_time, 1, 1, {A, I, I}, "boolean", "fails", kNoTraits, "Whether it is at most so many hours from now.", "11", within<kHour>, by_result_type, Idiom::none, Reads::clock},
    {"withinMinutes", Receiver::on_date_time, 1, 1, {A, I, I}, "boolean", "fails", kNoTraits, "Whether it is at most so many minutes from now.", "11", within<kMinute>, by_result_type, Idiom::none, Reads::clock},
    {"withinSeconds", Receiver::on_date_time, 1, 1, {A, I, I}, "boolean", "fails", kNoTraits, "Whether it is at most so many seconds from now.", "11", within<kSecond>, by_result_type, Idiom::none, Reads::clock},
};
// clang-format on

}  // namespace

std::span<const Function> time_functions() {
    return kFunctions;
}

Value date_time_from_iso(std::string_view iso) {
    const auto time = date_time::from_iso(iso);
    return time ? Value::date_time(time->millis, time->offset_seconds, nullptr) : Value::null();
}

}  // namespace preflight::expression
