// Evaluation (okta-el 3-5, 12). Recursion follows the tree, whose depth the parser has bounded.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/expression/ast.h"
#include "core/expression/functions.h"
#include "core/text/nearest.h"

namespace preflight::expression {

namespace {

// Functions of the product that this version does not evaluate: their result is not known, which is not an error.
bool is_real_but_not_evaluated(std::string_view name) {
    return name.compare(0, 5, "Time.") == 0 || name.compare(0, 15, "Iso3166Convert.") == 0 ||
           name.compare(0, 7, "Groups.") == 0 || name == "getFilteredGroups";
}

Value merge_unknown(const Value& a, const Value& b) {
    std::vector<std::string> missing;
    if (a.is_unknown()) missing = a.missing();
    if (b.is_unknown()) missing.insert(missing.end(), b.missing().begin(), b.missing().end());
    return Value::unknown(std::move(missing));
}

class Evaluator {
public:
    Evaluator(const Ast& ast, const Scope& scope, const Limits& limits) : ast_(ast), scope_(scope), limits_(limits) {}

    std::optional<Error> error;

    Value run(std::size_t index) {
        if (error) return {};
        const Node& node = ast_.nodes[index];
        if (++steps_ > limits_.steps) return fail(ErrorKind::limit, {}, "too many steps", node.span);
        switch (node.kind) {
            case NodeKind::literal:
                return node.value;
            case NodeKind::name:
                return name(node);
            case NodeKind::property:
                return property(index, node);
            case NodeKind::index:
                return indexed(index, node);
            case NodeKind::call:
                return call(node);
            case NodeKind::method:
                return method(node);
            case NodeKind::projection:
                return projection(node);
            case NodeKind::list:
                return list(node);
            case NodeKind::map:
                return map(node);
            case NodeKind::unary:
                return unary(node);
            case NodeKind::binary:
                return binary(node);
            case NodeKind::ternary:
                return ternary(node);
            case NodeKind::elvis: {
                Value left = run(node.children[0]);
                if (error || left.is_unknown()) return left;
                const bool empty = left.is_null() || (left.is_string() && left.as_string().empty());
                return empty ? run(node.children[1]) : left;
            }
            case NodeKind::concatenation:
                return concatenation(node);
        }
        return {};
    }

private:
    Value fail(ErrorKind kind, std::string detail, std::string message, text::Span span) {
        if (!error) error = Error{kind, std::move(detail), std::move(message), span};
        return {};
    }

    Value name(const Node& node) {
        if (element_ != nullptr) return member_of(*element_, node.text, node.span);
        if (scope_.has_root(node.text)) return scope_.root(node.text);
        if (!is_namespace(node.text) && scope_.has_root("source") && scope_.has_attribute("source", node.text))
            return scope_.attribute("source", node.text);
        return fail(ErrorKind::unknown_variable, {}, "nothing is called " + node.text, node.span);
    }

    // `.name` on a value.
    Value member_of(const Value& object, const std::string& name, text::Span span) {
        if (object.is_unknown()) return object;
        if (object.is_null()) return fail(ErrorKind::runtime, "null-dereference", "." + name + " of null", span);
        if (const Value* found = object.find(name)) return *found;
        if (object.kind() == Kind::map) return Value::null();
        return fail(ErrorKind::unknown_variable, {}, "a " + kind_name(object) + " has no ." + name, span);
    }

    static std::string kind_name(const Value& value) {
        switch (value.kind()) {
            case Kind::null:
                return "null";
            case Kind::boolean:
                return "boolean";
            case Kind::string:
                return "text";
            case Kind::list:
                return "list";
            case Kind::map:
                return "object";
            case Kind::unknown:
                return "unknown value";
            default:
                return "number";
        }
    }

    Value reference(const Reference& reference, const Node& node) {
        if (!scope_.has_root(reference.root)) {
            return fail(ErrorKind::unknown_variable, {}, "nothing is called " + reference.root,
                        ast_.nodes[node.children[0]].span);
        }
        if (!scope_.has_attribute(reference.root, reference.name)) {
            return fail(ErrorKind::unknown_variable, {}, reference.root + " has no attribute " + reference.name,
                        node.span);
        }
        return scope_.attribute(reference.root, reference.name);
    }

    Value property(std::size_t index, const Node& node) {
        Reference direct;
        if (element_ == nullptr && as_reference(ast_, index, direct)) return reference(direct, node);
        Value object = run(node.children[0]);
        if (error) return {};
        if (object.is_null() && node.safe) return object;
        return member_of(object, node.text, node.span);
    }

    Value indexed(std::size_t index, const Node& node) {
        Reference direct;
        if (element_ == nullptr && as_reference(ast_, index, direct) && scope_.has_root(direct.root))
            return reference(direct, node);
        const Value object = run(node.children[0]);
        if (error) return {};
        const Node& key_node = ast_.nodes[node.children[1]];
        Value key;
        if (object.kind() == Kind::map && key_node.kind == NodeKind::name) {
            key = Value::string(key_node.text);
        } else {
            key = run(node.children[1]);
        }
        if (error) return {};
        if (object.is_unknown() || key.is_unknown()) return merge_unknown(object, key);
        if (object.is_null()) return fail(ErrorKind::runtime, "null-dereference", "an index into null", node.span);
        if (object.kind() == Kind::map) {
            const Value* found = object.find(key.to_text());
            return found == nullptr ? Value::null() : *found;
        }
        if (object.kind() != Kind::list && !object.is_string())
            return fail(ErrorKind::type, {}, "a " + kind_name(object) + " has no elements", node.span);
        const auto position = to_int(key);
        if (!position) return fail(ErrorKind::type, {}, "an index must be a whole number", key_node.span);
        if (object.kind() == Kind::list) {
            const auto& elements = object.as_list();
            if (*position < 0 || static_cast<std::size_t>(*position) >= elements.size())
                return fail(ErrorKind::runtime, "range",
                            "the list has " + std::to_string(elements.size()) + " elements", node.span);
            return elements[static_cast<std::size_t>(*position)];
        }
        const std::u16string units = to_utf16(object.as_string());
        if (*position < 0 || static_cast<std::size_t>(*position) >= units.size())
            return fail(ErrorKind::runtime, "range", "the text has " + std::to_string(units.size()) + " characters",
                        node.span);
        return Value::string(to_utf8(std::u16string_view(units).substr(static_cast<std::size_t>(*position), 1)));
    }

    Value call(const Node& node) {
        const Function* function = find_function(node.text);
        const bool known =
            function != nullptr && function->in_templates == (ast_.dialect == Dialect::user_name_template);
        if (!known && ast_.dialect == Dialect::mapping && is_real_but_not_evaluated(node.text))
            return Value::unknown({node.text});
        if (!known || element_ != nullptr)
            return fail(ErrorKind::unknown_function, {}, "there is no function " + node.text, node.name_span);
        if (scope_.mode() == "group-rule" && !function->in_group_rules)
            return fail(ErrorKind::unknown_function, "not-allowed", node.text + " is not allowed in group rules",
                        node.name_span);
        if (node.children.size() < function->fewest ||
            (function->most != kMany && node.children.size() > function->most)) {
            return fail(ErrorKind::argument, "arity",
                        node.text + " takes " + std::to_string(function->fewest) +
                            (function->most == kMany ? " or more" : "") + " arguments, not " +
                            std::to_string(node.children.size()),
                        node.span);
        }
        std::vector<Value> arguments;
        Value unknown;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            Value argument = run(node.children[i]);
            if (error) return {};
            if (argument.is_unknown()) {
                unknown = unknown.is_unknown() ? merge_unknown(unknown, argument) : argument;
                arguments.push_back(std::move(argument));
                continue;
            }
            argument = converted(std::move(argument), function->parameters[std::min<std::size_t>(i, 2)], node.text,
                                 ast_.nodes[node.children[i]].span);
            if (error) return {};
            arguments.push_back(std::move(argument));
        }
        if (unknown.is_unknown()) return unknown;
        CallContext context{scope_, limits_, steps_, node.span, std::nullopt};
        Value result = function->call(context, arguments);
        if (context.error) {
            error = std::move(context.error);
            return {};
        }
        return result;
    }

    Value converted(Value value, Parameter parameter, const std::string& function, text::Span span) {
        switch (parameter) {
            case Parameter::any:
                return value;
            case Parameter::list:
                return to_list(value);
            case Parameter::integer: {
                const auto number = to_int(value);
                if (!number) return fail(ErrorKind::type, {}, function + " needs a whole number here", span);
                return Value::int32(*number);
            }
            case Parameter::text:
                if (value.is_null() || value.is_string()) return value;
                if (value.kind() == Kind::map) return fail(ErrorKind::type, {}, function + " needs a text here", span);
                return Value::string(value.to_text());
        }
        return value;
    }

    Value method(const Node& node) {
        const Node& owner = ast_.nodes[node.children[0]];
        const bool on_user = owner.kind == NodeKind::name && owner.text == "user" && element_ == nullptr;
        const auto one_text = [&]() -> std::optional<std::string> {
            if (node.children.size() != 2) {
                fail(ErrorKind::argument, "arity", node.text + " takes one argument", node.span);
                return std::nullopt;
            }
            const Value argument = run(node.children[1]);
            if (error) return std::nullopt;
            return argument.to_text();
        };
        if (on_user && scope_.has_root("user")) {
            if (node.text == "getInternalProperty") {
                const auto name = one_text();
                return name ? scope_.internal_property(*name) : Value{};
            }
            if (node.text == "getLinkedObject") {
                const auto name = one_text();
                return name ? scope_.linked_object(*name) : Value{};
            }
            if (node.text == "getGroups") return groups(node);
        }
        // A bare name before a call is a root or a namespace, never an attribute of the source: `string.len(x)` is a
        // slip of case.
        if (owner.kind == NodeKind::name && element_ == nullptr && !scope_.has_root(owner.text)) {
            return fail(ErrorKind::unknown_variable, {}, "nothing is called " + owner.text, owner.span);
        }
        const Value object = run(node.children[0]);
        if (error) return {};
        return fail(ErrorKind::unknown_function, {},
                    "there is no method " + node.text +
                        (object.is_string() ? " on texts; functions are written String.name(text)" : ""),
                    node.name_span);
    }

    Value groups(const Node& node) {
        Value all = scope_.groups();
        std::vector<Value> criteria;
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            criteria.push_back(run(node.children[i]));
            if (error) return {};
            if (criteria.back().is_unknown()) return criteria.back();
            if (criteria.back().kind() != Kind::map)
                return fail(ErrorKind::argument, {}, "getGroups takes objects such as {'group.profile.name': 'Sales'}",
                            ast_.nodes[node.children[i]].span);
            for (const auto& [key, value] : criteria.back().as_map()) {
                if (key != "group.id" && key != "group.type" && key != "group.source.id" &&
                    key != "group.profile.name" && key != "operator") {
                    return fail(ErrorKind::argument, {}, "getGroups knows no criterion " + key,
                                ast_.nodes[node.children[i]].span);
                }
            }
        }
        if (all.kind() != Kind::list) return all;
        Value::List hits;
        for (const Value& group : all.as_list()) {
            if (std::all_of(criteria.begin(), criteria.end(),
                            [&](const Value& criterion) { return meets(group, criterion); }))
                hits.push_back(group);
        }
        return Value::list(std::move(hits));
    }

    static bool meets(const Value& group, const Value& criterion) {
        const Value* op = criterion.find("operator");
        const bool exact = op != nullptr && op->to_text() == "EXACT";
        for (const auto& [key, value] : criterion.as_map()) {
            if (key == "operator") continue;
            const std::string_view field = key == "group.id"          ? "id"
                                           : key == "group.type"      ? "type"
                                           : key == "group.source.id" ? "sourceId"
                                                                      : "name";
            const Value* actual = group.find(field);
            const std::string text = actual == nullptr || actual->is_null() ? "" : actual->to_text();
            const Value wanted = value.kind() == Kind::list ? value : Value::list({value});
            const bool hit = std::any_of(wanted.as_list().begin(), wanted.as_list().end(), [&](const Value& one) {
                std::string name = one.to_text();
                if (field != "name" || exact) return name == text;
                if (name.size() >= 2 && name.compare(name.size() - 2, 2, ".*") == 0) name.resize(name.size() - 2);
                return text.compare(0, name.size(), name) == 0;
            });
            if (!hit) return false;
        }
        return true;
    }

    Value projection(const Node& node) {
        Value object = run(node.children[0]);
        if (error || object.is_unknown() || object.is_null()) return object;
        const Value list = object.kind() == Kind::list ? object : Value::list({object});
        Value::List result;
        const Value* outer = element_;
        for (const Value& element : list.as_list()) {
            element_ = &element;
            Value value = run(node.children[1]);
            element_ = outer;
            if (error) return {};
            if (value.is_unknown()) return value;
            result.push_back(std::move(value));
        }
        return Value::list(std::move(result));
    }

    Value list(const Node& node) {
        Value::List values;
        for (const std::size_t child : node.children) {
            values.push_back(run(child));
            if (error || values.back().is_unknown()) return error ? Value{} : values.back();
        }
        return Value::list(std::move(values));
    }

    Value map(const Node& node) {
        Value::Map entries;
        for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
            const Value key = run(node.children[i]);
            Value value = run(node.children[i + 1]);
            if (error) return {};
            if (key.is_unknown() || value.is_unknown()) return merge_unknown(key, value);
            entries.emplace_back(key.to_text(), std::move(value));
        }
        return Value::map(std::move(entries));
    }

    Value unary(const Node& node) {
        Value operand = run(node.children[0]);
        if (error || operand.is_unknown()) return operand;
        if (node.text == "empty")
            return Value::boolean(operand.is_null() || (operand.is_string() && operand.as_string().empty()) ||
                                  (operand.kind() == Kind::list && operand.as_list().empty()));
        if (node.text == "!") {
            const auto truth = to_boolean(operand);
            if (!truth)
                return fail(ErrorKind::type, {}, "! needs true or false, not " + shown(operand),
                            ast_.nodes[node.children[0]].span);
            return Value::boolean(!*truth);
        }
        if (!operand.is_number())
            return fail(ErrorKind::type, {}, node.text + " needs a number, not " + shown(operand),
                        ast_.nodes[node.children[0]].span);
        if (node.text == "+") return operand;
        switch (operand.kind()) {
            case Kind::int32:
                return Value::int32(static_cast<std::int32_t>(0U - static_cast<std::uint32_t>(operand.as_integer())));
            case Kind::int64:
                return Value::int64(static_cast<std::int64_t>(0U - static_cast<std::uint64_t>(operand.as_integer())));
            case Kind::float32:
                return Value::float32(-operand.as_double());
            default:
                return Value::number(-operand.as_double());
        }
    }

    static std::string shown(const Value& value) {
        if (value.is_string()) return "the text \"" + value.as_string() + "\"";
        if (value.is_null()) return "null";
        return kind_name(value) + " " + value.to_text();
    }

    Value logic(const Node& node) {
        const bool is_and = node.text == "&&";
        Value left = run(node.children[0]);
        if (error) return {};
        std::optional<bool> a;
        if (!left.is_unknown()) {
            a = to_boolean(left);
            if (!a)
                return fail(ErrorKind::type, {}, "a condition needs true or false, not " + shown(left),
                            ast_.nodes[node.children[0]].span);
            if (*a != is_and) return Value::boolean(*a);
        }
        const Value right = run(node.children[1]);
        if (error) {
            // With an unknown left side the right one may never run.
            if (!left.is_unknown()) return {};
            error.reset();
            return left;
        }
        if (right.is_unknown()) return merge_unknown(left, right);
        const auto b = to_boolean(right);
        if (!b) {
            if (left.is_unknown()) return left;
            return fail(ErrorKind::type, {}, "a condition needs true or false, not " + shown(right),
                        ast_.nodes[node.children[1]].span);
        }
        if (left.is_unknown()) return *b != is_and ? Value::boolean(*b) : left;
        return Value::boolean(*b);
    }

    Value binary(const Node& node) {
        if (node.text == "&&" || node.text == "||") return logic(node);
        const Value a = run(node.children[0]);
        if (error) return {};
        const Value b = run(node.children[1]);
        if (error) return {};
        if (a.is_unknown() || b.is_unknown()) return merge_unknown(a, b);
        const std::string& op = node.text;
        if (op == "==") return Value::boolean(equal(a, b));
        if (op == "!=") return Value::boolean(!equal(a, b));
        if (op == "matches") return matches(node, a, b);
        if (op[0] == '<' || op[0] == '>') return compare(node, a, b);
        return arithmetic(node, a, b);
    }

    Value matches(const Node& node, const Value& a, const Value& b) {
        if (a.is_null() || a.kind() == Kind::map)
            return fail(ErrorKind::type, {}, "matches needs a text on its left", ast_.nodes[node.children[0]].span);
        if (!b.is_string())
            return fail(ErrorKind::type, {}, "matches needs a pattern on its right", ast_.nodes[node.children[1]].span);
        switch (matches_whole(b.as_string(), a.to_text(), limits_)) {
            case MatchAnswer::yes:
                return Value::boolean(true);
            case MatchAnswer::no:
                return Value::boolean(false);
            case MatchAnswer::bad_pattern:
                return fail(ErrorKind::argument, "regex", "not a regular expression this version reads",
                            ast_.nodes[node.children[1]].span);
            case MatchAnswer::too_long:
                return fail(ErrorKind::limit, {}, "the regular expression takes too many steps",
                            ast_.nodes[node.children[1]].span);
        }
        return {};
    }

    Value compare(const Node& node, const Value& a, const Value& b) {
        int order = 0;
        if (a.is_null() || b.is_null()) {
            order = static_cast<int>(!a.is_null()) - static_cast<int>(!b.is_null());  // null sorts below everything
        } else if (a.is_number() && b.is_number()) {
            if (a.is_floating() || b.is_floating()) {
                const double x = a.as_double();
                const double y = b.as_double();
                if (std::isnan(x) || std::isnan(y)) order = std::isnan(x) ? static_cast<int>(!std::isnan(y)) : -1;
                else order = x < y ? -1 : static_cast<int>(x > y);
            } else {
                order = a.as_integer() < b.as_integer() ? -1 : static_cast<int>(a.as_integer() > b.as_integer());
            }
        } else if (a.is_string() && b.is_string()) {
            order = to_utf16(a.as_string()).compare(to_utf16(b.as_string()));
        } else if (a.kind() == Kind::boolean && b.kind() == Kind::boolean) {
            order = static_cast<int>(a.as_boolean()) - static_cast<int>(b.as_boolean());
        } else {
            return fail(ErrorKind::type, {}, shown(a) + " and " + shown(b) + " cannot be compared by " + node.text,
                        node.span);
        }
        const std::string& op = node.text;
        return Value::boolean(op == "<" ? order < 0 : op == "<=" ? order <= 0 : op == ">" ? order > 0 : order >= 0);
    }

    Value arithmetic(const Node& node, const Value& a, const Value& b) {
        const std::string& op = node.text;
        const auto bad = [&] {
            return fail(ErrorKind::type, {}, op + " cannot join " + shown(a) + " and " + shown(b), node.span);
        };
        if (op == "+" && (a.is_string() || b.is_string())) {
            std::string text = a.to_text() + b.to_text();
            if (text.size() > limits_.result_bytes)
                return fail(ErrorKind::limit, {},
                            "the text is longer than " + std::to_string(limits_.result_bytes) + " bytes", node.span);
            return Value::string(std::move(text));
        }
        if (op == "-" && a.is_string() && b.kind() == Kind::int32) {
            const std::u16string units = to_utf16(a.as_string());
            if (units.size() != 1) return bad();
            return Value::string(to_utf8(std::u16string(1, static_cast<char16_t>(units[0] - b.as_integer()))));
        }
        if (op == "*" && a.is_string() && b.kind() == Kind::int32) {
            if (b.as_integer() > 0 &&
                a.as_string().size() * static_cast<std::size_t>(b.as_integer()) > limits_.result_bytes)
                return fail(ErrorKind::limit, {}, "the text is too long", node.span);
            std::string text;
            for (std::int64_t i = 0; i < b.as_integer(); ++i) text += a.as_string();
            return Value::string(std::move(text));
        }
        if (!a.is_number() || !b.is_number()) return bad();
        if (op == "^") return power(a, b);
        if (a.is_floating() || b.is_floating()) {
            const double x = a.as_double();
            const double y = b.as_double();
            const double result = op == "+"   ? x + y
                                  : op == "-" ? x - y
                                  : op == "*" ? x * y
                                  : op == "/" ? x / y
                                              : std::fmod(x, y);
            const bool single = a.kind() != Kind::float64 && b.kind() != Kind::float64;
            return single ? Value::float32(result) : Value::number(result);
        }
        const std::int64_t x = a.as_integer();
        const std::int64_t y = b.as_integer();
        const auto ux = static_cast<std::uint64_t>(x);
        const auto uy = static_cast<std::uint64_t>(y);
        std::int64_t result = 0;
        if (op == "/" || op == "%") {
            if (y == 0) return fail(ErrorKind::runtime, "arithmetic", "division by zero", node.span);
            if (y == -1) result = op == "/" ? static_cast<std::int64_t>(0U - ux) : 0;
            else result = op == "/" ? x / y : x % y;
        } else {
            result = static_cast<std::int64_t>(op == "+" ? ux + uy : op == "-" ? ux - uy : ux * uy);
        }
        if (a.kind() == Kind::int64 || b.kind() == Kind::int64) return Value::int64(result);
        return Value::int32(
            static_cast<std::int32_t>(static_cast<std::uint32_t>(static_cast<std::uint64_t>(result))));  // ints wrap
    }

    static Value power(const Value& a, const Value& b) {
        const double result = std::pow(a.as_double(), b.as_double());
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

    Value ternary(const Node& node) {
        const Value condition = run(node.children[0]);
        if (error) return {};
        if (condition.is_unknown()) {
            // Both branches may run; if they agree, the condition does not matter.
            Value yes = attempt(node.children[1]);
            const Value no = attempt(node.children[2]);
            if (!yes.is_unknown() && !no.is_unknown() && yes.kind() == no.kind() && equal(yes, no)) return yes;
            return merge_unknown(merge_unknown(condition, yes), no);
        }
        const auto truth = to_boolean(condition);
        if (!truth)
            return fail(ErrorKind::type, {}, "a condition needs true or false, not " + shown(condition),
                        ast_.nodes[node.children[0]].span);
        return run(node.children[*truth ? 1 : 2]);
    }

    // A branch that may not run: its error is one possible outcome, so the value is not known.
    Value attempt(std::size_t index) {
        Value value = run(index);
        if (!error) return value;
        error.reset();
        return Value::unknown({});
    }

    Value concatenation(const Node& node) {
        std::string text;
        Value unknown;
        for (const std::size_t child : node.children) {
            const Value part = run(child);
            if (error) return {};
            if (part.is_unknown()) unknown = merge_unknown(unknown, part);
            else if (!part.is_null()) text += part.to_text();
            if (text.size() > limits_.result_bytes)
                return fail(ErrorKind::limit, {}, "the text is too long", node.span);
        }
        return unknown.is_unknown() ? unknown : Value::string(std::move(text));
    }

    const Ast& ast_;
    const Scope& scope_;
    const Limits& limits_;
    const Value* element_ = nullptr;
    std::size_t steps_ = 0;
};

}  // namespace

Evaluation evaluate(const Program& program, const Scope& scope, const Limits& limits) {
    Evaluator evaluator(program.ast(), scope, limits);
    Evaluation result;
    result.value = evaluator.run(program.ast().root);
    result.error = std::move(evaluator.error);
    return result;
}

std::vector<UnknownCall> unknown_calls(const Program& program) {
    std::vector<UnknownCall> result;
    const Ast& ast = program.ast();
    const bool in_template = ast.dialect == Dialect::user_name_template;
    for (const Node& node : ast.nodes) {
        if (node.kind != NodeKind::call) continue;
        const Function* function = find_function(node.text);
        if (function != nullptr && function->in_templates == in_template) continue;
        if (is_real_but_not_evaluated(node.text)) continue;
        std::vector<std::string_view> names;
        for (const Function& candidate : functions()) {
            if (candidate.in_templates == in_template) names.push_back(candidate.name);
        }
        UnknownCall call;
        call.name = node.text;
        call.span = node.name_span;
        if (const auto nearest = text::nearest_name(node.text, names)) call.nearest = std::string(*nearest);
        result.push_back(std::move(call));
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const UnknownCall& a, const UnknownCall& b) { return a.span.begin < b.span.begin; });
    return result;
}

}  // namespace preflight::expression
