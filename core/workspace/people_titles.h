// People lists whose columns are named by titles: a schema of Okta users, which may be in another input, says which
// attributes they are (facts okta-exports 5, 10).
#pragma once

#include "core/workspace/workspace.h"

namespace preflight::workspace {

// The table with such columns under the names of their attributes, and with true, false and numbers in place of their
// texts where the attribute is of that type. The table itself where the schema (null: none) says nothing of its columns.
// A column whose attribute has a column already stays as it is.
[[nodiscard]] SharedTable with_schema_names(const okta::Schema* schema, const SharedTable& table);

}  // namespace preflight::workspace
