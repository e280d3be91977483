#include "core/expression/functions.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/text/case_map.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

constexpr std::array<std::string_view, 6> kNamespaces = {"String",         "Arrays", "Convert",
                                                         "Iso3166Convert", "Time",   "Groups"};

using Arguments = std::vector<Value>;

// A null text, where the function's row says that it counts as "".
std::string text_or_empty(const Value& value) {
    return value.is_null() ? std::string{} : value.as_string();
}

Value too_long(CallContext& context) {
    return context.fail(ErrorKind::limit, {},
                        "the result is longer than " + std::to_string(context.limits.result_bytes) + " bytes");
}

Value text(CallContext& context, std::string result) {
    if (result.size() > context.limits.result_bytes) return too_long(context);
    return Value::string(std::move(result));
}

Value append(CallContext& context, const Arguments& a) {
    return text(context, text_or_empty(a[0]) + text_or_empty(a[1]));
}

Value join(CallContext& context, const Arguments& a) {
    const std::string separator = text_or_empty(a[0].is_null() ? a[0] : Value::string(a[0].to_text()));
    // One list as the only element spreads (okta-el 6).
    Value::List parts(a.begin() + 1, a.end());
    if (parts.size() == 1 && parts[0].kind() == Kind::list) parts = Value::List(parts[0].as_list());
    std::string result;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) result += separator;
        if (!parts[i].is_null()) result += parts[i].to_text();
        if (result.size() > context.limits.result_bytes) return too_long(context);
    }
    return Value::string(std::move(result));
}

Value length(CallContext&, const Arguments& a) {
    return Value::integer(a[0].is_null() ? 0 : static_cast<std::int64_t>(to_utf16(a[0].as_string()).size()));
}

Value remove_spaces(CallContext&, const Arguments& a) {
    if (a[0].is_null()) return a[0];
    std::string result = a[0].as_string();
    result.erase(std::remove(result.begin(), result.end(), ' '), result.end());
    return Value::string(std::move(result));
}

Value replace_some(CallContext& context, const Arguments& a, bool all) {
    if (a[0].is_null() || a[1].is_null() || a[2].is_null() || a[1].as_string().empty()) return a[0];
    const std::string& s = a[0].as_string();
    const std::string& match = a[1].as_string();
    std::string result;
    std::size_t at = 0;
    while (true) {
        const auto hit = s.find(match, at);
        if (hit == std::string::npos) break;
        result.append(s, at, hit - at).append(a[2].as_string());
        at = hit + match.size();
        if (result.size() > context.limits.result_bytes) return too_long(context);
        if (!all) break;
    }
    result.append(s, at);
    return text(context, std::move(result));
}
Value replace(CallContext& context, const Arguments& a) {
    return replace_some(context, a, true);
}
Value replace_first(CallContext& context, const Arguments& a) {
    return replace_some(context, a, false);
}

Value starts_with(CallContext&, const Arguments& a) {
    if (a[0].is_null() || a[1].is_null()) return Value::boolean(a[0].is_null() && a[1].is_null());
    return Value::boolean(a[0].as_string().compare(0, a[1].as_string().size(), a[1].as_string()) == 0);
}

Value string_contains(CallContext&, const Arguments& a) {
    if (a[0].is_null() || a[1].is_null()) return Value::boolean(false);
    return Value::boolean(a[0].as_string().find(a[1].as_string()) != std::string::npos);
}

Value string_switch(CallContext& context, const Arguments& a) {
    if (a.size() % 2 != 0)
        return context.fail(ErrorKind::argument, "arity",
                            "String.stringSwitch needs a text, a default and pairs of key and value");
    if (a[0].is_null()) return a[1];
    for (std::size_t i = 2; i + 1 < a.size(); i += 2) {
        if (!a[i].is_null() && a[0].as_string().find(a[i].as_string()) != std::string::npos) return a[i + 1];
    }
    return a[1];
}

// Clamping substring in UTF-16 units (okta-el 6); end < 0 means the end.
std::string clamped(const std::string& s, std::int64_t start, std::int64_t end) {
    const std::u16string units = to_utf16(s);
    const auto size = static_cast<std::int64_t>(units.size());
    start = std::max<std::int64_t>(start, 0);
    if (end < 0 || end > size) end = size;
    if (start >= size || end < start) return {};
    return to_utf8(
        std::u16string_view(units).substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)));
}

Value substring(CallContext&, const Arguments& a) {
    if (a[0].is_null()) return a[0];
    return Value::string(clamped(a[0].as_string(), a[1].as_integer(), a[2].as_integer()));
}

Value substring_before(CallContext&, const Arguments& a) {
    if (a[0].is_null()) return a[0];
    const std::string separator = text_or_empty(a[1]);
    const auto hit = separator.empty() ? std::string::npos : a[0].as_string().find(separator);
    return Value::string(hit == std::string::npos ? std::string{} : a[0].as_string().substr(0, hit));
}

Value substring_after(CallContext&, const Arguments& a) {
    if (a[0].is_null()) return a[0];
    if (a[1].is_null()) return Value::string({});
    const std::string& separator = a[1].as_string();
    if (separator.empty()) return a[0];
    const auto hit = a[0].as_string().find(separator);
    return Value::string(hit == std::string::npos ? std::string{} : a[0].as_string().substr(hit + separator.size()));
}

Value to_upper_case(CallContext&, const Arguments& a) {
    return a[0].is_null() ? a[0] : Value::string(text::to_upper(a[0].as_string()));
}
Value to_lower_case(CallContext&, const Arguments& a) {
    return a[0].is_null() ? a[0] : Value::string(text::to_lower(a[0].as_string()));
}

Value list_limited(CallContext& context, Value::List list) {
    if (list.size() > context.limits.list_items)
        return context.fail(ErrorKind::limit, {},
                            "a list of more than " + std::to_string(context.limits.list_items) + " elements");
    return Value::list(std::move(list));
}

Value arrays_add(CallContext& context, const Arguments& a) {
    Value::List list = a[0].is_null() ? Value::List{} : Value::List(a[0].as_list());
    list.push_back(a[1]);
    return list_limited(context, std::move(list));
}

bool same_element(const Value& element, const Value& wanted) {
    if (equal(element, wanted)) return true;
    const auto scalar = [](const Value& v) { return v.kind() == Kind::boolean || v.is_number(); };
    if (element.is_string() && scalar(wanted)) return element.as_string() == wanted.to_text();
    if (wanted.is_string() && scalar(element)) return wanted.as_string() == element.to_text();
    return false;
}

Value arrays_remove(CallContext&, const Arguments& a) {
    if (a[0].is_null()) return a[0];
    Value::List list = a[0].as_list();
    const auto found = std::find_if(list.begin(), list.end(), [&](const Value& v) { return same_element(v, a[1]); });
    if (found != list.end()) list.erase(found);
    return Value::list(std::move(list));
}

Value arrays_clear(CallContext&, const Arguments&) {
    return Value::list({});
}

Value arrays_get(CallContext& context, const Arguments& a) {
    if (a[0].is_null()) return a[0];
    const auto& list = a[0].as_list();
    if (a[1].as_integer() < 0 || a[1].as_integer() >= static_cast<std::int64_t>(list.size())) {
        return context.fail(
            ErrorKind::runtime, "range",
            "the list has " + std::to_string(list.size()) + " elements, none at " + std::to_string(a[1].as_integer()));
    }
    return list[static_cast<std::size_t>(a[1].as_integer())];
}

Value arrays_flatten(CallContext& context, const Arguments& a) {
    Value::List result;
    for (const Value& argument : a) {
        if (argument.is_null())
            return context.fail(ErrorKind::argument, "null-argument",
                                "Arrays.flatten fails when any argument is null; guard each with x != null ? x : {}");
        Value::List stack = {to_list(argument)};
        while (!stack.empty()) {
            const Value value = stack.back();
            stack.pop_back();
            if (++context.steps > context.limits.steps) return context.fail(ErrorKind::limit, {}, "too many steps");
            if (value.kind() == Kind::list) {
                stack.insert(stack.end(), value.as_list().rbegin(), value.as_list().rend());
            } else if (value.is_null()) {
                return context.fail(ErrorKind::argument, "null-argument",
                                    "Arrays.flatten fails when any element is null");
            } else {
                result.push_back(value);
            }
        }
    }
    return list_limited(context, std::move(result));
}

Value arrays_contains(CallContext&, const Arguments& a) {
    if (a[0].is_null()) return Value::boolean(false);
    const auto& list = a[0].as_list();
    return Value::boolean(std::any_of(list.begin(), list.end(), [&](const Value& v) { return same_element(v, a[1]); }));
}

Value arrays_size(CallContext&, const Arguments& a) {
    return Value::integer(a[0].is_null() ? 0 : static_cast<std::int64_t>(a[0].as_list().size()));
}
Value arrays_is_empty(CallContext&, const Arguments& a) {
    return Value::boolean(a[0].is_null() || a[0].as_list().empty());
}

Value arrays_to_csv(CallContext& context, const Arguments& a) {
    if (a[0].is_null() || a[0].is_string()) return a[0];
    const Value list = to_list(a[0]);
    std::string result;
    bool first = true;
    for (const Value& value : list.as_list()) {
        if (!first) result += ',';
        first = false;
        if (!value.is_null()) result += value.to_text();
    }
    return text(context, std::move(result));
}

// A decimal number as Convert reads it: sign, digits, fraction, exponent, blanks around.
std::optional<double> decimal(std::string_view text) {
    text = text::trim(text);
    std::size_t i = 0;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    std::size_t digits = 0;
    const auto take = [&] {
        while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i, ++digits;
    };
    take();
    if (i < text.size() && text[i] == '.') {
        ++i;
        take();
    }
    if (digits == 0) return std::nullopt;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
        const std::size_t before = digits;
        take();
        if (digits == before) return std::nullopt;
    }
    if (i != text.size()) return std::nullopt;
    return std::strtod(std::string(text).c_str(), nullptr);
}

std::optional<double> number_of(const Value& value) {
    if (value.is_number()) return value.as_double();
    if (value.is_string()) return decimal(value.as_string());
    return std::nullopt;
}

Value convert_to_int(CallContext& context, const Arguments& a) {
    if (a[0].is_number() && !a[0].is_floating())
        return Value::int32(static_cast<std::int32_t>(static_cast<std::uint32_t>(a[0].as_integer())));
    const auto number = number_of(a[0]);
    if (!number || std::isnan(*number))
        return context.fail(ErrorKind::type, {},
                            "Convert.toInt needs a number, not " +
                                (a[0].is_null() ? std::string("null") : "\"" + a[0].to_text() + "\""));
    // Rounded half up to 64 bits, then cut to 32 (okta-el 7).
    const double rounded = std::floor(*number + 0.5);
    constexpr double kEdge = 9223372036854775807.0;
    const std::int64_t wide = rounded >= kEdge    ? std::numeric_limits<std::int64_t>::max()
                              : rounded <= -kEdge ? std::numeric_limits<std::int64_t>::min()
                                                  : static_cast<std::int64_t>(rounded);
    return Value::int32(
        static_cast<std::int32_t>(static_cast<std::uint32_t>(static_cast<std::uint64_t>(wide) & 0xFFFFFFFFU)));
}

Value convert_to_num(CallContext& context, const Arguments& a) {
    const auto number = number_of(a[0]);
    if (!number)
        return context.fail(ErrorKind::type, {},
                            "Convert.toNum needs a number, not " +
                                (a[0].is_null() ? std::string("null") : "\"" + a[0].to_text() + "\""));
    return Value::number(*number);
}

// The user's groups, or a value to give back when they are not known.
std::optional<Value> groups_of(CallContext& context, Value& out) {
    out = context.scope.groups();
    if (out.kind() == Kind::list) return std::nullopt;
    return out;
}

template <typename Predicate>
Value any_group(CallContext& context, Predicate predicate) {
    Value groups;
    if (auto unknown = groups_of(context, groups)) return *unknown;
    const auto& list = groups.as_list();
    return Value::boolean(std::any_of(list.begin(), list.end(), predicate));
}

std::string group_text(const Value& group, std::string_view key) {
    const Value* value = group.find(key);
    return value != nullptr && value->is_string() ? value->as_string() : std::string{};
}

Value member_by_id(CallContext& context, const Arguments& a) {
    return any_group(context, [&](const Value& group) {
        return std::any_of(a.begin(), a.end(),
                           [&](const Value& id) { return !id.is_null() && id.as_string() == group_text(group, "id"); });
    });
}
Value member_by_name(CallContext& context, const Arguments& a) {
    return any_group(
        context, [&](const Value& group) { return !a[0].is_null() && a[0].as_string() == group_text(group, "name"); });
}
Value member_by_start(CallContext& context, const Arguments& a) {
    return any_group(context, [&](const Value& group) {
        return !a[0].is_null() && group_text(group, "name").compare(0, a[0].as_string().size(), a[0].as_string()) == 0;
    });
}
Value member_by_part(CallContext& context, const Arguments& a) {
    return any_group(context, [&](const Value& group) {
        return !a[0].is_null() && group_text(group, "name").find(a[0].as_string()) != std::string::npos;
    });
}
Value member_by_pattern(CallContext& context, const Arguments& a) {
    const std::string pattern = text_or_empty(a[0]);
    // The pattern is judged even when there is no group to try it on.
    if (matches_whole(pattern, "", context.limits) == MatchAnswer::bad_pattern)
        return context.fail(ErrorKind::argument, "regex", "not a regular expression this version reads: " + pattern);
    bool slow = false;
    Value result = any_group(context, [&](const Value& group) {
        const MatchAnswer answer = matches_whole(pattern, group_text(group, "name"), context.limits);
        slow = slow || answer == MatchAnswer::too_long;
        return answer == MatchAnswer::yes;
    });
    if (slow) return context.fail(ErrorKind::limit, {}, "the regular expression takes too many steps");
    return result;
}

Value find_one(CallContext& context, std::string_view which) {
    Value list = context.scope.directory(which);
    if (list.kind() != Kind::list) return list;
    return list.as_list().size() == 1 ? list.as_list().front() : Value::null();
}
Value find_directory_user(CallContext& context, const Arguments&) {
    return find_one(context, "directoryUsers");
}
Value find_workday_user(CallContext& context, const Arguments&) {
    return find_one(context, "workdayUsers");
}
Value has_one(CallContext& context, std::string_view which) {
    const Value found = find_one(context, which);
    return found.is_unknown() ? found : Value::boolean(!found.is_null());
}
Value has_directory_user(CallContext& context, const Arguments&) {
    return has_one(context, "directoryUsers");
}
Value has_workday_user(CallContext& context, const Arguments&) {
    return has_one(context, "workdayUsers");
}

Value person_user(CallContext& context, std::string_view which) {
    Value person = context.scope.directory(which);
    if (person.is_unknown()) return person;
    const Value* user = person.find("user");
    return user == nullptr ? Value::null() : *user;
}
Value person_app_user(CallContext& context, std::string_view which, const Arguments& a) {
    Value person = context.scope.directory(which);
    if (person.is_unknown()) return person;
    const Value* apps = person.find("appUsers");
    const Value* user = apps == nullptr || a[1].is_null() ? nullptr : apps->find(a[1].as_string());
    return user == nullptr ? Value::null() : *user;
}
Value manager_user(CallContext& context, const Arguments&) {
    return person_user(context, "manager");
}
Value assistant_user(CallContext& context, const Arguments&) {
    return person_user(context, "assistant");
}
Value manager_app_user(CallContext& context, const Arguments& a) {
    return person_app_user(context, "manager", a);
}
Value assistant_app_user(CallContext& context, const Arguments& a) {
    return person_app_user(context, "assistant", a);
}

// JSTL: a null text is "" (okta-el 10).
Arguments without_nulls(const Arguments& a) {
    Arguments result = a;
    for (Value& value : result) {
        if (value.is_null()) value = Value::string({});
    }
    return result;
}
Value fn_contains(CallContext& c, const Arguments& a) {
    return string_contains(c, without_nulls(a));
}
Value fn_starts_with(CallContext& c, const Arguments& a) {
    return starts_with(c, without_nulls(a));
}
Value fn_ends_with(CallContext&, const Arguments& a) {
    const std::string s = text_or_empty(a[0]);
    const std::string end = text_or_empty(a[1]);
    return Value::boolean(s.size() >= end.size() && s.compare(s.size() - end.size(), end.size(), end) == 0);
}
Value fn_index_of(CallContext&, const Arguments& a) {
    const auto hit = to_utf16(text_or_empty(a[0])).find(to_utf16(text_or_empty(a[1])));
    return Value::integer(hit == std::u16string::npos ? -1 : static_cast<std::int64_t>(hit));
}
Value fn_length(CallContext& c, const Arguments& a) {
    return length(c, without_nulls(a));
}
Value fn_replace(CallContext& c, const Arguments& a) {
    return replace(c, without_nulls(a));
}
Value fn_substring(CallContext& c, const Arguments& a) {
    return substring(c, {a[0].is_null() ? Value::string({}) : a[0], a[1], a[2]});
}
Value fn_before(CallContext& c, const Arguments& a) {
    return substring_before(c, without_nulls(a));
}
Value fn_after(CallContext& c, const Arguments& a) {
    return substring_after(c, without_nulls(a));
}
Value fn_lower(CallContext& c, const Arguments& a) {
    return to_lower_case(c, without_nulls(a));
}
Value fn_upper(CallContext& c, const Arguments& a) {
    return to_upper_case(c, without_nulls(a));
}
Value fn_trim(CallContext&, const Arguments& a) {
    return Value::string(std::string(text::trim(text_or_empty(a[0]))));
}

constexpr Parameter T = Parameter::text, I = Parameter::integer, L = Parameter::list, A = Parameter::any;
using Types = std::array<Parameter, 3>;

// name, fewest, most, parameters, result, null, templates, group rules, deprecated, doc, source, implementation
constexpr Function kFunctions[] = {
    {"String.append", 2, 2, Types{T, T, T}, "string", "counts as empty", false, true, false, "Joins two texts.", "6",
     append},
    {"String.join", 1, kMany, Types{T, A, A}, "string", "separator counts as empty", false, true, false,
     "Joins texts with a separator.", "6", join},
    {"String.len", 1, 1, Types{T, T, T}, "int", "0", false, true, false, "The length in UTF-16 units.", "6", length},
    {"String.removeSpaces", 1, 1, Types{T, T, T}, "string", "null", false, true, false, "Drops blanks.", "6",
     remove_spaces},
    {"String.replace", 3, 3, Types{T, T, T}, "string", "null", false, true, false,
     "Replaces every occurrence, literally.", "6", replace},
    {"String.replaceFirst", 3, 3, Types{T, T, T}, "string", "null", false, true, false,
     "Replaces the first occurrence, literally.", "6", replace_first},
    {"String.startsWith", 2, 2, Types{T, T, T}, "boolean", "false", false, true, false,
     "Whether a text begins with another.", "6", starts_with},
    {"String.stringContains", 2, 2, Types{T, T, T}, "boolean", "false", false, true, false,
     "Whether a text contains another.", "6", string_contains},
    {"String.stringSwitch", 2, kMany, Types{T, T, T}, "string", "the default", false, true, false,
     "The value of the first key that the text contains, else the default.", "6", string_switch},
    {"String.substring", 3, 3, Types{T, I, I}, "string", "null", false, true, false,
     "The text from start up to end; out of range clamps.", "6", substring},
    {"String.substringAfter", 2, 2, Types{T, T, T}, "string", "null", false, true, false,
     "The text after the first separator; empty without one.", "6", substring_after},
    {"String.substringBefore", 2, 2, Types{T, T, T}, "string", "null", false, true, false,
     "The text before the first separator; empty without one.", "6", substring_before},
    {"String.toLowerCase", 1, 1, Types{T, T, T}, "string", "null", false, true, false, "Lower case.", "6",
     to_lower_case},
    {"String.toUpperCase", 1, 1, Types{T, T, T}, "string", "null", false, true, false, "Upper case.", "6",
     to_upper_case},
    {"substring", 3, 3, Types{T, I, I}, "string", "null", false, true, true, "Old name of String.substring.", "6",
     substring},
    {"substringAfter", 2, 2, Types{T, T, T}, "string", "null", false, true, true, "Old name of String.substringAfter.",
     "6", substring_after},
    {"substringBefore", 2, 2, Types{T, T, T}, "string", "null", false, true, true,
     "Old name of String.substringBefore.", "6", substring_before},
    {"toLowerCase", 1, 1, Types{T, T, T}, "string", "null", false, true, true, "Old name of String.toLowerCase.", "6",
     to_lower_case},
    {"toLowercase", 1, 1, Types{T, T, T}, "string", "null", false, true, true, "Old name of String.toLowerCase.", "6",
     to_lower_case},
    {"toUpperCase", 1, 1, Types{T, T, T}, "string", "null", false, true, true, "Old name of String.toUpperCase.", "6",
     to_upper_case},
    {"toUppercase", 1, 1, Types{T, T, T}, "string", "null", false, true, true, "Old name of String.toUpperCase.", "6",
     to_upper_case},
    {"Arrays.add", 2, 2, Types{L, A, A}, "list", "a list of the value", false, true, false, "Appends a value.", "7",
     arrays_add},
    {"Arrays.clear", 1, 1, Types{L, A, A}, "list", "an empty list", false, true, false, "An empty list.", "7",
     arrays_clear},
    {"Arrays.contains", 2, 2, Types{L, A, A}, "boolean", "false", false, true, false, "Whether a list has the element.",
     "7", arrays_contains},
    {"Arrays.flatten", 0, kMany, Types{A, A, A}, "list", "fails", false, true, false,
     "One flat list; any null fails the expression.", "7", arrays_flatten},
    {"Arrays.get", 2, 2, Types{L, I, I}, "any", "null", false, true, false, "The element at an index.", "7",
     arrays_get},
    {"Arrays.isEmpty", 1, 1, Types{L, A, A}, "boolean", "true", false, true, false, "Whether a list has no elements.",
     "7", arrays_is_empty},
    {"Arrays.remove", 2, 2, Types{L, A, A}, "list", "null", false, true, false, "Drops the first equal element.", "7",
     arrays_remove},
    {"Arrays.size", 1, 1, Types{L, A, A}, "int", "0", false, true, false, "The number of elements.", "7", arrays_size},
    {"Arrays.toCsvString", 1, 1, Types{A, A, A}, "string", "null", false, true, false, "The elements joined by commas.",
     "7", arrays_to_csv},
    {"Convert.toInt", 1, 1, Types{A, A, A}, "int", "fails", false, false, false, "A number rounded half up.", "7",
     convert_to_int},
    {"Convert.toNum", 1, 1, Types{A, A, A}, "double", "fails", false, false, false, "A text as a number.", "7",
     convert_to_num},
    {"isMemberOfGroup", 1, 1, Types{T, T, T}, "boolean", "false", false, true, false,
     "Whether the user is in the group of this id.", "8", member_by_id},
    {"isMemberOfAnyGroup", 1, kMany, Types{T, T, T}, "boolean", "false", false, true, false,
     "Whether the user is in any group of these ids.", "8", member_by_id},
    {"isMemberOfGroupName", 1, 1, Types{T, T, T}, "boolean", "false", false, true, false,
     "Whether the user is in the group of this name.", "8", member_by_name},
    {"isMemberOfGroupNameStartsWith", 1, 1, Types{T, T, T}, "boolean", "false", false, true, false,
     "Whether the user is in a group whose name begins so.", "8", member_by_start},
    {"isMemberOfGroupNameContains", 1, 1, Types{T, T, T}, "boolean", "false", false, true, false,
     "Whether the user is in a group whose name contains this.", "8", member_by_part},
    {"isMemberOfGroupNameRegex", 1, 1, Types{T, T, T}, "boolean", "false", false, true, false,
     "Whether the user is in a group whose whole name matches.", "8", member_by_pattern},
    {"hasDirectoryUser", 0, 0, Types{A, A, A}, "boolean", "", false, true, false,
     "Whether there is exactly one Active Directory assignment.", "8", has_directory_user},
    {"findDirectoryUser", 0, 0, Types{A, A, A}, "any", "", false, true, false,
     "The Active Directory user, when there is exactly one.", "8", find_directory_user},
    {"hasWorkdayUser", 0, 0, Types{A, A, A}, "boolean", "", false, true, false,
     "Whether there is exactly one Workday assignment.", "8", has_workday_user},
    {"findWorkdayUser", 0, 0, Types{A, A, A}, "any", "", false, true, false,
     "The Workday user, when there is exactly one.", "8", find_workday_user},
    {"getManagerUser", 1, 1, Types{T, T, T}, "any", "", false, true, false, "The manager's Okta profile.", "8",
     manager_user},
    {"getManagerAppUser", 2, 2, Types{T, T, T}, "any", "", false, true, false, "The manager's profile in an app.", "8",
     manager_app_user},
    {"getAssistantUser", 1, 1, Types{T, T, T}, "any", "", false, true, false, "The assistant's Okta profile.", "8",
     assistant_user},
    {"getAssistantAppUser", 2, 2, Types{T, T, T}, "any", "", false, true, false, "The assistant's profile in an app.",
     "8", assistant_app_user},
    {"fn:contains", 2, 2, Types{T, T, T}, "boolean", "counts as empty", true, false, false,
     "Whether a text contains another.", "10", fn_contains},
    {"fn:startsWith", 2, 2, Types{T, T, T}, "boolean", "counts as empty", true, false, false,
     "Whether a text begins with another.", "10", fn_starts_with},
    {"fn:endsWith", 2, 2, Types{T, T, T}, "boolean", "counts as empty", true, false, false,
     "Whether a text ends with another.", "10", fn_ends_with},
    {"fn:indexOf", 2, 2, Types{T, T, T}, "int", "counts as empty", true, false, false,
     "Where a text stands in another, -1 if nowhere.", "10", fn_index_of},
    {"fn:length", 1, 1, Types{T, T, T}, "int", "0", true, false, false, "The length in UTF-16 units.", "10", fn_length},
    {"fn:replace", 3, 3, Types{T, T, T}, "string", "counts as empty", true, false, false, "Replaces every occurrence.",
     "10", fn_replace},
    {"fn:substring", 3, 3, Types{T, I, I}, "string", "counts as empty", true, false, false,
     "The text from start up to end.", "10", fn_substring},
    {"fn:substringBefore", 2, 2, Types{T, T, T}, "string", "counts as empty", true, false, false,
     "The text before the first separator; empty without one.", "10", fn_before},
    {"fn:substringAfter", 2, 2, Types{T, T, T}, "string", "counts as empty", true, false, false,
     "The text after the first separator; empty without one.", "10", fn_after},
    {"fn:toLowerCase", 1, 1, Types{T, T, T}, "string", "counts as empty", true, false, false, "Lower case.", "10",
     fn_lower},
    {"fn:toUpperCase", 1, 1, Types{T, T, T}, "string", "counts as empty", true, false, false, "Upper case.", "10",
     fn_upper},
    {"fn:trim", 1, 1, Types{T, T, T}, "string", "counts as empty", true, false, false,
     "Without white space at both ends.", "10", fn_trim},
};

}  // namespace

std::span<const Function> functions() {
    return kFunctions;
}

const Function* find_function(std::string_view name) {
    const auto found =
        std::find_if(std::begin(kFunctions), std::end(kFunctions), [&](const Function& f) { return f.name == name; });
    return found == std::end(kFunctions) ? nullptr : found;
}

bool is_namespace(std::string_view name) {
    return std::find(kNamespaces.begin(), kNamespaces.end(), name) != kNamespaces.end();
}

std::optional<bool> to_boolean(const Value& value) {
    if (value.kind() == Kind::boolean) return value.as_boolean();
    if (!value.is_string()) return std::nullopt;
    const std::string text = text::ascii_lower(text::trim(value.as_string()));
    if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
    if (text == "false" || text == "no" || text == "off" || text == "0") return false;
    return std::nullopt;
}

std::optional<std::int32_t> to_int(const Value& value) {
    constexpr std::int64_t kLeast = std::numeric_limits<std::int32_t>::min();
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    std::int64_t wide = 0;
    if (value.is_floating()) {
        if (std::isnan(value.as_double()) || value.as_double() <= static_cast<double>(kLeast) - 1 ||
            value.as_double() >= static_cast<double>(kMost) + 1)
            return std::nullopt;
        wide = static_cast<std::int64_t>(value.as_double());
    } else if (value.is_number()) {
        wide = value.as_integer();
    } else if (value.is_string()) {
        std::string text(text::trim(value.as_string()));
        bool negative = false;
        if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
            negative = text[0] == '-';
            text.erase(0, 1);
        }
        const bool hex = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
        const std::string digits = hex ? text.substr(2) : text;
        if (digits.empty() || digits.size() > 11) return std::nullopt;
        for (const char c : digits) {
            const bool digit = c >= '0' && c <= '9';
            const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!digit && !(hex && letter)) return std::nullopt;
            wide = wide * (hex ? 16 : 10) + (digit ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        if (negative) wide = -wide;
    } else {
        return std::nullopt;
    }
    if (wide < kLeast || wide > kMost) return std::nullopt;
    return static_cast<std::int32_t>(wide);
}

Value to_list(const Value& value) {
    if (value.is_null() || value.kind() == Kind::list) return value;
    if (!value.is_string()) return Value::list({value});
    Value::List list;
    std::string_view rest = value.as_string();
    if (rest.empty()) return Value::list({});
    while (true) {
        const auto comma = rest.find(',');
        list.push_back(Value::string(std::string(text::trim(rest.substr(0, comma)))));
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
    }
    return Value::list(std::move(list));
}

std::u16string to_utf16(std::string_view utf8) {
    std::u16string result;
    result.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const text::CodePoint point = text::decode(utf8, i);
        i += point.length;
        if (point.value >= 0x10000) {
            result += static_cast<char16_t>(0xD800 + ((point.value - 0x10000) >> 10U));
            result += static_cast<char16_t>(0xDC00 + ((point.value - 0x10000) & 0x3FFU));
        } else {
            result += static_cast<char16_t>(point.value);
        }
    }
    return result;
}

std::string to_utf8(std::u16string_view units) {
    std::string result;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const char32_t high = units[i];
        if (high >= 0xD800 && high <= 0xDBFF && i + 1 < units.size() && units[i + 1] >= 0xDC00 &&
            units[i + 1] <= 0xDFFF) {
            text::append(result, 0x10000 + ((high - 0xD800) << 10U) + (static_cast<char32_t>(units[i + 1]) - 0xDC00));
            ++i;
        } else {
            text::append(result, high);
        }
    }
    return result;
}

}  // namespace preflight::expression
