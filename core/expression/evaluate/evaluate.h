// Evaluation of a parsed expression in a scope, by a walk through the tree. It answers everything: unknown values with
// what was missing, errors with their place, the value of every part (Observer). bound_program.h evaluates the same
// expression for many rows much faster and falls back to this. Facts okta-el 3-5, 11, 12.
#pragma once

#include <cstddef>
#include <vector>

#include "core/expression/functions/scope.h"
#include "core/expression/syntax/program.h"
#include "core/expression/values/language.h"

namespace preflight::expression {

// Watches an evaluation: called when a node (index into the tree) has its value or has failed, children first. Called
// once for each element for a node inside a projection, and never for a node in a branch that is not taken.
class Observer {
public:
    Observer() = default;
    Observer(const Observer&) = default;
    Observer& operator=(const Observer&) = default;
    virtual ~Observer() = default;
    virtual void seen(std::size_t node, const Value& value, const Error* error) = 0;
};

[[nodiscard]] Evaluation evaluate(const Program& program, const Scope& scope, const Limits& limits = {},
                                  Observer* observer = nullptr);

// Applies one node to values of its children. Only for nodes that always evaluate all of their children (not ?:,
// ternary, and, or, projection, names).
[[nodiscard]] Evaluation apply(const Program& program, std::size_t node, const std::vector<Value>& children,
                               const Scope& scope, const Limits& limits = {});

}  // namespace preflight::expression
