// Abstract transfer of one node that evaluates all of its children: what it can return, and how it can fail, when each
// child is one case. Calls are converted and handed to the transfer of the function's row. Internal to this folder.
#pragma once

#include <optional>
#include <vector>

#include "core/expression/syntax/ast.h"
#include "core/expression/values/abstract_value.h"

namespace preflight::expression {

struct TransferResult {
    AbstractValue value;
    std::optional<Error> error;       // always, where `value` has no case; else for some of the values
    std::vector<Error> not_excluded;  // failures of which nothing says that they happen
};

[[nodiscard]] TransferResult transfer(const Ast& ast, const Limits& limits, std::size_t node,
                                      const std::vector<const Case*>& children);

}  // namespace preflight::expression
