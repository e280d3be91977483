// The bytecode of an expression: instructions on registers, made once by BoundProgram. It knows what ordinary
// expressions do to known values and nothing else (bound_program.h). Internal to this folder and its tests.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/expression/evaluate/bound_program.h"
#include "core/expression/functions/functions.h"

namespace preflight::expression {

enum class Opcode : std::uint8_t {
    literal,         // literal `operand`
    column,          // the cell of column `operand`
    give_up,         // a reference that is not a column
    call,            // the result of `implementation` for `count` arguments
    equal,           // whether two operands are equal; with `count` 1 the second one is literal `operand`
    not_equal,       //
    jump_unless_eq,  // compares likewise, writes nothing and jumps to `target` if the operands differ
    jump_unless_ne,  // the same if they are equal
    logical_not,     //
    empty,           //
    truth,           // the value in `to`, converted to boolean
    concatenate,     // two texts
    print,           // `count` texts; null prints nothing
    jump,            // to `operand`
    jump_if,         // converts the value in `to` to boolean and jumps to `operand` if it is true
    jump_unless,     // the same for false
    jump_if_any,     // jumps to `operand` if the value in `to` is neither null nor ""
    mark             // evaluation has reached branch `operand` (BranchCounts)
};

// Operands are in the registers after `to`; the result is written to `to`.
struct Instruction {
    Opcode opcode = Opcode::literal;
    std::uint8_t to = 0;
    std::uint8_t count = 0;
    std::array<std::uint16_t, 3> kinds{};  // of a call: the kinds each argument may have, as bits; the last one repeats
    std::uint32_t operand = 0;
    std::uint32_t target = 0;
    Implementation implementation = nullptr;
};

struct Bytecode {
    std::vector<Instruction> code;
    std::vector<Value> literals;
    std::uint8_t registers = 1;      // register 0 holds the result
    bool mappings_only = false;      // calls a function that group rules do not allow
    bool may_give_up_early = false;  // has Opcode::give_up
};

// Nothing where a part of the expression has no instruction.
[[nodiscard]] std::optional<Bytecode> compile(const Ast& ast, const Resolver& resolver);

// The value in `out`, which is empty before; false when the bytecode gave up: then `out` holds anything, and nothing
// was counted.
[[nodiscard]] bool run(const Bytecode& bytecode, const Ast& ast, const RowValues& row, const Scope& scope,
                       const Limits& limits, Evaluation& out, BranchCounts* counts);

}  // namespace preflight::expression
