#include "core/population/found.h"

namespace preflight::population {

Found spell(const Atoms& atoms, Cell cell) {
    if (cell.is_truth()) return {true, FoundKind::boolean, cell.is_true() ? "true" : "false"};
    if (cell.is_null()) return {true, FoundKind::null, {}};
    if (!cell.is_atom()) return {};
    switch (atoms.kind(cell)) {
        case AtomKind::text:
            return {true, FoundKind::string, atoms.view(cell)};
        case AtomKind::integer:
            return {true, FoundKind::integer, atoms.view(cell)};
        case AtomKind::number:
            return {true, FoundKind::number, atoms.view(cell)};
        case AtomKind::list:
            return {true, FoundKind::json, atoms.view(cell)};
    }
    return {};
}

Found find(const Table& table, std::size_t row, std::string_view column) {
    return spell(table.atoms(), table.cell(row, table.find(column)));
}

std::string_view text(const Table& table, std::size_t row, std::string_view column) {
    return find(table, row, column).text;
}

}  // namespace preflight::population
