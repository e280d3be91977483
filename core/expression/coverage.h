// How often each branch of an expression ran, over many evaluations. Facts okta-el 2 (rule PF4012).
#pragma once

#include <vector>

#include "core/expression/expression.h"

namespace preflight::expression {

// Give it to evaluate() as the observer, once for each person.
class Coverage : public Observer {
public:
    explicit Coverage(const Program& program);
    void seen(std::size_t node, const Value& value, const Error* error) override;

    struct Branch {
        text::Span span;
        std::size_t node;
        std::size_t count;  // evaluations that came there
    };
    [[nodiscard]] bool has_branches() const { return !branch_nodes_.empty(); }
    // Branches of ternaries and ?:, in the order of the text.
    [[nodiscard]] std::vector<Branch> branches() const;

private:
    const Program& program_;
    std::vector<std::size_t> counts_;
    std::vector<std::size_t> branch_nodes_;
};

}  // namespace preflight::expression
