// Whether two expressions provably have the same result for every input. Sound and incomplete: what is not proved may
// still be equal. A syntactic proof compares the trees, so spelling, blanks and superfluous parentheses do not count; a
// semantic one uses the analysis (analysis.h).
#pragma once

#include <cstdint>

#include "core/expression/analysis/analysis.h"
#include "core/expression/syntax/program.h"

namespace preflight::expression {

enum class Proof : std::uint8_t {
    none,
    same_program,   // the same tree in the same dialect; `source` and `user` are the same root where the facts say so
    same_constant,  // neither can fail, and both have the same only value
};

// `facts_a` and `facts_b` are what is known of the attributes that each of them reads.
[[nodiscard]] Proof prove_equal(const Program& a, const Facts& facts_a, const Program& b, const Facts& facts_b);

}  // namespace preflight::expression
