// user.getGroups and user.isMemberOf (okta-el 8). Internal to this folder.
#pragma once

#include <vector>

#include "core/expression/evaluate/operators.h"
#include "core/expression/functions/scope.h"

namespace preflight::expression {

// The user's groups that meet all criteria, in their order; unknown where the groups or a criterion are unknown.
[[nodiscard]] Value user_groups(const Scope& scope, const Node& call, const std::vector<Value>& criteria,
                                Operators& operators);

}  // namespace preflight::expression
