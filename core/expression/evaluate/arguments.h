// Arguments as the parameters of a function take them (okta-el 3). Internal to this folder.
#pragma once

#include <algorithm>

#include "core/expression/evaluate/operators.h"
#include "core/expression/functions/functions.h"

namespace preflight::expression {

[[nodiscard]] inline Parameter parameter_of(const Function& function, std::size_t i) {
    return function.parameters[std::min<std::size_t>(i, 2)];
}

// Whether the function takes the value without conversion. An unknown value is not converted.
[[nodiscard]] inline bool fits(const Value& value, Parameter parameter) {
    return value.is_unknown() || (fitting(parameter) & bit(value.kind())) != 0;
}

// Converts argument `i` of a call; false after an error.
[[nodiscard]] bool convert_argument(Value& value, const Function& function, std::size_t i, const Node& call,
                                    const Limits& limits, Operators& operators);

}  // namespace preflight::expression
