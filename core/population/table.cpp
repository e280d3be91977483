#include "core/population/table.h"

#include <algorithm>

namespace preflight::population {

Column Table::column(std::string_view name) {
    const auto known = by_name_.find(name);
    if (known != by_name_.end()) return known->second;
    if (columns_.size() >= kMaxColumns) return kNoColumn;
    const auto number = static_cast<Column>(columns_.size());
    columns_.push_back({std::string(name), {}});
    by_name_.emplace(std::string(name), number);
    return number;
}

Column Table::find(std::string_view name) const {
    const auto known = by_name_.find(name);
    return known == by_name_.end() ? kNoColumn : known->second;
}

namespace {

std::string key_of(const RowList& list) {
    return list.pointer + '\0' + list.inner + (list.csv ? 'c' : 'j') + (list.closed ? '1' : '0');
}

}  // namespace

std::uint16_t Table::list(const RowList& list) {
    std::string key = key_of(list);
    const auto known = list_of_key_.find(key);
    if (known != list_of_key_.end()) return known->second;
    if (lists_.size() >= kMaxLists) return static_cast<std::uint16_t>(lists_.size() - 1);
    const auto number = static_cast<std::uint16_t>(lists_.size());
    lists_.push_back(list);
    list_of_key_.emplace(std::move(key), number);
    return number;
}

void Table::set(std::size_t row, Column column, Cell cell) {
    if (column >= columns_.size()) return;
    std::vector<Block>& blocks = columns_[column].blocks;
    if (blocks.size() <= row / kBlock) blocks.resize(row / kBlock + 1);
    Block& block = blocks[row / kBlock];
    const auto inside = static_cast<std::uint16_t>(row % kBlock);
    if (block.dense) {
        block.dense[inside] = cell;
        return;
    }
    const auto place = std::lower_bound(block.sparse.begin(), block.sparse.end(), inside,
                                        [](const auto& entry, std::uint16_t wanted) { return entry.first < wanted; });
    if (place != block.sparse.end() && place->first == inside) {
        place->second = cell;
        return;
    }
    block.sparse.insert(place, {inside, cell});
    if (block.sparse.size() < kDense) return;
    block.dense = std::make_unique<Cell[]>(kBlock);
    for (const auto& [at, value] : block.sparse) block.dense[at] = value;
    std::vector<std::pair<std::uint16_t, Cell>>().swap(block.sparse);
}

void Table::rollback(const Mark& mark) {
    places_.resize(mark.rows);
    while (columns_.size() > mark.columns) {
        by_name_.erase(columns_.back().name);
        columns_.pop_back();
    }
    while (lists_.size() > mark.lists) {
        list_of_key_.erase(key_of(lists_.back()));
        lists_.pop_back();
    }
    const std::size_t last = mark.rows / kBlock;
    for (Stored& column : columns_) {
        if (column.blocks.size() > last + 1) column.blocks.resize(last + 1);
        if (column.blocks.size() <= last) continue;
        Block& block = column.blocks[last];
        const std::size_t inside = mark.rows % kBlock;
        if (block.dense) std::fill(block.dense.get() + inside, block.dense.get() + kBlock, Cell::unset());
        while (!block.sparse.empty() && block.sparse.back().first >= inside) block.sparse.pop_back();
    }
}

void Table::append(const Table& other) {
    std::vector<Column> columns;
    for (const Stored& from : other.columns_) columns.push_back(column(from.name));
    append(other, columns);
}

void Table::append(const Table& other, const std::vector<Column>& columns) {
    std::vector<std::uint16_t> lists;
    for (const RowList& one : other.lists_) lists.push_back(list(one));
    const std::size_t first = size();
    for (RowPlace place : other.places_) {
        place.list = lists[place.list];
        begin_row(place);
    }
    for (std::size_t number = 0; number < other.columns_.size(); ++number) {
        const Stored& from = other.columns_[number];
        const Column to = columns[number];
        for (std::size_t block = 0; block < from.blocks.size(); ++block) {
            const std::size_t base = first + block * kBlock;
            for (const auto& [row, cell] : from.blocks[block].sparse) set(base + row, to, cell);
            if (!from.blocks[block].dense) continue;
            for (std::size_t row = 0; row < kBlock; ++row) {
                if (!from.blocks[block].dense[row].is_unset()) set(base + row, to, from.blocks[block].dense[row]);
            }
        }
    }
}

void Table::append_row(const Table& other, std::size_t row, const std::vector<Column>& columns) {
    begin_row({});
    set_place(size() - 1, other, row);
    for (Column from = 0; from < columns.size(); ++from) {
        if (const Cell cell = other.cell(row, from); !cell.is_unset()) set(columns[from], cell);
    }
}

void Table::set_place(std::size_t row, const Table& other, std::size_t other_row) {
    RowPlace place = other.places_[other_row];
    place.list = list(other.lists_[place.list]);
    places_[row] = place;
}

Cell Table::in_sparse(const Block& block, std::size_t row) {
    const auto place = std::lower_bound(block.sparse.begin(), block.sparse.end(), row,
                                        [](const auto& entry, std::size_t wanted) { return entry.first < wanted; });
    return place != block.sparse.end() && place->first == row ? place->second : Cell::unset();
}

std::string Table::pointer(std::size_t row) const {
    const RowPlace& place = places_[row];
    const RowList& list = lists_[place.list];
    if (list.csv) return "row " + std::to_string(place.ordinal);
    return (place.ordinal == kNoOrdinal ? list.pointer : list.pointer + "/" + std::to_string(place.ordinal)) +
           list.inner;
}

std::size_t Table::allocated_bytes() const {
    std::size_t total = places_.size() * sizeof(RowPlace);
    for (const Stored& column : columns_) {
        total += column.blocks.capacity() * sizeof(Block);
        for (const Block& block : column.blocks)
            total += block.dense ? kBlock * sizeof(Cell) : block.sparse.capacity() * sizeof(block.sparse.front());
    }
    return total;
}

}  // namespace preflight::population
