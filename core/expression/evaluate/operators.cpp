#include "core/expression/evaluate/operators.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/expression/functions/functions.h"
#include "core/expression/functions/regex.h"

namespace preflight::expression {

namespace {

Value power(const Value& a, const Value& b) {
    // Java returns NaN where C returns 1 (1 to the power of NaN or infinity).
    const bool single = a.kind() != Kind::float64 && b.kind() != Kind::float64 && (a.is_floating() || b.is_floating());
    const double x = single ? static_cast<float>(a.as_double()) : a.as_double();
    const double y = single ? static_cast<float>(b.as_double()) : b.as_double();
    const bool strange = std::isnan(y) || (std::fabs(x) == 1 && std::isinf(y));
    const double result = strange ? std::numeric_limits<double>::quiet_NaN() : std::pow(x, y);
    if (a.is_floating() || b.is_floating()) return Value::number(result);
    constexpr double kMost = 9223372036854775807.0;
    const std::int64_t whole = std::isnan(result) ? 0
                               : result >= kMost  ? std::numeric_limits<std::int64_t>::max()
                               : result <= -kMost ? std::numeric_limits<std::int64_t>::min()
                                                  : static_cast<std::int64_t>(result);
    const bool is_long = a.kind() == Kind::int64 || b.kind() == Kind::int64 || result > 2147483647.0;
    if (is_long) return Value::int64(whole);
    const auto clamped = std::max<std::int64_t>(whole, std::numeric_limits<std::int32_t>::min());
    return Value::int32(static_cast<std::int32_t>(clamped));
}

}  // namespace

std::string shown(const Value& value) {
    if (value.is_string()) return "the text \"" + std::string(value.as_string()) + "\"";
    if (value.is_null()) return "null";
    switch (value.kind()) {
        case Kind::boolean:
            return value.to_text();
        case Kind::list:
            return "a list";
        case Kind::map:
            return "an object";
        case Kind::date_time:
            return "a date-time";
        case Kind::country:
            return "a country";
        default:
            return "the number " + value.to_text();
    }
}

std::string_view with_article(const Value& value) {
    switch (value.kind()) {
        case Kind::string:
            return "a text";
        case Kind::map:
            return "an object";
        case Kind::list:
            return "a list";
        case Kind::boolean:
            return "a boolean";
        case Kind::date_time:
            return "a date-time";
        case Kind::country:
            return "a country";
        default:
            return "a number";
    }
}

Value Operators::fail(ErrorKind kind, std::string detail, std::string message, text::Span span) {
    if (!error_) error_ = std::make_shared<const Error>(Error{kind, std::move(detail), std::move(message), span});
    return {};
}

Value Operators::unary(const Node& node, const Value& operand) {
    if (node.op == Op::empty) return Value::boolean(is_empty(operand));
    if (node.op == Op::logical_not) {
        const auto truth = to_boolean(operand);
        if (!truth)
            return fail(ErrorKind::type, {}, "! needs true or false, not " + shown(operand),
                        ast_.nodes[node.children[0]].span);
        return Value::boolean(!*truth);
    }
    if (!operand.is_number())
        return fail(ErrorKind::type, {}, std::string(symbol(node.op)) + " needs a number, not " + shown(operand),
                    ast_.nodes[node.children[0]].span);
    if (node.op == Op::plus) return operand;
    switch (operand.kind()) {
        case Kind::int32:
            return Value::int32(static_cast<std::int32_t>(0U - static_cast<std::uint32_t>(operand.as_integer())));
        case Kind::int64:
            return Value::int64(static_cast<std::int64_t>(0U - static_cast<std::uint64_t>(operand.as_integer())));
        case Kind::float32:
            return Value::float32(0 - operand.as_double());  // 0 stays positive
        default:
            return Value::number(0 - operand.as_double());
    }
}

Value Operators::binary(const Node& node, const Value& a, const Value& b) {
    switch (node.op) {
        case Op::equal:
            return Value::boolean(equal(a, b));
        case Op::not_equal:
            return Value::boolean(!equal(a, b));
        case Op::matches:
            return matches(node, a, b);
        case Op::less:
        case Op::less_equal:
        case Op::greater:
        case Op::greater_equal:
            return compare(node, a, b);
        default:
            return arithmetic(node, a, b);
    }
}

Value Operators::no_left_text(const Node& node, const Value& left) {
    return fail(ErrorKind::type, {}, "matches needs a text on its left, not " + shown(left),
                ast_.nodes[node.children[0]].span);
}

Value Operators::matches(const Node& node, const Value& a, const Value& b) {
    if (a.is_null() || has_object(a)) return no_left_text(node, a);
    if (!b.is_string())
        return fail(ErrorKind::type, {}, "matches needs a pattern on its right, not " + shown(b),
                    ast_.nodes[node.children[1]].span);
    std::shared_ptr<const Regex> pattern = node.pattern;
    if (pattern == nullptr) {
        RegexError problem;
        pattern = Regex::compile(b.as_string(), limits_, problem);
        if (pattern == nullptr && problem.not_read) return Value::unknown({problem.message});
        if (pattern == nullptr)
            return fail(problem.too_large ? ErrorKind::limit : ErrorKind::argument, problem.too_large ? "" : "regex",
                        problem.message, ast_.nodes[node.children[1]].span);
    }
    const Regex::Answer answer =
        a.is_string() ? pattern->matches(a.as_string(), limits_) : pattern->matches(a.to_text(), limits_);
    if (answer == Regex::Answer::too_long)
        return fail(ErrorKind::limit, {}, "the regular expression takes too many steps",
                    ast_.nodes[node.children[1]].span);
    return Value::boolean(answer == Regex::Answer::yes);
}

Value Operators::compare(const Node& node, const Value& a, const Value& b) {
    int order = 0;
    if (a.is_null() || b.is_null()) {
        order = static_cast<int>(!a.is_null()) - static_cast<int>(!b.is_null());  // null sorts below everything
    } else if (a.is_number() && b.is_number()) {
        if (a.is_floating() || b.is_floating()) {
            const double x = a.as_double();
            const double y = b.as_double();
            if (std::isnan(x) || std::isnan(y)) return Value::boolean(false);
            order = x < y ? -1 : static_cast<int>(x > y);
        } else {
            order = a.as_integer() < b.as_integer() ? -1 : static_cast<int>(a.as_integer() > b.as_integer());
        }
    } else if (a.is_string() && b.is_string()) {
        // UTF-8 and UTF-16 order texts alike, except for characters beyond U+FFFF.
        order = is_ascii(a.as_string()) && is_ascii(b.as_string())
                    ? a.as_string().compare(b.as_string())
                    : to_utf16(a.as_string()).compare(to_utf16(b.as_string()));
    } else if (a.kind() == Kind::boolean && b.kind() == Kind::boolean) {
        order = static_cast<int>(a.as_boolean()) - static_cast<int>(b.as_boolean());
    } else if (a.kind() == Kind::date_time && b.kind() == Kind::date_time) {
        order = a.as_milliseconds() < b.as_milliseconds() ? -1
                                                          : static_cast<int>(a.as_milliseconds() > b.as_milliseconds());
    } else {
        return fail(ErrorKind::type, {},
                    shown(a) + " and " + shown(b) + " cannot be compared by " + std::string(symbol(node.op)),
                    node.span);
    }
    switch (node.op) {
        case Op::less:
            return Value::boolean(order < 0);
        case Op::less_equal:
            return Value::boolean(order <= 0);
        case Op::greater:
            return Value::boolean(order > 0);
        default:
            return Value::boolean(order >= 0);
    }
}

Value Operators::too_long(const Node& node) {
    return fail(ErrorKind::limit, {}, "the text is longer than " + std::to_string(limits_.result_bytes) + " bytes",
                node.span);
}

Value Operators::joined(const Node& node, const Value& a, const Value& b) {
    // Spring converts an object to text, but not a list of objects.
    const Value& other = a.is_string() ? b : a;
    if (other.kind() == Kind::list && has_object(other))
        return fail(ErrorKind::type, {}, "a list of objects is not a text", node.span);
    std::string a_text;
    std::string b_text;
    if (!a.is_string()) a_text = a.to_text();
    if (!b.is_string()) b_text = b.to_text();
    const std::string_view x = a.is_string() ? a.as_string() : std::string_view(a_text);
    const std::string_view y = b.is_string() ? b.as_string() : std::string_view(b_text);
    if (x.size() + y.size() > limits_.result_bytes) return too_long(node);
    return joined_texts(x, y);
}

Value Operators::arithmetic(const Node& node, const Value& a, const Value& b) {
    const auto bad = [&] {
        return fail(ErrorKind::type, {}, std::string(symbol(node.op)) + " cannot join " + shown(a) + " and " + shown(b),
                    node.span);
    };
    if (node.op == Op::plus && (a.is_string() || b.is_string())) return joined(node, a, b);
    if (node.op == Op::minus && a.is_string() && b.kind() == Kind::int32) {
        const std::u16string units = to_utf16(a.as_string());
        if (units.size() != 1) return bad();
        return Value::string(to_utf8(std::u16string(1, static_cast<char16_t>(units[0] - b.as_integer()))));
    }
    if (node.op == Op::times && a.is_string() && b.kind() == Kind::int32) {
        const auto times = static_cast<std::size_t>(std::max<std::int64_t>(b.as_integer(), 0));
        if (!a.as_string().empty() && times > limits_.result_bytes / a.as_string().size()) return too_long(node);
        std::string text;
        for (std::size_t i = 0; i < times && !a.as_string().empty(); ++i) text += a.as_string();
        return Value::string(rejoined(std::move(text)));
    }
    if (!a.is_number() || !b.is_number()) return bad();
    if (node.op == Op::power) return power(a, b);
    if (a.is_floating() || b.is_floating()) {
        const bool single = a.kind() != Kind::float64 && b.kind() != Kind::float64;
        const double x = single ? static_cast<float>(a.as_double()) : a.as_double();
        const double y = single ? static_cast<float>(b.as_double()) : b.as_double();
        const double result = node.op == Op::plus     ? x + y
                              : node.op == Op::minus  ? x - y
                              : node.op == Op::times  ? x * y
                              : node.op == Op::divide ? x / y
                                                      : std::fmod(x, y);
        return single ? Value::float32(result) : Value::number(result);
    }
    const std::int64_t x = a.as_integer();
    const std::int64_t y = b.as_integer();
    const auto ux = static_cast<std::uint64_t>(x);
    const auto uy = static_cast<std::uint64_t>(y);
    std::int64_t result = 0;
    if (node.op == Op::divide || node.op == Op::remainder) {
        const bool divides = node.op == Op::divide;
        if (y == 0) return fail(ErrorKind::runtime, "arithmetic", "division by zero", node.span);
        if (y == -1) result = divides ? static_cast<std::int64_t>(0U - ux) : 0;
        else result = divides ? x / y : x % y;
    } else {
        result = static_cast<std::int64_t>(node.op == Op::plus ? ux + uy : node.op == Op::minus ? ux - uy : ux * uy);
    }
    if (a.kind() == Kind::int64 || b.kind() == Kind::int64) return Value::int64(result);
    return Value::int32(
        static_cast<std::int32_t>(static_cast<std::uint32_t>(static_cast<std::uint64_t>(result))));  // ints wrap
}

Value Operators::bad_condition(const Value& value, std::size_t index) {
    return fail(ErrorKind::type, {}, "a condition needs true or false, not " + shown(value), ast_.nodes[index].span);
}

bool Operators::is_printable(const Node& node, std::size_t part, const Value& value) {
    if (!has_object(value)) return true;
    fail(ErrorKind::type, {}, "an object is not a text", ast_.nodes[node.children[part]].span);
    return false;
}

Value Operators::print(const Node& node, const std::vector<Value>& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!is_printable(node, i, parts[i])) return Value{};
        if (!parts[i].is_null()) text += parts[i].to_text();
        if (text.size() > limits_.result_bytes) return too_long(node);
    }
    return Value::string(rejoined(std::move(text)));
}

}  // namespace preflight::expression
