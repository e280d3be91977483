// The functions of the language for readers: one page made of the table that the evaluator runs (functions.h).
#pragma once

#include <string>

#include "core/expression/functions/functions.h"

namespace preflight::expression {

// String.substring(text, whole number, whole number); of methods text.substring(whole number[, whole number]).
[[nodiscard]] std::string signature(const Function& function);

// Every function with its types, its answer to null, where it is allowed and its source; docs/expressions.md.
[[nodiscard]] std::string reference_markdown();
// {"functions": [{"name","signature","dialect","on","result","null","groupRules","claimsOnly","deprecated","doc",
// "source"}]}, indented, with a line end.
[[nodiscard]] std::string reference_json();
// A line each, by family.
[[nodiscard]] std::string reference_text();

}  // namespace preflight::expression
