#include "core/expression/evaluate/coverage.h"

#include <algorithm>

#include "core/expression/syntax/ast.h"

namespace preflight::expression {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

}  // namespace

Coverage::Coverage(const Program& program)
    : program_(program), branch_at_(program.ast().nodes.size(), kNone), unknown_(program.ast().nodes.size(), false) {
    const Ast& ast = program.ast();
    // From the root down; the conditions of a node are those of its parent and the one that chooses it.
    struct Visit {
        std::size_t node;
        std::vector<std::size_t> conditions;
    };
    std::vector<Visit> stack = {{ast.root, {}}};
    while (!stack.empty()) {
        const Visit visit = std::move(stack.back());
        stack.pop_back();
        const Node& node = ast.nodes[visit.node];
        const bool logic = node.op == Op::logical_and || node.op == Op::logical_or;
        const bool chooses = node.kind == NodeKind::ternary || node.kind == NodeKind::elvis || logic;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            Visit child{node.children[i], visit.conditions};
            if (chooses && i > 0) {
                child.conditions.push_back(node.children[0]);
                if (!logic) branches_.push_back({child.node, child.conditions});
            }
            stack.push_back(std::move(child));
        }
    }
    std::sort(branches_.begin(), branches_.end(), [&](const Counted& a, const Counted& b) {
        return ast.nodes[a.node].span.begin < ast.nodes[b.node].span.begin;
    });
    for (std::size_t i = 0; i < branches_.size(); ++i) branch_at_[branches_[i].node] = i;
}

void Coverage::seen(std::size_t node, const Value& value, const Error*) {
    unknown_[node] = value.is_unknown();
    if (branch_at_[node] != kNone) {
        Counted& branch = branches_[branch_at_[node]];
        const bool maybe = std::any_of(branch.conditions.begin(), branch.conditions.end(),
                                       [&](std::size_t condition) { return unknown_[condition]; });
        (maybe ? branch.may_have_come : branch.came) = true;
    }
    if (node != program_.ast().root) return;
    // The root comes last: a branch inside a projection, seen for each element, counts once.
    for (Counted& branch : branches_) {
        if (branch.came) ++branch.count;
        else if (branch.may_have_come) ++branch.maybe;
        branch.came = branch.may_have_come = false;
    }
}

std::vector<Coverage::Branch> Coverage::branches() const {
    std::vector<Branch> result;
    for (const Counted& branch : branches_)
        result.push_back({program_.ast().nodes[branch.node].span, branch.count, branch.maybe});
    return result;
}

}  // namespace preflight::expression
