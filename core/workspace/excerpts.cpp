#include "core/workspace/excerpts.h"

#include "core/formats/record_place.h"
#include "core/intake/limits.h"

namespace preflight::workspace {

namespace {

text::Span span_at(const text::Source& source, bool csv, std::uint64_t offset) {
    const std::size_t limit = intake::Limits().element_bytes;
    std::optional<text::Span> span;
    if (!csv) {
        span = formats::json_record_at(source, offset, limit);
    } else if (const auto header = formats::csv_header(source)) {
        span = formats::csv_record_at(source, *header, offset, limit);
    }
    const auto begin = static_cast<std::size_t>(offset);
    return span.value_or(text::Span{begin, begin + 1});
}

}  // namespace

text::Span row_span(const Workspace& workspace, const population::Table& table, std::size_t row) {
    const population::RowPlace& place = table.place(row);
    return span_at(*workspace.inputs[place.input].source, table.list_of(row).csv, place.offset);
}

findings::Location locate(const Workspace& workspace, const population::Table& table, std::size_t row) {
    const population::RowPlace& place = table.place(row);
    findings::Location location;
    location.input = place.input;
    location.pointer = table.pointer(row);
    const auto begin = static_cast<std::size_t>(place.offset);
    location.span =
        workspace.inputs[place.input].source->kept() ? row_span(workspace, table, row) : text::Span{begin, begin + 1};
    return location;
}

findings::Location whole_row(const Workspace& workspace, findings::Location row) {
    if (row.span.size() == 1) {
        const bool csv = row.pointer.compare(0, 4, "row ") == 0;
        row.span = span_at(*workspace.inputs[row.input].source, csv, row.span.begin);
    }
    return row;
}

}  // namespace preflight::workspace
