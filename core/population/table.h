// Many small records (people, assignments, accounts, groups) as columns of four-byte cells. Rows are added once and
// hold the place they came from; a change of a later day is an overlay of the world, not a change here.
// A row does not keep its fields' places: they are found again in the input at the row's offset
// (core/formats/record_place.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/population/atoms.h"
#include "core/population/cell.h"

namespace preflight::population {

// Numbers a column of one table; the caller looks it up once, not once a row.
using Column = std::uint32_t;
inline constexpr Column kNoColumn = std::numeric_limits<Column>::max();

// Where a row is: `list` numbers the container within the table, `ordinal` the element in it (kNoOrdinal: the row
// is the container itself), `offset` is the row's first byte in the decoded text of the input.
struct RowPlace {
    std::uint16_t input = 0;
    std::uint16_t list = 0;
    std::uint32_t ordinal = 0;
    std::uint64_t offset = 0;
};
inline constexpr std::uint32_t kNoOrdinal = std::numeric_limits<std::uint32_t>::max();

// A container of rows. `pointer` is its JSON pointer, empty for CSV.
struct RowList {
    std::string pointer;
    bool csv = false;
    // Whether an attribute that a row does not have is unset (API answers) or was not exported (CSV).
    bool closed = true;
    // Behind the ordinal, when the rows lie inside the elements: "/_embedded/user".
    std::string inner = {};
    bool operator==(const RowList&) const = default;
};

class Table;

// One row of a table that is being filled.
struct TableRow {
    Table* table = nullptr;
    std::size_t row = 0;
};

class Table {
public:
    // Columns beyond the limit are not kept; column() then gives kNoColumn, which set() ignores.
    static constexpr std::size_t kMaxColumns = 4096;
    static constexpr std::size_t kMaxLists = 65535;

    // The pool outlives the table and may serve several.
    explicit Table(Atoms& atoms) : atoms_(&atoms) {}
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;
    Table(Table&&) = default;
    Table& operator=(Table&&) = default;

    [[nodiscard]] Atoms& atoms() const { return *atoms_; }

    // ---- filling
    // The column of that name, added when it is new.
    Column column(std::string_view name);
    // The number of a container, for RowPlace. Beyond kMaxLists the last one counts for all others.
    std::uint16_t list(const RowList& list);
    void begin_row(const RowPlace& place) { places_.push_back(place); }
    [[nodiscard]] TableRow last_row() { return {this, places_.size() - 1}; }
    // Sets a cell of the row begun last; a second call replaces the value.
    void set(Column column, Cell cell) { set(places_.size() - 1, column, cell); }
    void set(std::size_t row, Column column, Cell cell);
    // What was filled since a mark can be taken back: rows, columns and lists. Column numbers beyond the mark are void.
    struct Mark {
        std::size_t rows = 0, columns = 0, lists = 0;
    };
    [[nodiscard]] Mark mark() const { return {places_.size(), columns_.size(), lists_.size()}; }
    void rollback(const Mark& mark);
    // The rows of another table of the same pool, behind those there are. `columns[n]` is this table's column for the
    // other one's column n; without it columns of equal names are one.
    void append(const Table& other);
    void append(const Table& other, const std::vector<Column>& columns);
    // One row of another table of the same pool; `columns[n]` is this table's column for the other one's column n.
    void append_row(const Table& other, std::size_t row, const std::vector<Column>& columns);
    // Gives a row the place that a row of another table has.
    void set_place(std::size_t row, const Table& other, std::size_t other_row);

    // ---- reading
    [[nodiscard]] std::size_t size() const { return places_.size(); }
    [[nodiscard]] bool empty() const { return places_.empty(); }
    [[nodiscard]] std::size_t columns() const { return columns_.size(); }
    [[nodiscard]] std::string_view name(Column column) const { return columns_[column].name; }
    // kNoColumn when no row has it.
    [[nodiscard]] Column find(std::string_view name) const;
    [[nodiscard]] bool has_column(std::string_view name) const { return find(name) != kNoColumn; }
    // Unset for kNoColumn.
    [[nodiscard]] Cell cell(std::size_t row, Column column) const {
        if (column >= columns_.size()) return Cell::unset();
        const std::vector<Block>& blocks = columns_[column].blocks;
        const std::size_t block = row / kBlock;
        if (block >= blocks.size()) return Cell::unset();
        if (blocks[block].dense) return blocks[block].dense[row % kBlock];
        return in_sparse(blocks[block], row % kBlock);
    }
    [[nodiscard]] std::string_view text(std::size_t row, Column column) const {
        return atoms_->text_of(cell(row, column));
    }
    [[nodiscard]] const RowPlace& place(std::size_t row) const { return places_[row]; }
    [[nodiscard]] const RowList& list_of(std::size_t row) const { return lists_[places_[row].list]; }
    [[nodiscard]] bool closed(std::size_t row) const { return list_of(row).closed; }
    // "/value/12", "row 13", "/12/_embedded/user", or the container's pointer.
    [[nodiscard]] std::string pointer(std::size_t row) const;

    [[nodiscard]] std::size_t allocated_bytes() const;

private:
    static constexpr std::size_t kBlock = 1024;  // rows
    static constexpr std::size_t kDense = 96;    // cells from which on a block is an array
    // A few cells of many rows stay a list: columns that one row in a thousand has cost what they hold.
    struct Block {
        std::vector<std::pair<std::uint16_t, Cell>> sparse;  // by row
        std::unique_ptr<Cell[]> dense;
    };
    struct Stored {
        std::string name;
        std::vector<Block> blocks;
    };
    [[nodiscard]] static Cell in_sparse(const Block& block, std::size_t row);

    Atoms* atoms_;
    std::vector<Stored> columns_;
    std::map<std::string, Column, std::less<>> by_name_;
    std::vector<RowList> lists_;
    std::map<std::string, std::uint16_t, std::less<>> list_of_key_;
    std::deque<RowPlace> places_;  // grows in blocks
};

}  // namespace preflight::population
