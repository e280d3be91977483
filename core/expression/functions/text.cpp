// Functions on texts (okta-el 6, 10, 11).
#include "core/expression/functions/families.h"

#include <algorithm>
#include <cstdint>

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

// A function that looks for texts in another: a half of a surrogate pair is found inside a whole one.
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

// By the Unicode tables.
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

constexpr Parameter T = Parameter::text;
constexpr Parameter I = Parameter::integer;
constexpr Parameter A = Parameter::any;

// clang-format off
constexpr Function kFunctions[] = {
    // name, receiver, min, max, parameters, result, of null, traits, doc, source, implementation
    {"String.append", Receiver::mapping, 2, 2, {T, T, T}, "string", "counts as empty", kGroupRules | kPure, "Joins two texts.", "6", append},
    {"String.join", Receiver::mapping, 1, kMany, {T, A, A}, "string", "separator counts as empty", kGroupRules | kPure, "Joins texts with a separator.", "6", join},
    {"String.len", Receiver::mapping, 1, 1, {T, T, T}, "int", "0", kGroupRules | kPure, "The length in UTF-16 units.", "6", length},
    {"String.removeSpaces", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kPure, "Drops blanks.", "6", remove_spaces},
    {"String.replace", Receiver::mapping, 3, 3, {T, T, T}, "string", "null", kGroupRules | kPure, "Replaces every occurrence, literally.", "6", with_halves<replace>},
    {"String.replaceFirst", Receiver::mapping, 3, 3, {T, T, T}, "string", "null", kGroupRules | kPure, "Replaces the first occurrence, literally.", "6", with_halves<replace_first>},
    {"String.startsWith", Receiver::mapping, 2, 2, {T, T, T}, "boolean", "false", kGroupRules | kPure, "Whether a text begins with another.", "6", with_halves<starts_with>},
    {"String.stringContains", Receiver::mapping, 2, 2, {T, T, T}, "boolean", "false", kGroupRules | kPure, "Whether a text contains another.", "6", with_halves<string_contains>},
    {"String.stringSwitch", Receiver::mapping, 2, kMany, {T, T, T}, "string", "the default", kGroupRules | kPure | kTakesUnknown | kPairs, "The value of the first key that the text contains, else the default.", "6", with_halves<string_switch>},
    {"String.substring", Receiver::mapping, 3, 3, {T, I, I}, "string", "null", kGroupRules | kPure, "The text from start up to end; out of range clamps.", "6", substring},
    {"String.substringAfter", Receiver::mapping, 2, 2, {T, T, T}, "string", "null", kGroupRules | kPure, "The text after the first separator; empty without one.", "6", with_halves<substring_after>},
    {"String.substringBefore", Receiver::mapping, 2, 2, {T, T, T}, "string", "null", kGroupRules | kPure, "The text before the first separator; empty without one.", "6", with_halves<substring_before>},
    {"String.toLowerCase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kPure, "Lower case.", "6", to_lower_case},
    {"String.toUpperCase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kPure, "Upper case.", "6", to_upper_case},
    {"substring", Receiver::mapping, 3, 3, {T, I, I}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.substring.", "6", substring},
    {"substringAfter", Receiver::mapping, 2, 2, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.substringAfter.", "6", with_halves<substring_after>},
    {"substringBefore", Receiver::mapping, 2, 2, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.substringBefore.", "6", with_halves<substring_before>},
    {"toLowerCase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.toLowerCase.", "6", to_lower_case},
    {"toLowercase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.toLowerCase.", "6", to_lower_case},
    {"toUpperCase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.toUpperCase.", "6", to_upper_case},
    {"toUppercase", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kGroupRules | kDeprecated | kPure, "Old name of String.toUpperCase.", "6", to_upper_case},
    {"fn:contains", Receiver::templates, 2, 2, {T, T, T}, "boolean", "counts as empty", kPure, "Whether a text contains another.", "10", jstl<with_halves<string_contains>>},
    {"fn:startsWith", Receiver::templates, 2, 2, {T, T, T}, "boolean", "counts as empty", kPure, "Whether a text begins with another.", "10", jstl<with_halves<starts_with>>},
    {"fn:endsWith", Receiver::templates, 2, 2, {T, T, T}, "boolean", "counts as empty", kPure, "Whether a text ends with another.", "10", jstl<with_halves<ends_with>>},
    {"fn:indexOf", Receiver::templates, 2, 2, {T, T, T}, "int", "counts as empty", kPure, "Where a text stands in another, -1 if nowhere.", "10", jstl<with_halves<index_of>>},
    {"fn:length", Receiver::templates, 1, 1, {T, T, T}, "int", "0", kPure, "The length in UTF-16 units.", "10", jstl<length>},
    {"fn:replace", Receiver::templates, 3, 3, {T, T, T}, "string", "counts as empty", kPure, "Replaces every occurrence.", "10", jstl<with_halves<replace>>},
    {"fn:substring", Receiver::templates, 3, 3, {T, I, I}, "string", "counts as empty", kPure, "The text from start up to end.", "10", jstl<substring>},
    {"fn:substringBefore", Receiver::templates, 2, 2, {T, T, T}, "string", "counts as empty", kPure, "The text before the first separator; empty without one.", "10", jstl<with_halves<substring_before>>},
    {"fn:substringAfter", Receiver::templates, 2, 2, {T, T, T}, "string", "counts as empty", kPure, "The text after the first separator; empty without one.", "10", jstl<with_halves<substring_after>>},
    {"fn:toLowerCase", Receiver::templates, 1, 1, {T, T, T}, "string", "counts as empty", kPure, "Lower case.", "10", jstl<to_lower_case>},
    {"fn:toUpperCase", Receiver::templates, 1, 1, {T, T, T}, "string", "counts as empty", kPure, "Upper case.", "10", jstl<to_upper_case>},
    {"fn:trim", Receiver::templates, 1, 1, {T, T, T}, "string", "counts as empty", kPure, "Without white space at both ends.", "10", jstl<trimmed>},
    {"toUpperCase", Receiver::on_string, 0, 0, {T, T, T}, "string", "fails", kPure, "Upper case.", "11", to_upper_case},
    {"toLowerCase", Receiver::on_string, 0, 0, {T, T, T}, "string", "fails", kPure, "Lower case.", "11", to_lower_case},
    {"substring", Receiver::on_string, 1, 2, {T, I, I}, "string", "fails", kPure, "The text from start, up to end or to its end.", "11", substring_to_end},
    {"replace", Receiver::on_string, 2, 2, {T, T, T}, "string", "fails", kPure, "Replaces every occurrence, literally.", "11", with_halves<replace>},
    {"replaceFirst", Receiver::on_string, 2, 2, {T, T, T}, "string", "fails", kPure, "Replaces the first occurrence, literally.", "11", with_halves<replace_first>},
    {"length", Receiver::on_string, 0, 0, {T, T, T}, "int", "fails", kPure, "The length in UTF-16 units.", "11", length},
    {"removeSpaces", Receiver::on_string, 0, 0, {T, T, T}, "string", "fails", kPure, "Drops blanks.", "11", remove_spaces},
    {"contains", Receiver::on_string, 1, 1, {T, T, T}, "boolean", "fails", kPure, "Whether the text contains another.", "11", with_halves<string_contains>},
    {"substringBefore", Receiver::on_string, 1, 1, {T, T, T}, "string", "fails", kPure, "The text before the first separator; empty without one.", "11", with_halves<substring_before>},
    {"substringAfter", Receiver::on_string, 1, 1, {T, T, T}, "string", "fails", kPure, "The text after the first separator; empty without one.", "11", with_halves<substring_after>},
    {"versionGreaterThan", Receiver::on_string, 1, 1, {T, T, T}, "boolean", "fails", kPure, "Whether a dotted version is later than another.", "11", version_greater},
    {"versionLessThan", Receiver::on_string, 1, 1, {T, T, T}, "boolean", "fails", kPure, "Whether a dotted version is earlier than another.", "11", version_less},
};
// clang-format on

}  // namespace

std::span<const Function> text_functions() {
    return kFunctions;
}

}  // namespace preflight::expression
