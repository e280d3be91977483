// Unknown values and their candidates (okta-el 12). Internal to this folder.
#pragma once

#include "core/expression/values/value.h"

namespace preflight::expression {

// An unknown with more candidates is open: it can be anything.
inline constexpr std::size_t kMaxCandidates = 32;

// Adds a value that the list does not hold yet.
void add_candidate(Value::List& list, const Value& value);

// One of two values, of which it is not known which one, or which are unknown themselves: what is missing for both and
// for `why`, and the candidates of both. A single candidate is the value.
[[nodiscard]] Value either(const Value& a, const Value& b, const Value& why = {});

}  // namespace preflight::expression
