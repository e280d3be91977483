// The same object given twice is one object (spec 2, "joining"). Copies are merged field by field: what only one of
// them has is taken from it; where they differ, the copy that Okta changed last counts, then an answer of an API before
// a CSV, then the input whose name sorts first.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "core/population/table.h"
#include "core/workspace/workspace.h"

namespace preflight::workspace {

// The tables of one kind, in the order in which they are joined; each keeps its pool alive.
struct TableCopies {
    std::string_view kind;           // for Workspace::copies
    std::string_view id, second_id;  // columns; the second one, if any, belongs to the key as well
    std::string_view name;           // column that identifies a row without an id, ignoring case; may be empty
    std::function<bool(const population::Table&, std::size_t)> belongs;  // rows that do not are left out; may be empty
};
// The rows of all tables, each object once. The only table there is comes back itself when nothing has to be changed.
// Adds to `workspace.copies`; the inputs of the workspace are there already.
[[nodiscard]] SharedTable merge_tables(Workspace& workspace, const std::vector<SharedTable>& tables,
                                       const TableCopies& how);

// The same for what is read into objects; call it before anything points to them.
void merge_objects(Workspace& workspace);

}  // namespace preflight::workspace
