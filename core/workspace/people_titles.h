// People lists whose columns are named by titles: a schema of Okta users, which may be in another input, says which
// attributes they are (facts okta-exports 5, 10).
#pragma once

#include "core/workspace/workspace.h"

namespace preflight::workspace {

// The table with such columns under the names of their attributes; the table itself where the schema (null: none) names
// no column of it. A column whose attribute has a column already stays as it is.
[[nodiscard]] SharedTable with_schema_names(const okta::Schema* schema, const SharedTable& table);

}  // namespace preflight::workspace
