#include "core/expression/analysis.h"

#include <algorithm>

#include "core/expression/ast.h"
#include "core/expression/functions.h"

namespace preflight::expression {

namespace {

constexpr std::size_t kMostChoices = 64;
using At = Possible::At;

// Attributes known to have no '@' on the way to a branch, because a condition said so.
using WithoutAt = std::vector<std::pair<std::string, std::string>>;

class Analyser {
public:
    Analyser(const Ast& ast, const Facts& facts) : ast_(ast), facts_(facts) {}

    Possible run(std::size_t index, const WithoutAt& without) {
        const Node& node = ast_.nodes[index];
        Reference reference;
        if (as_reference(ast_, index, reference)) return attribute(reference, without);
        switch (node.kind) {
            case NodeKind::literal:
                return literal(node.value, node.span);
            case NodeKind::concatenation:
                return joined(node, without);
            case NodeKind::binary:
                if (node.text == "+") return joined(node, without);
                return conditions(node);
            case NodeKind::unary:
                if (node.text == "!" || node.text == "empty") return conditions(node);
                return {};
            case NodeKind::ternary:
                return ternary(node, without);
            case NodeKind::elvis:
                return either(elvis_left(run(node.children[0], without)), run(node.children[1], without));
            case NodeKind::call:
                return call(node, without);
            default:
                return {};
        }
    }

private:
    static At at_of(const Value& value) {
        if (value.is_unknown()) return At::maybe;
        return value.to_text().find('@') == std::string::npos ? At::never : At::always;
    }

    static Possible literal(const Value& value, text::Span span) {
        Possible result;
        result.finite = true;
        result.values.push_back({value, span});
        result.at_sign = at_of(value);
        if (result.at_sign == At::always) {
            result.may_keep_at_proved = true;
            result.at_span = span;
        }
        return result;
    }

    [[nodiscard]] Possible attribute(const Reference& reference, const WithoutAt& without) const {
        Possible result;
        const bool cleared =
            std::any_of(without.begin(), without.end(), [&](const auto& name) { return same(name, reference); });
        result.at_sign = cleared ? At::never : facts_.at_sign(reference.root, reference.name);
        // "maybe" for a login means that some logins carry an '@' (the usual ones) and some do not.
        result.may_keep_at_proved =
            result.at_sign == At::always || (result.at_sign == At::maybe && reference.name == "login" &&
                                             (reference.root == "user" || reference.root == "source"));
        result.at_span = reference.span;
        result.passes_through = true;
        result.attribute = reference;
        return result;
    }

    // user.x and source.x are the same attribute of a to-app mapping.
    static bool same(const std::pair<std::string, std::string>& name, const Reference& reference) {
        const auto root = [](const std::string& r) { return r == "source" ? std::string("user") : r; };
        return root(name.first) == root(reference.root) && name.second == reference.name;
    }

    static Possible conditions(const Node& node) {
        Possible result;
        if (node.text == "^" || node.text == "-" || node.text == "*" || node.text == "/" || node.text == "%")
            return result;
        result.finite = true;
        result.at_sign = At::never;
        result.values = {{Value::boolean(true), node.span}, {Value::boolean(false), node.span}};
        return result;
    }

    Possible joined(const Node& node, const WithoutAt& without) {
        Possible result = literal(Value::string({}), node.span);
        bool first = true;
        for (const std::size_t child : node.children) {
            Possible part = run(child, without);
            if (first && node.kind == NodeKind::concatenation && node.children.size() == 1) return part;
            if (part.at_sign == At::always && result.at_sign != At::always) {
                result.at_sign = At::always;
                result.at_span = part.at_span;
                result.may_keep_at_proved = true;
            } else if (part.at_sign == At::maybe && result.at_sign == At::never) {
                result.at_sign = At::maybe;
            }
            if (part.may_keep_at_proved && !result.may_keep_at_proved) {
                result.may_keep_at_proved = true;
                result.at_span = part.at_span;
            }
            product(result, part, node, first);
            first = false;
        }
        return result;
    }

    // Values of a concatenation, while both sides are few.
    static void product(Possible& result, const Possible& part, const Node& node, bool first) {
        if (!result.finite || !part.finite || result.values.size() * part.values.size() > kMostChoices) {
            result.finite = false;
            result.values.clear();
            return;
        }
        std::vector<Possible::Choice> values;
        for (const auto& a : result.values) {
            for (const auto& b : part.values) {
                if (first) {
                    values.push_back(b);
                    continue;
                }
                const bool text = a.value.is_string() || b.value.is_string();
                if (!text && node.kind == NodeKind::binary) {  // numbers: not followed
                    result.finite = false;
                    result.values.clear();
                    return;
                }
                const std::string left =
                    node.kind == NodeKind::concatenation && a.value.is_null() ? "" : a.value.to_text();
                const std::string right =
                    node.kind == NodeKind::concatenation && b.value.is_null() ? "" : b.value.to_text();
                values.push_back({Value::string(left + right), node.span});
            }
        }
        result.values = std::move(values);
    }

    static Possible either(Possible a, const Possible& b) {
        Possible result;
        const bool few = a.values.size() + b.values.size() <= kMostChoices;
        result.finite = a.finite && b.finite && few;
        if (few) {
            // What one branch can yield the whole can, whatever the other does.
            result.values = std::move(a.values);
            result.values.insert(result.values.end(), b.values.begin(), b.values.end());
        }
        result.passes_through = a.passes_through || b.passes_through;
        result.attribute = a.passes_through ? a.attribute : b.attribute;
        result.at_sign = a.at_sign == b.at_sign ? a.at_sign : At::maybe;
        result.may_keep_at_proved = a.may_keep_at_proved || b.may_keep_at_proved;
        result.at_span = a.may_keep_at_proved ? a.at_span : b.at_span;
        // A null or empty branch does not take the '@' away from the others.
        if (only_blank(a)) result.at_sign = b.at_sign;
        if (only_blank(b)) result.at_sign = a.at_sign;
        return result;
    }

    static bool only_blank(const Possible& p) {
        return p.finite && std::all_of(p.values.begin(), p.values.end(), [](const Possible::Choice& c) {
                   return c.value.is_null() || c.value.to_text().empty();
               });
    }

    // The left side of ?: counts only when it is neither null nor empty.
    static Possible elvis_left(Possible left) {
        left.values.erase(std::remove_if(left.values.begin(), left.values.end(),
                                         [](const Possible::Choice& c) {
                                             return c.value.is_null() ||
                                                    (c.value.is_string() && c.value.as_string().empty());
                                         }),
                          left.values.end());
        left.passes_through = false;
        return left;
    }

    // What a condition of the form stringContains(x, "@") says of x where it is false.
    [[nodiscard]] std::optional<Reference> tested_for_at(std::size_t index, bool& negated) const {
        const Node* node = &ast_.nodes[index];
        negated = false;
        while (node->kind == NodeKind::unary && node->text == "!") {
            negated = !negated;
            index = node->children[0];
            node = &ast_.nodes[index];
        }
        if (node->kind != NodeKind::call || node->children.size() != 2 ||
            (node->text != "String.stringContains" && node->text != "fn:contains"))
            return std::nullopt;
        const Node& wanted = ast_.nodes[node->children[1]];
        Reference reference;
        if (wanted.kind != NodeKind::literal || !wanted.value.is_string() || wanted.value.as_string() != "@" ||
            !as_reference(ast_, node->children[0], reference))
            return std::nullopt;
        return reference;
    }

    Possible ternary(const Node& node, const WithoutAt& without) {
        const Node& condition = ast_.nodes[node.children[0]];
        if (condition.kind == NodeKind::literal) {
            if (const auto truth = to_boolean(condition.value)) return run(node.children[*truth ? 1 : 2], without);
        }
        bool negated = false;
        const auto tested = tested_for_at(node.children[0], negated);
        WithoutAt cleared = without;
        if (tested) cleared.emplace_back(tested->root, tested->name);
        return either(run(node.children[1], tested && negated ? cleared : without),
                      run(node.children[2], tested && !negated ? cleared : without));
    }

    Possible call(const Node& node, const WithoutAt& without) {
        const std::string name = node.text.compare(0, 3, "fn:") == 0       ? node.text.substr(3)
                                 : node.text.compare(0, 7, "String.") == 0 ? node.text.substr(7)
                                                                           : node.text;
        const auto argument = [&](std::size_t i) { return run(node.children[i], without); };
        const auto is_at = [&](std::size_t i) {
            const Node& child = ast_.nodes[node.children[i]];
            return child.kind == NodeKind::literal && child.value.is_string() && child.value.as_string() == "@";
        };
        const std::size_t count = node.children.size();
        const bool changes_case =
            name == "toLowerCase" || name == "toUpperCase" || name == "toLowercase" || name == "toUppercase";
        if ((changes_case || name == "removeSpaces" || name == "trim") && count == 1) {
            Possible result = argument(0);
            result.finite = false;
            result.values.clear();
            return result;
        }
        if ((name == "substringBefore" || name == "substringAfter") && count == 2) {
            Possible whole = argument(0);
            Possible result;
            // Nothing before the first '@' holds one; behind it one more would be no address, which only an address
            // proves.
            if (whole.at_sign == At::never || (name == "substringBefore" && is_at(1)) ||
                (is_at(1) && address(node.children[0])))
                result.at_sign = At::never;
            return result;
        }
        if ((name == "replace" || name == "replaceFirst") && count == 3) {
            const Possible whole = argument(0);
            const Possible put = argument(2);
            Possible result;
            const bool all = name == "replace" || address(node.children[0]);
            if (put.at_sign == At::never && (whole.at_sign == At::never || (all && is_at(1))))
                result.at_sign = At::never;
            return result;
        }
        if (name == "substring" && count == 3) {
            Possible result;
            if (argument(0).at_sign == At::never) result.at_sign = At::never;
            return result;
        }
        if (name == "append" && count == 2) return joined(node, without);
        if (name == "stringSwitch" && count >= 2 && count % 2 == 0) {
            Possible result = argument(1);
            for (std::size_t i = 3; i < count; i += 2) result = either(std::move(result), argument(i));
            result.passes_through = false;
            return result;
        }
        const Function* function = find_function(node.text);
        if (function != nullptr &&
            (function->result == "boolean" || function->result == "int" || function->result == "double")) {
            Possible result;
            result.at_sign = At::never;
            if (function->result == "boolean") {
                result.finite = true;
                result.values = {{Value::boolean(true), node.span}, {Value::boolean(false), node.span}};
            }
            return result;
        }
        return {};
    }

    // A whole e-mail address has exactly one '@'.
    [[nodiscard]] bool address(std::size_t index) const {
        Reference reference;
        return as_reference(ast_, index, reference) && facts_.at_sign(reference.root, reference.name) == At::always;
    }

    const Ast& ast_;
    const Facts& facts_;
};

}  // namespace

Possible analyse(const Program& program, const Facts& facts) {
    return Analyser(program.ast(), facts).run(program.ast().root, {});
}

}  // namespace preflight::expression
