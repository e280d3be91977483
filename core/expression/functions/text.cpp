// Functions on texts (okta-el 6, 10, 11).
#include "core/expression/functions/families.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "core/text/case_map.h"
#include "core/text/swar.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

// Most separators are one character, and most texts so short that eight at a time beat memchr.
std::size_t find_text(std::string_view text, std::string_view part) {
    if (part.size() != 1) return text.find(part);
    const char wanted = part.front();
    const std::uint64_t pattern = text::kEachByte * static_cast<unsigned char>(wanted);
    std::size_t i = 0;
    while (i + 8 <= text.size() && !text::has_zero(text::eight_at(text.data() + i) ^ pattern)) i += 8;
    while (i < text.size() && text[i] != wanted) ++i;
    return i == text.size() ? std::string_view::npos : i;
}

Value append(CallContext& context, Arguments a) {
    const std::string_view x = text_or_empty(a[0]);
    const std::string_view y = text_or_empty(a[1]);
    if (x.size() + y.size() > context.limits.result_bytes) return result_too_long(context);
    return joined_texts(x, y);
}

Value join(CallContext& context, Arguments a) {
    const std::string_view separator = text_or_empty(a[0]);
    // One list as the only element spreads (okta-el 6).
    Arguments parts = a.subspan(1);
    const Value only = parts.size() == 1 ? parts[0] : Value::null();
    if (only.kind() == Kind::list) parts = Arguments(only.as_list());
    std::string result;
    bool first = true;
    for (const Value& part : parts) {
        if (!first) result += separator;
        first = false;
        if (has_object(part)) return object_for_text(context);
        if (!part.is_null()) result += part.to_text();
        if (result.size() > context.limits.result_bytes) return result_too_long(context);
    }
    return Value::string(rejoined(std::move(result)));
}

Value length(CallContext&, Arguments a) {
    return Value::integer(a[0].is_null() ? 0 : static_cast<std::int64_t>(utf16_length(a[0].as_string())));
}

Value remove_spaces(CallContext&, Arguments a) {
    if (a[0].is_null() || a[0].as_string().find(' ') == std::string_view::npos) return a[0];
    std::string result(a[0].as_string());
    result.erase(std::remove(result.begin(), result.end(), ' '), result.end());
    return Value::string(rejoined(std::move(result)));
}

Value replace_some(CallContext& context, Arguments a, bool all) {
    if (a[0].is_null() || a[1].is_null() || a[2].is_null() || a[1].as_string().empty()) return a[0];
    const std::string_view s = a[0].as_string();
    const std::string_view match = a[1].as_string();
    auto hit = s.find(match);
    if (hit == std::string_view::npos) return a[0];
    std::string result;
    std::size_t at = 0;
    while (hit != std::string_view::npos) {
        result.append(s.substr(at, hit - at)).append(a[2].as_string());
        at = hit + match.size();
        if (result.size() > context.limits.result_bytes) return result_too_long(context);
        if (!all) break;
        hit = s.find(match, at);
    }
    result.append(s.substr(at));
    return limited_text(context, rejoined(std::move(result)));
}
Value replace(CallContext& context, Arguments a) {
    return replace_some(context, a, true);
}
Value replace_first(CallContext& context, Arguments a) {
    return replace_some(context, a, false);
}

// For functions that search a text: half of a surrogate pair is found inside a whole pair.
template <Implementation call>
Value with_halves(CallContext& context, Arguments a) {
    const bool halves = std::any_of(a.begin() + 1, a.end(), [](const Value& v) {
        return v.is_string() && v.as_string().size() >= 3 && find_surrogate(v.as_string()) != std::string_view::npos;
    });
    if (!halves) return call(context, a);
    std::vector<Value> split(a.begin(), a.end());
    for (Value& one : split) {
        if (one.is_string()) one = Value::string(in_halves(one.as_string()));
    }
    const Value result = call(context, split);
    return result.is_string() ? Value::string(rejoined(std::string(result.as_string()))) : result;
}

Value starts_with(CallContext&, Arguments a) {
    if (a[0].is_null() || a[1].is_null()) return Value::boolean(a[0].is_null() && a[1].is_null());
    return Value::boolean(a[0].as_string().substr(0, a[1].as_string().size()) == a[1].as_string());
}

Value string_contains(CallContext&, Arguments a) {
    if (a[0].is_null() || a[1].is_null()) return Value::boolean(false);
    return Value::boolean(find_text(a[0].as_string(), a[1].as_string()) != std::string_view::npos);
}

Value string_switch(CallContext&, Arguments a) {
    if (a[0].is_unknown()) {
        // One of the values, or the default (okta-el 12).
        Value::List values = {a[1]};
        for (std::size_t i = 3; i < a.size(); i += 2) {
            const bool known = std::any_of(values.begin(), values.end(),
                                           [&](const Value& v) { return v.kind() == a[i].kind() && equal(v, a[i]); });
            if (!known) values.push_back(a[i]);
        }
        const bool open = std::any_of(a.begin() + 1, a.end(), [](const Value& v) { return v.is_unknown(); });
        if (values.size() == 1 && !open) return values.front();
        return Value::unknown(a[0].missing(), open ? Value::List{} : std::move(values));
    }
    for (const Value& value : a) {
        if (value.is_unknown()) return Value::unknown(value.missing());
    }
    if (a[0].is_null()) return a[1];
    for (std::size_t i = 2; i + 1 < a.size(); i += 2) {
        if (!a[i].is_null() && a[0].as_string().find(a[i].as_string()) != std::string_view::npos) return a[i + 1];
    }
    return a[1];
}

// Clamping substring in UTF-16 units (okta-el 6); end < 0 means the end.
Value clamped(std::string_view s, std::int64_t start, std::int64_t end) {
    const bool ascii = is_ascii(s);
    const std::u16string units = ascii ? std::u16string{} : to_utf16(s);
    const auto size = static_cast<std::int64_t>(ascii ? s.size() : units.size());
    start = std::max<std::int64_t>(start, 0);
    if (end < 0 || end > size) end = size;
    if (start >= size || end < start) return Value::string({});
    const auto from = static_cast<std::size_t>(start);
    const auto count = static_cast<std::size_t>(end - start);
    return Value::string(ascii ? s.substr(from, count) : to_utf8(std::u16string_view(units).substr(from, count)));
}

Value substring(CallContext&, Arguments a) {
    if (a[0].is_null()) return a[0];
    return clamped(a[0].as_string(), a[1].as_integer(), a[2].as_integer());
}

Value substring_before(CallContext&, Arguments a) {
    if (a[0].is_null()) return a[0];
    const std::string_view separator = text_or_empty(a[1]);
    const auto hit = separator.empty() ? std::string_view::npos : find_text(a[0].as_string(), separator);
    return a[0].first(hit == std::string_view::npos ? 0 : hit);
}

Value substring_after(CallContext&, Arguments a) {
    if (a[0].is_null()) return a[0];
    if (a[1].is_null()) return Value::string({});
    const std::string_view separator = a[1].as_string();
    if (separator.empty()) return a[0];
    const auto hit = find_text(a[0].as_string(), separator);
    return Value::string(hit == std::string_view::npos ? std::string_view{}
                                                       : a[0].as_string().substr(hit + separator.size()));
}

// With the Unicode tables.
[[gnu::noinline]] Value mapped_beyond_ascii(std::string_view s, std::string (*map)(std::string_view)) {
    // Half a surrogate pair has no case.
    std::string result;
    std::size_t done = 0;
    for (auto at = find_surrogate(s); at != std::string_view::npos; at = find_surrogate(s, done)) {
        result.append(map(s.substr(done, at - done))).append(s.substr(at, 3));
        done = at + 3;
    }
    return Value::string(result.append(map(s.substr(done))));
}

Value mapped(const Value& value, char from, char to, std::string (*map)(std::string_view)) {
    Value result = value.with_other_case(from, to);
    if (result.is_null() && !value.is_null()) result = mapped_beyond_ascii(value.as_string(), map);
    return result;
}
Value to_upper_case(CallContext&, Arguments a) {
    return mapped(a[0], 'a', 'z', text::to_upper);
}
Value to_lower_case(CallContext&, Arguments a) {
    return mapped(a[0], 'A', 'Z', text::to_lower);
}

// substring(i) or substring(i, j) of the Identity Engine.
Value substring_to_end(CallContext& context, Arguments a) {
    return substring(context, std::array<Value, 3>{a[0], a[1], a.size() > 2 ? a[2] : Value::int32(-1)});
}

// Dotted versions part by part as numbers, a missing part as 0; nothing after an error.
std::optional<int> version_order(CallContext& context, Arguments a) {
    std::string_view x = text_or_empty(a[0]);
    std::string_view y = text_or_empty(a[1]);
    const auto bad = [&] {
        context.fail(ErrorKind::type, {}, std::string(context.name) + " needs versions such as 14.2.1");
        return std::nullopt;
    };
    if (x.empty() || y.empty()) return bad();
    const auto next = [&](std::string_view& rest, std::int32_t& out) {
        out = 0;
        if (rest.empty()) return true;
        const auto dot = rest.find('.');
        const auto number = to_int(Value::string(rest.substr(0, dot)));
        rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
        if (number) out = *number;
        return number.has_value();
    };
    while (!x.empty() || !y.empty()) {
        std::int32_t p = 0;
        std::int32_t q = 0;
        if (!next(x, p) || !next(y, q)) return bad();
        if (p != q) return p < q ? -1 : 1;
    }
    return 0;
}
Value version_greater(CallContext& context, Arguments a) {
    const auto order = version_order(context, a);
    return order ? Value::boolean(*order > 0) : Value{};
}
Value version_less(CallContext& context, Arguments a) {
    const auto order = version_order(context, a);
    return order ? Value::boolean(*order < 0) : Value{};
}

// JSTL: a null argument is "" (okta-el 10).
template <Implementation call>
Value jstl(CallContext& context, Arguments a) {
    std::array<Value, 3> filled;
    for (std::size_t i = 0; i < a.size(); ++i) filled[i] = a[i].is_null() ? Value::string({}) : a[i];
    return call(context, Arguments(filled.data(), a.size()));
}
Value ends_with(CallContext&, Arguments a) {
    return Value::boolean(ends_with_text(a[0].as_string(), a[1].as_string()));
}
Value index_of(CallContext&, Arguments a) {
    const auto hit = a[0].as_string().find(a[1].as_string());
    return Value::integer(
        hit == std::string_view::npos ? -1 : static_cast<std::int64_t>(utf16_length(a[0].as_string().substr(0, hit))));
}
Value trimmed(CallContext&, Arguments a) {
    return Value::string(trimmed_as_java(a[0].as_string()));
}

// --- abstract transfers

bool is_null(const Case& given) {
    return given.sort == Sort::null;
}

StringDomain text_or_empty(const Case& given) {
    return is_null(given) ? domain_of("") : given.text;
}

AbstractValue transfer_append(TransferContext& context, AbstractArguments a) {
    return one_case(text_case(concatenated(text_or_empty(a[0]), text_or_empty(a[1])), context.span));
}

AbstractValue transfer_join(TransferContext& context, AbstractArguments a) {
    if (a.size() == 2 && a[1].sort == Sort::list) return one_case(text_case({}, context.span));
    StringDomain domain = domain_of("");
    for (std::size_t i = 1; i < a.size(); ++i) {
        if (i > 1 && a[0].sort == Sort::text) domain = concatenated(domain, a[0].text);
        if (!is_null(a[i])) domain = concatenated(domain, as_text(a[i]));
    }
    return one_case(text_case(std::move(domain), context.span));
}

AbstractValue transfer_length(TransferContext& context, AbstractArguments a) {
    const StringDomain domain = text_or_empty(a[0]);
    Case number(Sort::number, context.span);
    number.low = static_cast<double>(domain.min_length);
    number.high = domain.max_length == StringDomain::kNoEnd ? std::numeric_limits<double>::infinity()
                                                            : static_cast<double>(domain.max_length);
    return one_case(std::move(number));
}

// The character when the case is a text of exactly one ASCII character, else 0.
char single_character(const Case& given) {
    if (!given.constant || !given.constant->is_string() || given.constant->as_string().size() != 1) return 0;
    const char c = given.constant->as_string()[0];
    return static_cast<unsigned char>(c) < 0x80 ? c : '\0';
}

enum class Where : std::uint8_t { start, anywhere, end };

template <Where where>
AbstractValue transfer_contains(TransferContext& context, AbstractArguments a) {
    if (is_null(a[0]) || is_null(a[1]))  // startsWith(null, null) is true
        return booleans(context.span, where == Where::start && is_null(a[0]) && is_null(a[1]), true);
    const StringDomain& text = a[0].text;
    const StringDomain& part = a[1].text;
    const bool impossible = (part.required & ~text.possible).any() ||
                            (text.max_length != StringDomain::kNoEnd && text.max_length < part.min_length);
    const char only = single_character(a[1]);
    const bool certain = where == Where::anywhere && only != 0 && text.must_hold(only);
    return booleans(context.span, !impossible, !certain);
}

AbstractValue transfer_switch(TransferContext& context, AbstractArguments a) {
    if (a.size() % 2 != 0)
        return context.fails(ErrorKind::argument, "arity",
                             "String.stringSwitch needs a text, a default and pairs of key and value");
    if (is_null(a[0])) return one_case(a[1]);
    AbstractValue result;
    for (std::size_t i = 2; i + 1 < a.size(); i += 2) {
        if (is_null(a[i])) continue;
        const bool impossible = (a[i].text.required & ~a[0].text.possible).any();
        if (!impossible) result.cases.push_back(a[i + 1]);
        if (a[i].constant && a[i].constant->as_string().empty()) return result;  // every text contains ""
    }
    result.cases.push_back(a[1]);
    return result;
}

// What a function makes of the texts of its first argument.
using TextTransfer = StringDomain (*)(const StringDomain& text, AbstractArguments arguments);

// Null stays null. `same`: the result is the argument in another case, or without some of its blanks.
template <TextTransfer transfer, bool same = false>
AbstractValue of_text(TransferContext& context, AbstractArguments a) {
    if (is_null(a[0])) return one_case(Case(Sort::null, context.span));
    Case result = text_case(transfer(a[0].text, a), context.span);
    if (same) result.attribute = a[0].attribute;
    return one_case(std::move(result));
}

template <bool upper>
StringDomain case_mapped(const StringDomain& text, AbstractArguments) {
    StringDomain domain = text;
    const auto each = [&](StringDomain::Characters& set) {
        for (char from = upper ? 'a' : 'A'; from <= (upper ? 'z' : 'Z'); ++from) {
            const auto i = static_cast<unsigned char>(from);
            if (set.test(i)) set.set(i ^ 0x20U);
            set.reset(i);
        }
    };
    // Both cases of a letter become one: where each occurred once, the result holds two.
    for (char c = 'a'; c <= 'z'; ++c) {
        const auto low = static_cast<unsigned char>(c);
        const auto high = static_cast<unsigned char>(low ^ 0x20U);
        const bool both = text.possible.test(low) && text.possible.test(high);
        const bool once = !both && text.at_most_once.test(low) && text.at_most_once.test(high);
        domain.at_most_once.set(low, once);
        domain.at_most_once.set(high, once);
    }
    each(domain.possible);
    each(domain.required);
    const auto map = [](std::string& part) { part = upper ? text::to_upper(part) : text::to_lower(part); };
    map(domain.prefix);
    map(domain.suffix);
    if (text.possible.test(StringDomain::kOther)) {
        // A letter beyond ASCII may map to an ASCII letter or to several characters (sharp s, ligatures, Kelvin sign).
        for (char c = upper ? 'A' : 'a'; c <= (upper ? 'Z' : 'z'); ++c) {
            domain.possible.set(static_cast<unsigned char>(c));
            domain.at_most_once.reset(static_cast<unsigned char>(c));
        }
        domain.possible.set('\'');
        domain.min_length = std::min<std::size_t>(text.min_length, 1);
        domain.max_length = text.max_length == StringDomain::kNoEnd ? StringDomain::kNoEnd : text.max_length * 3;
    }
    return domain;
}

// removeSpaces drops every space; fn:trim drops white space at both ends.
template <bool everywhere>
StringDomain without_blanks(const StringDomain& text, AbstractArguments) {
    constexpr std::string_view kBlanks = " \t\n\r\v\f";
    const auto holds = [&](char blank) { return text.may_hold(blank); };
    const bool drops = everywhere ? text.may_hold(' ') : std::any_of(kBlanks.begin(), kBlanks.end(), holds);
    if (!drops) return text;
    StringDomain domain = text;
    for (const char blank : kBlanks) domain.required.reset(static_cast<unsigned char>(blank));
    if (everywhere) domain.possible.reset(' ');
    domain.min_length = 0;
    for (std::size_t c = 0; c < 128; ++c) domain.min_length += domain.required.test(c) ? 1U : 0U;
    domain.prefix.clear();
    domain.suffix.clear();
    return domain;
}

template <bool before>
StringDomain cut(const StringDomain& text, AbstractArguments a) {
    const Case& separator = a[1];
    if (is_null(separator)) return domain_of("");
    if (separator.constant && separator.constant->as_string().empty()) return before ? domain_of("") : text;
    StringDomain domain;
    domain.possible = text.possible;
    domain.at_most_once = text.at_most_once;
    domain.max_length = text.max_length;
    const char only = single_character(separator);
    if (only == 0) return domain;
    const auto c = static_cast<unsigned char>(only);
    if (!text.may_hold(only)) return domain_of("");
    if (before || text.at_most_once.test(c)) domain.possible.reset(c);
    if (text.must_hold(only)) {
        if (text.max_length != StringDomain::kNoEnd && text.max_length > 0) domain.max_length = text.max_length - 1;
        if (before) {
            domain.prefix = text.prefix.substr(0, text.prefix.find(only));
            if (text.prefix.find(only) != std::string::npos) domain = domain_of(domain.prefix);
        } else if (text.suffix.find(only) == std::string::npos) {
            domain.suffix = text.suffix;
        }
        domain.min_length = std::max({domain.min_length, domain.prefix.size(), domain.suffix.size()});
    }
    return domain;
}

template <bool all>
StringDomain replaced(const StringDomain& text, AbstractArguments a) {
    if (is_null(a[1]) || is_null(a[2])) return text;
    const StringDomain& wanted = a[1].text;
    const StringDomain& replacement = a[2].text;
    StringDomain domain;
    domain.possible = text.possible;
    const char only = single_character(a[1]);
    if (only != 0 && (all || text.at_most_once.test(static_cast<unsigned char>(only))))
        domain.possible.reset(static_cast<unsigned char>(only));
    domain.possible |= replacement.possible;
    const bool shrinks = replacement.min_length < wanted.max_length;
    const bool grows = replacement.max_length == StringDomain::kNoEnd || replacement.max_length > wanted.min_length;
    if (!shrinks) domain.min_length = text.min_length;
    if (!grows) domain.max_length = text.max_length;
    // What is not replaced stays.
    if (a[1].constant && a[1].constant->is_string())
        domain.required = text.required & ~domain_of(a[1].constant->as_string()).possible;
    return domain;
}

StringDomain part_of(const StringDomain& text, AbstractArguments a) {
    StringDomain domain;
    domain.possible = text.possible;
    domain.at_most_once = text.at_most_once;
    domain.max_length = text.max_length;
    // Half of a surrogate pair is a character that the text does not have, but it is beyond ASCII as well.
    if (!a[1].constant || !a[2].constant || !to_int(*a[1].constant) || !to_int(*a[2].constant)) return domain;
    const std::int64_t start = std::max<std::int64_t>(*to_int(*a[1].constant), 0);
    const std::int64_t end = *to_int(*a[2].constant);
    const auto least = static_cast<std::int64_t>(text.min_length);
    if (end >= 0) {
        const auto width = static_cast<std::size_t>(std::max<std::int64_t>(end - start, 0));
        domain.max_length = text.max_length == StringDomain::kNoEnd ? width : std::min(text.max_length, width);
        const auto reach = std::min<std::int64_t>(least, end);
        domain.min_length = reach > start ? static_cast<std::size_t>(reach - start) : 0;
    } else {
        domain.min_length = least > start ? static_cast<std::size_t>(least - start) : 0;
    }
    if (start == 0) domain.prefix = end < 0 ? text.prefix : text.prefix.substr(0, static_cast<std::size_t>(end));
    return domain;
}

// The Identity Engine's substring has one or two arguments.
AbstractValue transfer_substring_to_end(TransferContext& context, AbstractArguments a) {
    return a.size() == 3 ? of_text<part_of>(context, a) : by_result_type(context, a);
}

constexpr Parameter T = Parameter::text;
constexpr Parameter I = Parameter::integer;
constexpr Parameter A = Parameter::any;

// clang-format off
constexpr Function kFunctions[] = {
    // name, receiver, min, max, parameters, result, of null, traits, doc, source, implementation, transfer, idiom, reads
    {"String.append", Receiver::mapping, 2, 2, {T, T, T}, "string", "counts as empty", kGroupRules | kPure, "Joins two texts.", "6", append, transfer_append},
    {"String.join", Receiver::mapping, 1, kMany, {T, A, A}, "string", "separator counts as empty", kGroupRules | kPure, "Joins texts with a separator.", "6", join, transfer_join},
    {"String.len", Receiver::mapping, 1, 1, {T, T, T}, "int", "0", kGroupRules | kPure, "The length in UTF-16 units.", "6", length, transfer_length, Idiom::length},
    {"String.removeSpaces", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kPure, "Drops blanks.", "6", remove_spaces, of_text<without_blanks<true>, true>},
    {"String.replace", Receiver::mapping, 3, 3, {T, T, T}, "string", "null", kGroupRules | kPure, "Replaces every occurrence, literally.", "6", with_halves<replace>, of_text<replaced<true>>},
    {"String.replaceFirst", Receiver::mapping, 3, 3, {T, T, T}, "string", "null", kGroupRules | kPure, "Replaces the first occurrence, literally.", "6", with_halves<replace_first>, of_text<replaced<false>>},
    {"String.startsWith", Receiver::mapping, 2, 2, {T, T, T}, "boolean", "false", kGroupRules | kPure, "Whether a text begins with another.", "6", with_halves<starts_with>, transfer_contains<Where::start>},
    {"String.stringContains", Receiver::mapping, 2, 2, {T, T, T}, "boolean", "false", kGroupRules | kPure, "Whether a text contains another.", "6", with_halves<string_contains>, transfer_contains<Where::anywhere>, Idiom::contains},
    {"String.stringSwitch", Receiver::mapping, 2, kMany, {T, T, T}, "string", "the default", kGroupRules | kPure | kTakesUnknown | kPairs, "The value of the first key that the text contains, else the default.", "6", with_halves<string_switch>, transfer_switch, Idiom::choice},
    {"String.substring", Receiver::mapping, 3, 3, {T, I, I}, "string", "null", kGroupRules | kPure, "The text from start up to end; out of range clamps.", "6", substring, of_text<part_of>},
    {"String.substringAfter", Receiver::mapping, 2, 2, {T, T, T}, "string", "null", kGroupRules | kPure, "The text after the first separator; empty without one.", "6", with_halves<substring_after>, of_text<cut<false>>},
    {"String.substringBefore", Receiver::mapping, 2, 2, {T, T, T}, "string", "null", kGroupRules | kPure, "The text before the first separator; empty without one.", "6", with_halves<substring_before>, of_text<cut<true>>},
    {"String.toLowerCase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kPure, "Lower case.", "6", to_lower_case, of_text<case_mapped<false>, true>},
    {"String.toUpperCase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kPure, "Upper case.", "6", to_upper_case, of_text<case_mapped<true>, true>},
    {"substring", Receiver::mapping, 3, 3, {T, I, I}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.substring.", "6", substring, of_text<part_of>},
    {"substringAfter", Receiver::mapping, 2, 2, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.substringAfter.", "6", with_halves<substring_after>, of_text<cut<false>>},
    {"substringBefore", Receiver::mapping, 2, 2, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.substringBefore.", "6", with_halves<substring_before>, of_text<cut<true>>},
    {"toLowerCase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.toLowerCase.", "6", to_lower_case, of_text<case_mapped<false>, true>},
    {"toLowercase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.toLowerCase.", "6", to_lower_case, of_text<case_mapped<false>, true>},
    {"toUpperCase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.toUpperCase.", "6", to_upper_case, of_text<case_mapped<true>, true>},
    {"toUppercase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.toUpperCase.", "6", to_upper_case, of_text<case_mapped<true>, true>},
    {"fn:contains", Receiver::templates, 2, 2, {T, T, T}, "boolean", "counts as empty", kPure, "Whether a text contains another.", "10", jstl<with_halves<string_contains>>, transfer_contains<Where::anywhere>, Idiom::contains},
    {"fn:startsWith", Receiver::templates, 2, 2, {T, T, T}, "boolean", "counts as empty", kPure, "Whether a text begins with another.", "10", jstl<with_halves<starts_with>>, transfer_contains<Where::start>},
    {"fn:endsWith", Receiver::templates, 2, 2, {T, T, T}, "boolean", "counts as empty", kPure, "Whether a text ends with another.", "10", jstl<with_halves<ends_with>>, transfer_contains<Where::end>},
    {"fn:indexOf", Receiver::templates, 2, 2, {T, T, T}, "int", "counts as empty", kPure, "The position of a text in another, or -1.", "10", jstl<with_halves<index_of>>, by_result_type},
    {"fn:length", Receiver::templates, 1, 1, {T, T, T}, "int", "0", kPure, "The length in UTF-16 units.", "10", jstl<length>, transfer_length, Idiom::length},
    {"fn:replace", Receiver::templates, 3, 3, {T, T, T}, "string", "counts as empty", kPure, "Replaces every occurrence.", "10", jstl<with_halves<replace>>, of_text<replaced<true>>},
    {"fn:substring", Receiver::templates, 3, 3, {T, I, I}, "string", "counts as empty", kPure, "The text from start up to end.", "10", jstl<substring>, of_text<part_of>},
    {"fn:substringBefore", Receiver::templates, 2, 2, {T, T, T}, "string", "counts as empty", kPure, "The text before the first separator; empty without one.", "10", jstl<with_halves<substring_before>>, of_text<cut<true>>},
    {"fn:substringAfter", Receiver::templates, 2, 2, {T, T, T}, "string", "counts as empty", kPure, "The text after the first separator; empty without one.", "10", jstl<with_halves<substring_after>>, of_text<cut<false>>},
    {"fn:toLowerCase", Receiver::templates, 1, 1, {T, T, T}, "string", "counts as empty", kPure, "Lower case.", "10", jstl<to_lower_case>, of_text<case_mapped<false>, true>},
    {"fn:toUpperCase", Receiver::templates, 1, 1, {T, T, T}, "string", "counts as empty", kPure, "Upper case.", "10", jstl<to_upper_case>, of_text<case_mapped<true>, true>},
    {"fn:trim", Receiver::templates, 1, 1, {T, T, T}, "string", "counts as empty", kPure, "Without white space at both ends.", "10", jstl<trimmed>, of_text<without_blanks<false>, true>},
    {"toUpperCase", Receiver::on_string, 0, 0, {T, T, T}, "string", "fails", kPure, "Upper case.", "11", to_upper_case, of_text<case_mapped<true>, true>},
    {"toLowerCase", Receiver::on_string, 0, 0, {T, T, T}, "string", "fails", kPure, "Lower case.", "11", to_lower_case, of_text<case_mapped<false>, true>},
    {"substring", Receiver::on_string, 1, 2, {T, I, I}, "string", "fails", kPure, "The text from start, up to end or to its end.", "11", substring_to_end, transfer_substring_to_end},
    {"replace", Receiver::on_string, 2, 2, {T, T, T}, "string", "fails", kPure, "Replaces every occurrence, literally.", "11", with_halves<replace>, of_text<replaced<true>>},
    {"replaceFirst", Receiver::on_string, 2, 2, {T, T, T}, "string", "fails", kPure, "Replaces the first occurrence, literally.", "11", with_halves<replace_first>, of_text<replaced<false>>},
    {"length", Receiver::on_string, 0, 0, {T, T, T}, "int", "fails", kPure, "The length in UTF-16 units.", "11", length, transfer_length},
    {"removeSpaces", Receiver::on_string, 0, 0, {T, T, T}, "string", "fails", kPure, "Drops blanks.", "11", remove_spaces, of_text<without_blanks<true>, true>},
    {"contains", Receiver::on_string, 1, 1, {T, T, T}, "boolean", "fails", kPure, "Whether the text contains another.", "11", with_halves<string_contains>, transfer_contains<Where::anywhere>},
    {"substringBefore", Receiver::on_string, 1, 1, {T, T, T}, "string", "fails", kPure, "The text before the first separator; empty without one.", "11", with_halves<substring_before>, of_text<cut<true>>},
    {"substringAfter", Receiver::on_string, 1, 1, {T, T, T}, "string", "fails", kPure, "The text after the first separator; empty without one.", "11", with_halves<substring_after>, of_text<cut<false>>},
    {"versionGreaterThan", Receiver::on_string, 1, 1, {T, T, T}, "boolean", "fails", kPure, "Whether a dotted version is later than another.", "11", version_greater, may_not_fit<ErrorKind::type>},
    {"versionLessThan", Receiver::on_string, 1, 1, {T, T, T}, "boolean", "fails", kPure, "Whether a dotted version is earlier than another.", "11", version_less, may_not_fit<ErrorKind::type>},
};
// clang-format on

}  // namespace

std::span<const Function> text_functions() {
    return kFunctions;
}

}  // namespace preflight::expression
