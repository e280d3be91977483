#include "core/expression/analysis/equivalence.h"

#include <string_view>
#include <utility>
#include <vector>

#include "core/expression/syntax/ast.h"

namespace preflight::expression {

namespace {

// A literal of the same kind and spelling; `==` of the language would take 1 and 1.0 for equal.
bool same_value(const Value& a, const Value& b) {
    return a.kind() == b.kind() && a.to_text() == b.to_text();
}

std::string_view root_name(const Node& node, bool source_is_user) {
    return source_is_user && node.text == "source" ? std::string_view("user") : std::string_view(node.text);
}

bool same_node(const Node& a, const Node& b, bool source_is_user) {
    if (a.kind != b.kind || a.op != b.op || a.safe != b.safe || a.direct != b.direct || a.function != b.function ||
        a.children.size() != b.children.size())
        return false;
    if (a.kind == NodeKind::name) return root_name(a, source_is_user) == root_name(b, source_is_user);
    return a.text == b.text && (a.kind != NodeKind::literal || same_value(a.value, b.value));
}

bool same_tree(const Ast& a, const Ast& b, bool source_is_user) {
    if (a.dialect != b.dialect || a.nodes.size() != b.nodes.size()) return false;
    std::vector<std::pair<std::size_t, std::size_t>> waiting = {{a.root, b.root}};
    while (!waiting.empty()) {
        const auto [left, right] = waiting.back();
        waiting.pop_back();
        const Node &one = a.nodes[left], &other = b.nodes[right];
        if (!same_node(one, other, source_is_user)) return false;
        for (std::size_t i = 0; i < one.children.size(); ++i) waiting.emplace_back(one.children[i], other.children[i]);
    }
    return true;
}

// The only value that the expression can have; null when there may be several, or a failure.
const Value* only_value(const Analysis& analysis) {
    if (!analysis.failures.empty() || analysis.possible.cases.size() != 1) return nullptr;
    const Case& only = analysis.possible.cases.front();
    return only.constant && !only.unconstrained ? &*only.constant : nullptr;
}

}  // namespace

Proof prove_equal(const Program& a, const Facts& facts_a, const Program& b, const Facts& facts_b) {
    if (same_tree(a.ast(), b.ast(), facts_a.source_is_user() && facts_b.source_is_user())) return Proof::same_program;
    const Analysis of_a = analyse(a, facts_a), of_b = analyse(b, facts_b);
    const Value *const one = only_value(of_a), *const other = only_value(of_b);
    return one != nullptr && other != nullptr && same_value(*one, *other) ? Proof::same_constant : Proof::none;
}

}  // namespace preflight::expression
