// A program whose attribute names have been resolved to columns of a table, for evaluation over many rows:
//
//     const BoundProgram program(*parse("String.toLowerCase(user.email)", Dialect::mapping).program, resolver);
//     for (each row) evaluate(program, row, scope_of(row));
//
// Ordinary expressions are compiled to bytecode, which reads cells by column number and allocates nothing as long as
// texts have at most 30 bytes. The bytecode covers known values and no errors: at an unknown value, an argument that
// must be converted, an error or a construct without an instruction it gives up, and evaluate.h walks the tree in the
// scope `fallback`. So no result depends on the bytecode; tests compare the two.
//
// A BoundProgram is immutable and may be shared by threads; BranchCounts may not (count per thread, then add()).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/expression/evaluate/coverage.h"
#include "core/expression/evaluate/evaluate.h"

namespace preflight::expression {

// The meaning of one reference, the same for every row. The kinds other than `value` are those of Scope::Found; they
// are not errors by themselves (a branch that is never taken may hold one), the tree walk decides.
struct Slot {
    enum class Kind : std::uint8_t { value, no_root, no_attribute, no_profile } kind = Kind::no_root;
    std::uint32_t column = 0;  // of kind `value`; any number below 2^32 - 1 that RowValues understands
};

// Must agree with the scopes that are given to evaluate() as `fallback`.
class Resolver {
public:
    Resolver() = default;
    Resolver(const Resolver&) = default;
    Resolver& operator=(const Resolver&) = default;
    virtual ~Resolver() = default;
    [[nodiscard]] virtual Slot resolve(const Name& root, const Name& name) const = 0;
};

// The cells of one row.
class RowValues {
public:
    RowValues() = default;
    RowValues(const RowValues&) = default;
    RowValues& operator=(const RowValues&) = default;
    virtual ~RowValues() = default;
    // The value of a column that the resolver gave: null when unset, unknown when it was not exported.
    [[nodiscard]] virtual Value value(std::uint32_t column) const = 0;
};

struct Bytecode;  // bytecode.h

class BoundProgram {
public:
    // `resolver` is used during construction only.
    BoundProgram(Program program, const Resolver& resolver);

    [[nodiscard]] const Program& program() const { return program_; }
    // Every column that the expression can read through a reference, in any branch: ascending, without repetition.
    [[nodiscard]] const std::vector<std::uint32_t>& columns() const { return columns_; }
    // Whether the result depends on columns() alone: not on groups, managers, linked objects, the clock or bare names.
    // Rows with equal cells there then have equal results.
    [[nodiscard]] bool reads_only_columns() const;
    // The whole expression is one attribute; `column` is its column.
    [[nodiscard]] bool is_lone_attribute(std::uint32_t& column) const;
    // The result is the same for every row.
    [[nodiscard]] bool is_constant() const { return columns_.empty() && reads_only_columns(); }

    [[nodiscard]] const Bytecode* bytecode() const { return bytecode_.get(); }  // null: the tree is always walked

private:
    Program program_;
    std::vector<std::uint32_t> columns_;
    std::shared_ptr<const Bytecode> bytecode_;
};

// `row` and `fallback` are the same row. `counts` must have been made for this program; it counts the same with the
// bytecode and with the tree.
[[nodiscard]] Evaluation evaluate(const BoundProgram& program, const RowValues& row, const Scope& fallback,
                                  const Limits& limits = {}, BranchCounts* counts = nullptr);

}  // namespace preflight::expression
