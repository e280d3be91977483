// Where the rows of tables are in the text of their input. A row keeps its first byte only; the rest is found again
// on demand, in inputs of any size.
#pragma once

#include <cstddef>

#include "core/findings/finding.h"
#include "core/population/table.h"
#include "core/text/span.h"
#include "core/workspace/workspace.h"

namespace preflight::workspace {

// The bytes of a row; its first byte alone when it is larger than Limits::element_bytes or the input is not available
// any more. Reads the row again.
[[nodiscard]] text::Span row_span(const Workspace& workspace, const population::Table& table, std::size_t row);

// The place of a row. Where the text is not kept the span is the first byte alone: whole_row() reads the rest.
[[nodiscard]] findings::Location locate(const Workspace& workspace, const population::Table& table, std::size_t row);
[[nodiscard]] findings::Location whole_row(const Workspace& workspace, findings::Location row);

}  // namespace preflight::workspace
