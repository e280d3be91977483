// Functions on lists (okta-el 7, 11).
#include "core/expression/functions/families.h"

#include <algorithm>
#include <vector>

namespace preflight::expression {

namespace {

Value list_limited(CallContext& context, Value::List list) {
    if (list.size() > context.limits.list_items)
        return context.fail(ErrorKind::limit, {},
                            "a list of more than " + std::to_string(context.limits.list_items) + " elements");
    return Value::list(std::move(list));
}

Value arrays_add(CallContext& context, Arguments a) {
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

Value arrays_remove(CallContext&, Arguments a) {
    if (a[0].is_null()) return a[0];
    Value::List list = a[0].as_list();
    const auto found = std::find_if(list.begin(), list.end(), [&](const Value& v) { return same_element(v, a[1]); });
    if (found != list.end()) list.erase(found);
    return Value::list(std::move(list));
}

Value arrays_clear(CallContext&, Arguments) {
    return Value::list({});
}

Value arrays_get(CallContext& context, Arguments a) {
    if (a[0].is_null()) return a[0];
    const auto& list = a[0].as_list();
    if (a[1].as_integer() < 0 || a[1].as_integer() >= static_cast<std::int64_t>(list.size())) {
        return context.fail(
            ErrorKind::runtime, "range",
            "the list has " + std::to_string(list.size()) + " elements, none at " + std::to_string(a[1].as_integer()));
    }
    return list[static_cast<std::size_t>(a[1].as_integer())];
}

Value arrays_flatten(CallContext& context, Arguments a) {
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

Value arrays_contains(CallContext&, Arguments a) {
    if (a[0].is_null()) return Value::boolean(false);
    const auto& list = a[0].as_list();
    return Value::boolean(std::any_of(list.begin(), list.end(), [&](const Value& v) { return same_element(v, a[1]); }));
}

Value arrays_size(CallContext&, Arguments a) {
    return Value::integer(a[0].is_null() ? 0 : static_cast<std::int64_t>(a[0].as_list().size()));
}
Value arrays_is_empty(CallContext&, Arguments a) {
    return Value::boolean(a[0].is_null() || a[0].as_list().empty());
}

Value arrays_to_csv(CallContext& context, Arguments a) {
    if (a[0].is_null() || a[0].is_string()) return a[0];
    const Value list = to_list(a[0]);
    std::string result;
    bool first = true;
    for (const Value& value : list.as_list()) {
        if (!first) result += ',';
        first = false;
        if (has_object(value)) return object_for_text(context);
        if (!value.is_null()) result += value.to_text();
    }
    return limited_text(context, std::move(result));
}

// The Identity Engine compares elements by == alone.
Value list_contains(CallContext&, Arguments a) {
    const auto& list = a[0].as_list();
    return Value::boolean(std::any_of(list.begin(), list.end(), [&](const Value& v) { return equal(v, a[1]); }));
}
Value list_remove(CallContext&, Arguments a) {
    Value::List list = a[0].as_list();
    const auto found = std::find_if(list.begin(), list.end(), [&](const Value& v) { return equal(v, a[1]); });
    if (found != list.end()) list.erase(found);
    return Value::list(std::move(list));
}

// --- abstract transfers

AbstractValue transfer_get(TransferContext& context, AbstractArguments a) {
    if (a[0].sort == Sort::null) return unconstrained(context, a);
    return context.may_fail(unconstrained(context, a), ErrorKind::runtime, "range", "the index may be out of range");
}

bool holds_null(const Value& list) {
    std::vector<const Value*> open = {&list};
    while (!open.empty()) {
        const Value& value = *open.back();
        open.pop_back();
        if (value.is_null()) return true;
        if (value.kind() != Kind::list) continue;
        for (const Value& element : value.as_list()) open.push_back(&element);
    }
    return false;
}

AbstractValue transfer_flatten(TransferContext& context, AbstractArguments a) {
    for (const Case& one : a) {
        if (one.sort == Sort::null)
            return context.fails(ErrorKind::argument, "null-argument",
                                 "Arrays.flatten fails when any argument is null; guard each with x != null ? x : {}");
        if (one.sort != Sort::list) continue;
        constexpr const char* kElement = "Arrays.flatten fails when any element is null";
        if (!one.constant) context.cannot_exclude(ErrorKind::argument, "null-argument", kElement);
        else if (holds_null(*one.constant)) return context.fails(ErrorKind::argument, "null-argument", kElement);
    }
    return by_result_type(context, a);
}

AbstractValue transfer_flatten_method(TransferContext& context, AbstractArguments a) {
    return may_not_fit(context, a, ErrorKind::argument, "null-argument");
}

AbstractValue transfer_to_csv(TransferContext& context, AbstractArguments a) {
    return a[0].sort == Sort::null ? one_case(Case(Sort::null, context.span)) : by_result_type(context, a);
}

constexpr Parameter I = Parameter::integer;
constexpr Parameter L = Parameter::list;
constexpr Parameter A = Parameter::any;

// clang-format off
constexpr Function kFunctions[] = {
    // name, receiver, min, max, parameters, result, of null, traits, doc, source, implementation, transfer, idiom, reads
    {"Arrays.add", Receiver::mapping, 2, 2, {L, A, A}, "list", "a list of the value", kGroupRules | kPure, "Appends a value.", "7", arrays_add, by_result_type},
    {"Arrays.clear", Receiver::mapping, 1, 1, {L, A, A}, "list", "an empty list", kGroupRules | kPure, "An empty list.", "7", arrays_clear, by_result_type},
    {"Arrays.contains", Receiver::mapping, 2, 2, {L, A, A}, "boolean", "false", kGroupRules | kPure, "Whether a list has the element.", "7", arrays_contains, by_result_type},
    {"Arrays.flatten", Receiver::mapping, 0, kMany, {A, A, A}, "list", "fails", kGroupRules | kPure, "One flat list; any null fails the expression.", "7", arrays_flatten, transfer_flatten},
    {"Arrays.get", Receiver::mapping, 2, 2, {L, I, I}, "any", "null", kGroupRules | kPure, "The element at an index.", "7", arrays_get, transfer_get},
    {"Arrays.isEmpty", Receiver::mapping, 1, 1, {L, A, A}, "boolean", "true", kGroupRules | kPure, "Whether a list has no elements.", "7", arrays_is_empty, by_result_type, Idiom::is_empty_list},
    {"Arrays.remove", Receiver::mapping, 2, 2, {L, A, A}, "list", "null", kGroupRules | kPure, "Drops the first equal element.", "7", arrays_remove, by_result_type},
    {"Arrays.size", Receiver::mapping, 1, 1, {L, A, A}, "int", "0", kGroupRules | kPure, "The number of elements.", "7", arrays_size, by_result_type},
    {"Arrays.toCsvString", Receiver::mapping, 1, 1, {A, A, A}, "string", "null", kGroupRules | kPure, "The elements joined by commas.", "7", arrays_to_csv, transfer_to_csv},
    {"contains", Receiver::on_list, 1, 1, {L, A, A}, "boolean", "fails", kPure, "Whether the list has the element, compared by ==.", "11", list_contains, by_result_type},
    {"size", Receiver::on_list, 0, 0, {L, A, A}, "int", "fails", kPure, "The number of elements.", "11", arrays_size, by_result_type},
    {"isEmpty", Receiver::on_list, 0, 0, {L, A, A}, "boolean", "fails", kPure, "Whether the list has no elements.", "11", arrays_is_empty, by_result_type},
    {"add", Receiver::on_list, 1, 1, {L, A, A}, "list", "fails", kPure, "The list with a value appended.", "11", arrays_add, by_result_type},
    {"remove", Receiver::on_list, 1, 1, {L, A, A}, "list", "fails", kPure, "The list without its first equal element.", "11", list_remove, by_result_type},
    {"flatten", Receiver::on_list, 0, 0, {A, A, A}, "list", "fails", kPure, "One flat list; any null fails the expression.", "11", arrays_flatten, transfer_flatten_method},
};
// clang-format on

}  // namespace

std::span<const Function> list_functions() {
    return kFunctions;
}

}  // namespace preflight::expression
