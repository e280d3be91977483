// One value of a table in four bytes: a state, a truth, or the number of an atom (atoms.h). Comparing two cells of the
// same pool compares the values: equal atoms are one atom.
#pragma once

#include <cstdint>

namespace preflight::population {

class Cell {
public:
    constexpr Cell() = default;  // unset: the row does not have the attribute
    [[nodiscard]] static constexpr Cell unset() { return Cell(0); }
    [[nodiscard]] static constexpr Cell null() { return Cell(1); }
    [[nodiscard]] static constexpr Cell unknown() { return Cell(2); }  // not exported
    [[nodiscard]] static constexpr Cell failed() { return Cell(3); }   // the expression that makes it fails
    [[nodiscard]] static constexpr Cell truth(bool value) { return Cell(value ? 5 : 4); }
    [[nodiscard]] static constexpr Cell atom(std::uint32_t id) { return Cell(id); }  // id >= kFirstAtom
    static constexpr std::uint32_t kFirstAtom = 16;

    [[nodiscard]] constexpr bool is_unset() const { return id_ == 0; }
    [[nodiscard]] constexpr bool is_null() const { return id_ == 1; }
    [[nodiscard]] constexpr bool is_unknown() const { return id_ == 2; }
    [[nodiscard]] constexpr bool is_failed() const { return id_ == 3; }
    [[nodiscard]] constexpr bool is_truth() const { return id_ == 4 || id_ == 5; }
    [[nodiscard]] constexpr bool is_true() const { return id_ == 5; }
    [[nodiscard]] constexpr bool is_atom() const { return id_ >= kFirstAtom; }
    // Neither unset nor null, and known.
    [[nodiscard]] constexpr bool has_value() const { return id_ >= 4; }
    [[nodiscard]] constexpr std::uint32_t id() const { return id_; }

    constexpr bool operator==(const Cell&) const = default;

private:
    explicit constexpr Cell(std::uint32_t id) : id_(id) {}
    std::uint32_t id_ = 0;
};
static_assert(sizeof(Cell) == 4);

}  // namespace preflight::population
