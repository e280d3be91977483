// Why a value came out: what every part of an expression was for one person. Facts okta-el 2, 12.
#pragma once

#include <string>
#include <vector>

#include "core/expression/evaluate/evaluate.h"

namespace preflight::expression {

struct TraceLine {
    enum class State : std::uint8_t {
        value,
        skipped,  // a branch not taken, or behind an error
        failed,
        repeated  // inside a projection: evaluated for each element
    };
    std::size_t depth = 0;  // in the tree; 0 is the whole expression
    text::Span span;        // in bytes of the source
    State state = State::skipped;
    Value value;            // of state `value`
    bool born = false;      // null, unknown or an error begins here: no part of it is the same
    std::size_t count = 0;  // of state `repeated`
    std::string message;    // where an error begins; the expression may have a value all the same (unknown conditions)
};

struct Trace {
    Evaluation evaluation;
    std::vector<TraceLine> lines;  // each part before its own parts; literals left out
};

[[nodiscard]] Trace trace(const Program& program, const Scope& scope, const Limits& limits = {});

// [{"depth","text","begin","end","state","value"|"missing","candidates"|"count","born","message"}], compact JSON; state
// is value, unknown, skipped, failed or repeated. Offsets in code points.
[[nodiscard]] std::string trace_json(const Trace& trace, std::string_view source);
// A tree for people, a line each, without a last line end.
[[nodiscard]] std::string trace_text(const Trace& trace, std::string_view source);

}  // namespace preflight::expression
