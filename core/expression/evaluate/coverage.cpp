#include "core/expression/evaluate/coverage.h"

#include <algorithm>

#include "core/expression/syntax/ast.h"
#include "core/text/order.h"

namespace preflight::expression {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool is_logic(const Node& node) {
    return node.op == Op::logical_and || node.op == Op::logical_or;
}

bool chooses(const Node& node) {
    return node.kind == NodeKind::ternary || node.kind == NodeKind::elvis;
}

}  // namespace

std::vector<std::size_t> branch_nodes(const Ast& ast) {
    std::vector<std::size_t> result;
    for (const Node& node : ast.nodes) {
        if (chooses(node)) result.insert(result.end(), node.children.begin() + 1, node.children.end());
    }
    // A branch is never the leftmost part of another one: their begins differ.
    text::sort(result, [&](std::size_t a, std::size_t b) { return ast.nodes[a].span.begin < ast.nodes[b].span.begin; });
    return result;
}

BranchCounts::BranchCounts(const Program& program)
    : program_(program), branch_at_(program.ast().nodes.size(), kNone), unknown_(program.ast().nodes.size(), false) {
    const Ast& ast = program.ast();
    for (const std::size_t node : branch_nodes(ast)) {
        branch_at_[node] = branches_.size();
        branches_.push_back({node, {}});
    }
    // From the root down: the conditions of a node are those of its parent and the one that chooses it.
    struct Visit {
        std::size_t node;
        std::vector<std::size_t> conditions;
    };
    std::vector<Visit> stack = {{ast.root, {}}};
    while (!stack.empty()) {
        Visit visit = std::move(stack.back());
        stack.pop_back();
        const Node& node = ast.nodes[visit.node];
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            Visit child{node.children[i], visit.conditions};
            if (i > 0 && (chooses(node) || is_logic(node))) child.conditions.push_back(node.children[0]);
            stack.push_back(std::move(child));
        }
        if (branch_at_[visit.node] != kNone) branches_[branch_at_[visit.node]].conditions = std::move(visit.conditions);
    }
}

void BranchCounts::seen(std::size_t node, const Value& value, const Error*) {
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

void BranchCounts::add(const BranchCounts& other) {
    for (std::size_t i = 0; i < branches_.size(); ++i) {
        branches_[i].count += other.branches_[i].count;
        branches_[i].maybe += other.branches_[i].maybe;
    }
}

std::vector<BranchCounts::Branch> BranchCounts::branches() const {
    std::vector<Branch> result;
    for (const Counted& branch : branches_)
        result.push_back({program_.ast().nodes[branch.node].span, branch.count, branch.maybe});
    return result;
}

}  // namespace preflight::expression
