#include "core/expression/analysis/node_transfer.h"

#include <cmath>
#include <iterator>

#include "core/expression/functions/functions.h"
#include "core/expression/functions/regex.h"

namespace preflight::expression {

namespace {

TransferResult yields(AbstractValue value) {
    return {std::move(value), std::nullopt, {}};
}
TransferResult yields(Case result) {
    return yields(one_case(std::move(result)));
}
TransferResult fails(ErrorKind kind, std::string detail, std::string message, text::Span span) {
    return {{}, Error{kind, std::move(detail), std::move(message), span}, {}};
}
TransferResult may_fail(AbstractValue value, ErrorKind kind, std::string detail, std::string message, text::Span span) {
    return {std::move(value), Error{kind, std::move(detail), std::move(message), span}, {}};
}
AbstractValue anything(const Node& node) {
    return AbstractValue::anything(node.span);
}

class NodeTransfer {
public:
    NodeTransfer(const Ast& ast, const Limits& limits) : ast_(ast), limits_(limits) {}

    std::vector<Error> not_excluded;

    TransferResult of_node(std::size_t index, const std::vector<const Case*>& c) {
        const Node& node = ast_.nodes[index];
        switch (node.kind) {
            case NodeKind::property:
                return property(node, *c[0]);
            case NodeKind::index:
                return element(node, *c[0], *c[1]);
            case NodeKind::list: {
                Case a(Sort::list, node.span);
                a.low = a.high = static_cast<double>(c.size());
                return yields(std::move(a));
            }
            case NodeKind::map:
                return yields(Case(Sort::object, node.span));
            case NodeKind::unary:
                return unary(node, *c[0]);
            case NodeKind::binary:
                return binary(node, *c[0], *c[1]);
            case NodeKind::concatenation: {
                if (c.size() == 1) {
                    // A single ${...}: its value as text; null prints as nothing.
                    if (c[0]->sort == Sort::text) return yields(*c[0]);
                    return yields(text_case(c[0]->sort == Sort::null ? domain_of("") : as_text(*c[0]), c[0]->span));
                }
                StringDomain facts = domain_of("");
                for (const Case* part : c)
                    if (part->sort != Sort::null) facts = concatenated(facts, as_text(*part));
                return yields(text_case(std::move(facts), node.span));
            }
            case NodeKind::call:
                return call(node, *node.function, c);
            case NodeKind::method:
                return method(node, c);
            default:
                return yields(anything(node));
        }
    }

    [[nodiscard]] TransferResult property(const Node& node, const Case& object) const {
        if (object.sort == Sort::null) {
            if (node.safe) return yields(Case(Sort::null, node.span));
            return fails(ErrorKind::runtime, "null-dereference", "." + node.text + " of null", node.span);
        }
        if (object.sort != Sort::object)
            return fails(ErrorKind::unknown_variable, {}, describe(object) + " has no ." + node.text, node.span);
        return yields(anything(node));
    }

    TransferResult element(const Node& node, const Case& object, const Case& key) {
        if (object.sort == Sort::null)
            return fails(ErrorKind::runtime, "null-dereference", "an index into null", node.span);
        if (object.sort == Sort::object) return yields(anything(node));
        if (object.sort != Sort::list && object.sort != Sort::text)
            return fails(ErrorKind::type, {}, describe(object) + " has no elements", node.span);
        const text::Span place = ast_.nodes[node.children[1]].span;
        if ((key.sort != Sort::number && key.sort != Sort::text && key.sort != Sort::list) ||
            (key.constant && !to_int(*key.constant)))
            return fails(ErrorKind::type, {}, "an index must be a whole number", place);
        if (!key.constant) not_excluded.push_back(Error{ErrorKind::type, {}, "an index must be a whole number", place});
        // A constant index into a list that is long enough does not fail.
        const double fewest = object.sort == Sort::list ? object.low : static_cast<double>(object.text.min_length);
        if (key.constant && key.sort == Sort::number && key.low >= 0 && std::trunc(key.low) < fewest) {
            if (object.sort == Sort::list) return yields(anything(node));
        }
        AbstractValue possible;
        if (object.sort == Sort::list) {
            possible = anything(node);
        } else {
            StringDomain facts;
            facts.possible = object.text.possible;
            facts.min_length = facts.max_length = 1;
            // The result can be half of a surrogate pair, a character that the text does not have.
            if (facts.possible.test(StringDomain::kOther)) facts = StringDomain{};
            possible = one_case(text_case(facts, node.span));
        }
        return may_fail(std::move(possible), ErrorKind::runtime, "range", "the index may be out of range", node.span);
    }

    TransferResult unary(const Node& node, const Case& a) {
        if (node.op == Op::empty) {
            if (a.sort == Sort::text && a.text.min_length > 0) return yields(booleans(node.span, false, true));
            return yields(booleans(node.span));
        }
        const text::Span place = ast_.nodes[node.children[0]].span;
        if (node.op == Op::logical_not) {
            if (a.sort == Sort::boolean) return yields(booleans(node.span));
            std::string message = "! needs true or false, not " + describe(a);
            if (a.sort == Sort::text || a.sort == Sort::list)
                return may_fail(booleans(node.span), ErrorKind::type, {}, std::move(message), place);
            return fails(ErrorKind::type, {}, std::move(message), place);
        }
        if (a.sort != Sort::number)
            return fails(ErrorKind::type, {}, std::string(symbol(node.op)) + " needs a number, not " + describe(a),
                         place);
        return yields(Case(Sort::number, node.span));
    }

    TransferResult binary(const Node& node, const Case& a, const Case& b) {
        switch (node.op) {
            case Op::equal:
            case Op::not_equal: {
                const bool may = may_be_equal(a, b);
                return yields(node.op == Op::equal ? booleans(node.span, may, true) : booleans(node.span, true, may));
            }
            case Op::less:
            case Op::less_equal:
            case Op::greater:
            case Op::greater_equal: {
                if (a.sort == Sort::null || b.sort == Sort::null) return yields(booleans(node.span));
                if (a.sort == b.sort && (a.sort == Sort::number || a.sort == Sort::text || a.sort == Sort::boolean))
                    return yields(booleans(node.span));
                std::string message =
                    describe(a) + " and " + describe(b) + " cannot be compared by " + std::string(symbol(node.op));
                if (a.sort == Sort::special && b.sort == Sort::special)
                    return may_fail(booleans(node.span), ErrorKind::type, {}, std::move(message), node.span);
                return fails(ErrorKind::type, {}, std::move(message), node.span);
            }
            case Op::matches:
                return matches(node, a, b);
            default:
                return arithmetic(node, a, b);
        }
    }

    TransferResult matches(const Node& node, const Case& a, const Case& b) {
        if (a.sort == Sort::null || a.sort == Sort::object)
            return fails(ErrorKind::type, {}, "matches needs a text on its left, not " + describe(a),
                         ast_.nodes[node.children[0]].span);
        const text::Span place = ast_.nodes[node.children[1]].span;
        if (b.sort != Sort::text)
            return fails(ErrorKind::type, {}, "matches needs a pattern on its right, not " + describe(b), place);
        if (!b.constant)
            return may_fail(booleans(node.span), ErrorKind::argument, "regex", "the pattern may be malformed", place);
        RegexError problem;
        if (Regex::compile(b.constant->as_string(), limits_, problem) == nullptr && !problem.not_read)
            return problem.too_large ? fails(ErrorKind::limit, {}, problem.message, place)
                                     : fails(ErrorKind::argument, "regex", problem.message, place);
        return yields(booleans(node.span));
    }

    [[nodiscard]] TransferResult arithmetic(const Node& node, const Case& a, const Case& b) const {
        const auto bad = [&] {
            return fails(ErrorKind::type, {},
                         std::string(symbol(node.op)) + " cannot join " + describe(a) + " and " + describe(b),
                         node.span);
        };
        if (node.op == Op::plus && (a.sort == Sort::text || b.sort == Sort::text))
            return yields(text_case(concatenated(as_text(a), as_text(b)), node.span));
        if (a.sort == Sort::number && b.sort == Sort::number) {
            Case number(Sort::number, node.span);
            const bool divides = node.op == Op::divide || node.op == Op::remainder;
            if (divides && b.low <= 0 && b.high >= 0)
                return may_fail(one_case(std::move(number)), ErrorKind::runtime, "arithmetic", "division by zero",
                                node.span);
            return yields(std::move(number));
        }
        // 'c' - 1 and 'ab' * 2 are quirks of the language.
        if (a.sort == Sort::text && b.sort == Sort::number && (node.op == Op::minus || node.op == Op::times))
            return may_fail(one_case(text_case({}, node.span)), ErrorKind::type, {},
                            std::string(symbol(node.op)) + " cannot join " + describe(a) + " and " + describe(b),
                            node.span);
        return bad();
    }

    // A call, or a method whose first argument is the value before the dot. Arguments are converted to what the
    // parameters take (okta-el 3), as the evaluator does it.
    TransferResult call(const Node& node, const Function& function, const std::vector<const Case*>& given) {
        const bool jstl = function.receiver == Receiver::templates;
        std::vector<Case> c;
        std::optional<Error> maybe;
        for (std::size_t i = 0; i < given.size(); ++i) {
            Case a = *given[i];
            const text::Span place = ast_.nodes[node.children[i]].span;
            const Parameter wanted = function.parameters[std::min<std::size_t>(i, 2)];
            if (wanted == Parameter::text && a.sort == Sort::object)
                return fails(ErrorKind::type, {}, node.text + " needs a text, not " + describe(a), place);
            if (wanted == Parameter::text && a.sort != Sort::text && a.sort != Sort::null)
                a = a.constant ? Case(Value::string(a.constant->to_text()), a.span) : text_case(as_text(a), a.span);
            if (wanted == Parameter::integer && a.sort != Sort::number) {
                Error problem{ErrorKind::type, {}, node.text + " needs a whole number, not " + describe(a), place};
                const bool never =
                    (a.sort != Sort::text && a.sort != Sort::list) || (a.constant && !to_int(*a.constant));
                if (never) return {{}, std::move(problem), {}};
                if (!a.constant) maybe = std::move(problem);
            }
            if (wanted == Parameter::integer && a.sort == Sort::number && a.constant && !to_int(*a.constant))
                return fails(ErrorKind::type, {}, node.text + " needs a whole number, not " + describe(a), place);
            if (wanted == Parameter::integer && a.sort == Sort::number && !a.constant && !maybe &&
                (a.low < -2147483648.0 || a.high > 2147483647.0) && std::isfinite(a.low))
                maybe = Error{ErrorKind::type, {}, node.text + " needs a whole number, not " + describe(a), place};
            if (jstl && wanted == Parameter::text && a.sort == Sort::null) a = Case(Value::string({}), a.span);
            c.push_back(std::move(a));
        }
        TransferContext context{node.span, function, {}, {}};
        TransferResult outcome = yields(function.transfer(context, c));
        outcome.error = std::move(context.error);
        std::move(context.not_excluded.begin(), context.not_excluded.end(), std::back_inserter(not_excluded));
        if (maybe && !outcome.error) outcome.error = std::move(maybe);
        return outcome;
    }

    TransferResult method(const Node& node, const std::vector<const Case*>& given) {
        if (ast_.dialect != Dialect::identity_engine)
            return fails(ErrorKind::unknown_function, {},
                         "there is no method " + node.text +
                             (given[0]->sort == Sort::text ? " on texts; functions are written String.name(text)" : ""),
                         node.name_span);
        if (given[0]->sort == Sort::null) {
            if (node.safe) return yields(Case(Sort::null, node.span));
            return fails(ErrorKind::runtime, "null-dereference", "." + node.text + "() of null", node.span);
        }
        const Sort sort = given[0]->sort;
        std::vector<Kind> kinds;
        if (sort == Sort::text) kinds = {Kind::string};
        if (sort == Sort::list) kinds = {Kind::list};
        if (sort == Sort::number) kinds = {Kind::float64};
        if (sort == Sort::special) kinds = {Kind::date_time, Kind::country};
        TransferResult outcome;
        bool known = false;
        for (const Kind kind : kinds) {
            const Function* function = find_method(node.text, kind);
            if (function == nullptr) continue;
            known = true;
            const std::size_t count = given.size() - 1;
            if (!function->takes(count)) {
                outcome.error = Error{ErrorKind::argument, "arity", arity_message(*function, count), node.span};
                continue;
            }
            TransferResult one = call(node, *function, given);
            outcome.value.add(std::move(one.value));
            if (one.error) outcome.error = std::move(one.error);
        }
        const std::string message = is_method_name(node.text) ? describe(*given[0]) + " has no method " + node.text
                                                              : "there is no method " + node.text;
        if (!known) return fails(ErrorKind::unknown_function, {}, message, node.name_span);
        if (sort == Sort::special)
            not_excluded.push_back(Error{ErrorKind::unknown_function, {}, message, node.name_span});
        return outcome;
    }

private:
    const Ast& ast_;
    const Limits& limits_;
};

}  // namespace

TransferResult transfer(const Ast& ast, const Limits& limits, std::size_t node,
                        const std::vector<const Case*>& children) {
    NodeTransfer nodes(ast, limits);
    TransferResult result = nodes.of_node(node, children);
    result.not_excluded = std::move(nodes.not_excluded);
    return result;
}

}  // namespace preflight::expression
