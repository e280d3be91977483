// How often evaluation reached each branch of an expression, over many rows. Facts okta-el 2, 12 (rule PF4012).
#pragma once

#include <cstdint>
#include <vector>

#include "core/expression/evaluate/evaluate.h"

namespace preflight::expression {

// The nodes that are branches of ternaries and of ?:, in source order. A branch is identified by its index here.
[[nodiscard]] std::vector<std::size_t> branch_nodes(const Ast& ast);

// Counts for one program, which must outlive it. Filled by evaluate(BoundProgram ...), or by evaluate(Program ...)
// where it is given as the observer.
class BranchCounts : public Observer {
public:
    explicit BranchCounts(const Program& program);

    struct Branch {
        text::Span span;
        std::size_t count;  // evaluations that reached it
        std::size_t maybe;  // evaluations whose condition was unknown: they may have reached it
    };
    [[nodiscard]] bool has_branches() const { return !branches_.empty(); }
    // In source order.
    [[nodiscard]] std::vector<Branch> branches() const;

    // Adds the counts of another part of the rows.
    void add(const BranchCounts& other);

    void seen(std::size_t node, const Value& value, const Error* error) override;
    // One evaluation reached this branch; the bytecode's way to count.
    void reached(std::size_t branch) { ++branches_[branch].count; }

private:
    struct Counted {
        std::size_t node;
        std::vector<std::size_t> conditions;  // the nodes whose values decide whether evaluation comes here
        std::size_t count = 0, maybe = 0;
        bool came = false, may_have_come = false;  // in the current evaluation
    };
    const Program& program_;
    std::vector<Counted> branches_;
    std::vector<std::size_t> branch_at_;  // by node, kNone where there is none
    std::vector<bool> unknown_;           // by node: its last value was unknown
};

}  // namespace preflight::expression
