// Mistakes and traps in an expression, found from its text and the facts alone, in unreachable branches too. A
// diagnostic that holds for some inputs only carries a witness. Facts okta-el 2-8 (rules PF4002, PF4004-PF4012).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/expression/analysis/analysis.h"
#include "core/expression/evaluate/evaluate.h"

namespace preflight::expression {

struct Diagnostic {
    enum class Kind : std::uint8_t {
        unknown_function,   // PF4002
        never_works,        // PF4004: arity or types
        may_fail,           // PF4005: for the person in `example`
        null_to_text,       // PF4007: for the person in `example`
        precedence,         // PF4008
        text_condition,     // PF4008
        deprecated,         // PF4009
        no_remap,           // PF4010
        wrong_root,         // PF4011
        other_app,          // PF4011: the profile of an app that may not exist
        fixed_condition,    // PF4012
        never_null,         // PF4012: an attribute that Okta always fills is tested
        without_effect,     // PF4038
        unknown_attribute,  // PF4003, where the rule's own words know more
        empty_part          // no rule: for the person in `example` a cut leaves a separator at an end
    };
    Kind kind = Kind::never_works;
    std::string message;  // what is wrong, without a full stop
    text::Span span;
    std::string suggestion;              // a name or a text to write instead; may be empty
    std::string example;                 // the person, in words; may be empty
    std::optional<Value> example_value;  // the result for this person

    // The message and, unless it contains them already, the person and the result. Without a full stop.
    [[nodiscard]] std::string sentence() const;
};

// Diagnostics in source order.
[[nodiscard]] std::vector<Diagnostic> check(const Program& program, const Analysis& analysis, const Facts& facts);

}  // namespace preflight::expression
