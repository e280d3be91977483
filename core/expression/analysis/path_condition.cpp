#include "core/expression/analysis/path_condition.h"

#include <algorithm>

namespace preflight::expression {

bool narrow_to_missing(Case& one) {
    if (one.sort == Sort::null) return true;
    if (one.constant) return one.constant->is_string() && one.constant->as_string().empty();
    if (one.sort != Sort::text) return true;
    if (one.text.min_length > 0) return false;
    const auto attribute = one.attribute;
    one = Case(Value::string({}), one.span);
    one.attribute = attribute;
    return true;
}

bool narrow_to_present(Case& one) {
    if (one.sort == Sort::null) return false;
    if (one.sort != Sort::text) return true;
    if (one.constant) return !one.constant->as_string().empty();
    one.text.min_length = std::max<std::size_t>(one.text.min_length, 1);
    return one.text.max_length > 0;
}

std::string PathAnalysis::canonical_root(const std::string& root) const {
    return root == "source" && facts_.source_is_user() ? "user" : root;
}

AbstractValue PathAnalysis::attribute(const Reference& reference, const PathCondition& path, bool bare) const {
    const std::string root = canonical_root(reference.root);
    for (auto known = path.attributes.rbegin(); known != path.attributes.rend(); ++known) {
        if (known->root == root && known->name == reference.name) {
            AbstractValue possible;
            possible.cases = known->cases;
            for (Case& a : possible.cases) a.span = reference.span;
            return possible;
        }
    }
    // Facts are about `user.x` of mappings; in the Identity Engine that attribute is `user.profile.x`.
    const bool open = bare || ast_.dialect == Dialect::identity_engine;
    AbstractValue possible = open ? AbstractValue::anything(reference.span) : facts_.attribute(reference);
    for (Case& a : possible.cases) {
        a.span = reference.span;
        if (a.sort != Sort::null) a.attribute = reference;
    }
    return possible;
}

bool PathAnalysis::same_tree(std::size_t a, std::size_t b) const {
    std::vector<std::pair<std::size_t, std::size_t>> stack = {{a, b}};
    while (!stack.empty()) {
        const Node& one = ast_.nodes[stack.back().first];
        const Node& other = ast_.nodes[stack.back().second];
        stack.pop_back();
        if (one.kind != other.kind || one.op != other.op || one.safe != other.safe ||
            one.children.size() != other.children.size() || one.value.kind() != other.value.kind())
            return false;
        if (one.kind == NodeKind::name ? canonical_root(one.text) != canonical_root(other.text)
                                       : one.text != other.text)
            return false;
        if (one.kind == NodeKind::literal && !equal(one.value, other.value)) return false;
        for (std::size_t i = 0; i < one.children.size(); ++i) stack.emplace_back(one.children[i], other.children[i]);
    }
    return true;
}

std::optional<bool> PathAnalysis::known(std::size_t condition, const PathCondition& path) const {
    for (const auto& [earlier, value] : path.conditions) {
        if (same_tree(earlier, condition)) return value;
    }
    return std::nullopt;
}

// Narrows an attribute to the cases that `keeps` accepts.
template <typename Keeps>
void PathAnalysis::keep(std::size_t index, PathCondition& path, Keeps keeps) const {
    Reference reference;
    if (!ast_.nodes[index].direct || !as_reference(ast_, index, reference)) return;
    PathCondition::Narrowed known{canonical_root(reference.root), reference.name, attribute(reference, path).cases};
    std::vector<Case> kept;
    for (Case& a : known.cases) {
        if (keeps(a)) kept.push_back(std::move(a));
    }
    if (kept.empty()) return;  // unreachable: what was known before stays
    known.cases = std::move(kept);
    path.attributes.push_back(std::move(known));
}

void PathAnalysis::narrow(std::size_t condition, bool truth, PathCondition& path) const {
    const Node& node = ast_.nodes[condition];
    if (node.kind == NodeKind::unary && node.op == Op::empty) {
        keep(node.children[0], path, [&](Case& a) { return truth ? narrow_to_missing(a) : narrow_to_present(a); });
    } else if (node.kind == NodeKind::binary && (node.op == Op::equal || node.op == Op::not_equal)) {
        const bool same = (node.op == Op::equal) == truth;
        const std::size_t other = ast_.nodes[node.children[0]].kind == NodeKind::literal ? 1 : 0;
        const Node& literal = ast_.nodes[node.children[1 - other]];
        if (literal.kind == NodeKind::literal) narrow_equal(node.children[other], literal.value, same, path);
    } else if (node.kind == NodeKind::binary && (node.op == Op::greater || node.op == Op::less)) {
        // String.len(x) > 0
        const bool greater = node.op == Op::greater;
        const Node& zero = ast_.nodes[node.children[greater ? 1 : 0]];
        const std::size_t call = node.children[greater ? 0 : 1];
        if (zero.kind == NodeKind::literal && zero.value.is_number() && zero.value.as_double() == 0)
            narrow_equal(call, Value::int32(0), !truth, path, true);
    } else if (is_idiom(node, Idiom::contains) && node.children.size() == 2) {
        const Node& wanted = ast_.nodes[node.children[1]];
        if (wanted.kind == NodeKind::literal && wanted.value.is_string())
            narrow_contains(node.children[0], wanted.value.as_string(), truth, path);
    } else if (is_idiom(node, Idiom::is_empty_list) && !truth) {
        keep(node.children[0], path, [](Case& a) { return a.sort != Sort::null; });
    } else if (node.direct) {
        keep(condition, path, [&](Case& a) {
            if (a.constant) return to_boolean(*a.constant) == truth;
            if (a.sort == Sort::boolean) {
                a = Case(Value::boolean(truth), a.span);
                return true;
            }
            return a.sort == Sort::text;
        });
    }
}

void PathAnalysis::narrow_equal(std::size_t index, const Value& value, bool same, PathCondition& path,
                                bool length_only) const {
    const Node& node = ast_.nodes[index];
    const bool length = is_idiom(node, Idiom::length) && value.is_number() && value.as_double() == 0;
    if (length) {
        keep(node.children[0], path, [&](Case& a) { return same ? narrow_to_missing(a) : narrow_to_present(a); });
        return;
    }
    if (length_only) return;
    keep(index, path, [&](Case& a) {
        if (a.constant) return equal(*a.constant, value) == same;
        if (same) {
            if (!may_be_equal(a, value)) return false;
            // Numbers are equal across types: only texts and booleans become the literal itself.
            if (value.is_string() || value.kind() == Kind::boolean) {
                const auto attribute = a.attribute;
                a = Case(value, a.span);
                a.attribute = attribute;
            }
            return true;
        }
        if (value.is_string() && value.as_string().empty() && a.sort == Sort::text) return narrow_to_present(a);
        if (value.kind() == Kind::boolean && a.sort == Sort::boolean)
            a = Case(Value::boolean(!value.as_boolean()), a.span);
        return true;
    });
}

void PathAnalysis::narrow_contains(std::size_t index, std::string_view wanted, bool truth, PathCondition& path) const {
    if (wanted.empty()) return;
    keep(index, path, [&](Case& a) {
        if (a.sort == Sort::null) return !truth;
        if (a.sort != Sort::text) return true;
        if (a.constant) return (a.constant->as_string().find(wanted) != std::string_view::npos) == truth;
        if (truth) {
            const StringDomain part = domain_of(wanted);
            if ((part.possible & ~a.text.possible).any()) return false;
            a.text.required |= part.required;
            a.text.min_length = std::max(a.text.min_length, part.min_length);
            return a.text.max_length == StringDomain::kNoEnd || a.text.max_length >= a.text.min_length;
        }
        if (wanted.size() == 1 && static_cast<unsigned char>(wanted[0]) < 0x80) {
            if (a.text.must_hold(wanted[0])) return false;
            a.text.possible.reset(static_cast<unsigned char>(wanted[0]));
        }
        return true;
    });
}

void PathAnalysis::assume(std::size_t condition, bool truth, bool names_are_attributes, PathCondition& path) const {
    // The condition and what follows for its operands: !a, a && b and a || b are taken apart.
    std::vector<std::pair<std::size_t, bool>> open = {{condition, truth}};
    while (!open.empty()) {
        const auto [index, value] = open.back();
        open.pop_back();
        const Node& node = ast_.nodes[index];
        if (node.kind != NodeKind::literal) path.conditions.emplace_back(index, value);
        if (node.kind == NodeKind::unary && node.op == Op::logical_not) {
            open.emplace_back(node.children[0], !value);
        } else if (node.kind == NodeKind::binary && node.op == (value ? Op::logical_and : Op::logical_or)) {
            open.emplace_back(node.children[1], value);
            open.emplace_back(node.children[0], value);
        } else if (names_are_attributes) {
            narrow(index, value, path);
        }
    }
}

void PathAnalysis::assume_missing(std::size_t node, bool names_are_attributes, PathCondition& path) const {
    if (!names_are_attributes) return;
    keep(node, path, [](Case& a) { return narrow_to_missing(a) && (a.sort == Sort::null || a.sort == Sort::text); });
}

}  // namespace preflight::expression
