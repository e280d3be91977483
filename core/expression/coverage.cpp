#include "core/expression/coverage.h"

#include <algorithm>

#include "core/expression/ast.h"

namespace preflight::expression {

Coverage::Coverage(const Program& program) : program_(program), counts_(program.ast().nodes.size(), 0) {
    for (const Node& node : program.ast().nodes) {
        if (node.kind == NodeKind::ternary) branch_nodes_.insert(branch_nodes_.end(), {node.children[1], node.children[2]});
        if (node.kind == NodeKind::elvis) branch_nodes_.push_back(node.children[1]);
    }
    std::sort(branch_nodes_.begin(), branch_nodes_.end(), [&](std::size_t a, std::size_t b) {
        return program.ast().nodes[a].span.begin < program.ast().nodes[b].span.begin;
    });
}

void Coverage::seen(std::size_t node, const Value&, const Error*) {
    ++counts_[node];
}

std::vector<Coverage::Branch> Coverage::branches() const {
    std::vector<Branch> result;
    for (const std::size_t node : branch_nodes_)
        result.push_back({program_.ast().nodes[node].span, node, counts_[node]});
    return result;
}

}  // namespace preflight::expression
