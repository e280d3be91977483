#include "core/formats/records.h"

#include <algorithm>

namespace preflight::formats {

void Records::begin_row(std::size_t input, std::uint64_t ordinal, std::string_view container_pointer, text::Span span) {
    if (containers_.empty() || containers_.back() != container_pointer) containers_.emplace_back(container_pointer);
    Row row{};
    row.first_cell = cells_.size();
    row.input = static_cast<std::uint32_t>(input);
    row.ordinal = ordinal;
    row.container = static_cast<std::uint32_t>(containers_.size() - 1);
    row.closed = closed_;
    row.span = span;
    rows_.push_back(row);
}

void Records::declare_column(std::string_view column) {
    if (columns_.find(column) != columns_.end()) return;
    columns_.emplace(std::string(column), static_cast<std::uint32_t>(names_.size()));
    names_.emplace_back(column);
    last_cell_.push_back(static_cast<std::size_t>(-1));
}

const char* Records::keep(std::string_view text) {
    constexpr std::size_t kBlock = 1U << 20U;
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size()) {
        blocks_.emplace_back();
        blocks_.back().reserve(std::max(kBlock, text.size()));
    }
    const std::size_t offset = blocks_.back().size();
    blocks_.back().append(text);
    return blocks_.back().data() + offset;
}

void Records::set(std::string_view column, CellKind kind, std::string_view text) {
    declare_column(column);
    const StoredCell cell{columns_.find(column)->second, kind, static_cast<std::uint32_t>(text.size()), keep(text)};
    std::size_t& last = last_cell_[cell.column];
    if (last < cells_.size() && last >= rows_.back().first_cell) {
        cells_[last] = cell;
        return;
    }
    last = cells_.size();
    cells_.push_back(cell);
    ++rows_.back().cell_count;
}

std::vector<std::string_view> Records::column_names() const {
    return {names_.begin(), names_.end()};
}

Records::Found Records::find(std::size_t row, std::string_view column) const {
    const auto wanted = columns_.find(column);
    if (wanted == columns_.end()) return {};
    const Row& stored = rows_[row];
    for (std::size_t i = stored.first_cell; i < stored.first_cell + stored.cell_count; ++i) {
        const StoredCell& cell = cells_[i];
        if (cell.column == wanted->second) return {true, {cell.kind, std::string_view(cell.text, cell.length)}};
    }
    return {};
}

std::string_view Records::text(std::size_t row, std::string_view column) const {
    const Found found = find(row, column);
    return found.present && found.cell.kind != CellKind::null ? found.cell.text : std::string_view{};
}

RecordPlace Records::place(std::size_t row) const {
    const Row& stored = rows_[row];
    std::string pointer = containers_[stored.container];
    if (pointer == kCsvRow) {
        pointer += std::to_string(stored.ordinal);
    } else if (stored.ordinal != kNoOrdinal) {
        pointer += "/" + std::to_string(stored.ordinal);
    }
    return {stored.input, std::move(pointer), stored.span};
}

std::vector<Records::Named> Records::cells(std::size_t row) const {
    std::vector<Named> result;
    const Row& stored = rows_[row];
    for (std::size_t i = stored.first_cell; i < stored.first_cell + stored.cell_count; ++i) {
        const StoredCell& cell = cells_[i];
        result.push_back({names_[cell.column], {cell.kind, std::string_view(cell.text, cell.length)}});
    }
    return result;
}

}  // namespace preflight::formats
