// The fast path through an expression: a few instructions on numbered places for values, made once when it is parsed.
// They know what ordinary expressions do to known values and nothing else: at an unknown, an argument to be converted
// or an error they give up, and the evaluator walks the tree, which says the same and can explain it. So no answer
// depends on the fast path; what observers see is always the tree (the fuzz targets compare the two). Internal to this
// folder.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/expression/functions/functions.h"
#include "core/expression/syntax/program.h"

namespace preflight::expression {

struct Ast;

struct Instruction {
    // Operands lie in the places behind `into`, the result goes to `into` itself.
    enum class Do : std::uint8_t {
        literal,    // the value of node `operand`
        reference,  // what node `operand` names
        call,       // what `implementation` makes of `count` values
        equal,      // a truth of two values; of one and the literal `operand` where `count` is 1
        not_equal,  //
        if_equal,   // the same without a value: to `target` when it is false
        if_not_equal,
        logical_not,  // a truth of one value
        empty,        //
        truth,        // the truth that the value in `into` counts as
        join,         // two texts as one
        print,        // `count` texts as one, null being none
        jump,         // to `operand`
        jump_if,      // to `operand` when the value in `into` counts as true; it becomes that truth
        jump_unless,  // the same for false
        jump_if_any,  // to `operand` when the value in `into` is neither null nor ""
    };
    Do what = Do::literal;
    std::uint8_t into = 0;
    std::uint8_t count = 0;
    std::array<std::uint16_t, 3> kinds{};  // of a call: the kinds each argument may have, as bits; the last one repeats
    std::uint32_t operand = 0;
    std::uint32_t target = 0;
    Implementation implementation = nullptr;
};

struct Bytecode {
    std::vector<Instruction> code;  // empty: the tree is the only way
    std::uint8_t places = 1;        // 0 is the result
    bool mappings_only = false;     // calls something that other modes of the scope (group rules) may not allow
};

[[nodiscard]] Bytecode compile(const Ast& ast);

// The value in `out`, which is empty before; or false when it gave up, with anything in `out`.
[[nodiscard]] bool run(const Bytecode& path, const Ast& ast, const Scope& scope, const Limits& limits, Evaluation& out);

}  // namespace preflight::expression
