#include "core/expression/evaluate/bound_program.h"

#include <algorithm>
#include <utility>

#include "core/expression/evaluate/bytecode.h"
#include "core/expression/syntax/ast.h"
#include "core/text/order.h"

namespace preflight::expression {

BoundProgram::BoundProgram(Program program, const Resolver& resolver) : program_(std::move(program)) {
    for (const Reference& read : references(program_)) {
        const Slot slot = resolver.resolve({read.root, name_hash(read.root)}, {read.name, name_hash(read.name)});
        if (slot.kind == Slot::Kind::value) columns_.push_back(slot.column);
    }
    text::sort_once(columns_);
    if (auto bytecode = compile(program_.ast(), resolver))
        bytecode_ = std::make_shared<const Bytecode>(std::move(*bytecode));
}

bool BoundProgram::reads_only_columns() const {
    // Compiled calls are pure, and the only names in a compiled tree are columns.
    return bytecode_ != nullptr && !bytecode_->may_give_up_early;
}

bool BoundProgram::is_lone_attribute(std::uint32_t& column) const {
    if (bytecode_ == nullptr || bytecode_->code.size() != 1 || bytecode_->code[0].opcode != Opcode::column)
        return false;
    column = bytecode_->code[0].operand;
    return true;
}

Evaluation evaluate(const BoundProgram& program, const RowValues& row, const Scope& fallback, const Limits& limits,
                    BranchCounts* counts) {
    Evaluation result;
    const Bytecode* const bytecode = program.bytecode();
    if (bytecode != nullptr && run(*bytecode, program.program().ast(), row, fallback, limits, result, counts))
        return result;
    return evaluate(program.program(), fallback, limits, counts);
}

}  // namespace preflight::expression
