// How often each branch of an expression ran, over many evaluations. Facts okta-el 2, 12 (rule PF4012).
#pragma once

#include <vector>

#include "core/expression/evaluate/evaluate.h"

namespace preflight::expression {

// Give it to evaluate() as the observer, once for each person. The program must outlive it.
class Coverage : public Observer {
public:
    explicit Coverage(const Program& program);
    void seen(std::size_t node, const Value& value, const Error* error) override;

    struct Branch {
        text::Span span;
        std::size_t count;  // evaluations that came there
        std::size_t maybe;  // evaluations whose condition was unknown: they may have come there
    };
    [[nodiscard]] bool has_branches() const { return !branches_.empty(); }
    // Branches of ternaries and ?:, in the order of the text.
    [[nodiscard]] std::vector<Branch> branches() const;

private:
    struct Counted {
        std::size_t node;
        std::vector<std::size_t> conditions;  // nodes whose value decides whether evaluation comes here
        std::size_t count = 0, maybe = 0;
        bool came = false, may_have_come = false;  // in the evaluation that runs
    };
    const Program& program_;
    std::vector<Counted> branches_;
    std::vector<std::size_t> branch_at_;  // by node, kNone where there is none
    std::vector<bool> unknown_;           // by node: its last value was unknown
};

}  // namespace preflight::expression
