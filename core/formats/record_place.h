// Records and their fields found again in the text of an input, so that nothing but the offset of a record has to be
// kept. Reads no more than the record or the header, whatever the size of the input. Offsets are bytes of
// the decoded text. Every answer is empty when the input is not available any more or holds something else there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/source.h"
#include "core/text/span.h"

namespace preflight::formats {

// The JSON object or list that begins at `offset`, by its brackets; nothing when it has more than `limit` bytes.
[[nodiscard]] std::optional<text::Span> json_record_at(const text::Source& source, std::uint64_t offset,
                                                       std::size_t limit);

// What the first record of a CSV says: the names of its columns and what separates cells.
struct CsvHeader {
    std::vector<std::string> names;
    char delimiter = ',';
};
[[nodiscard]] std::optional<CsvHeader> csv_header(const text::Source& source);

// The CSV record that begins at `offset`, without its line end; nothing when it has more than `limit` bytes.
[[nodiscard]] std::optional<text::Span> csv_record_at(const text::Source& source, const CsvHeader& header,
                                                      std::uint64_t offset, std::size_t limit);

// The first of `paths` ("profile/login") that the JSON object `record` has, and its value with quotes or brackets.
struct FieldPlace {
    std::size_t path = 0;  // index into `paths`
    text::Span span;
};
[[nodiscard]] std::optional<FieldPlace> json_field(const text::Source& source, text::Span record,
                                                   const std::vector<std::string>& paths);

// The cell of a column in the CSV record `record`, with its quotes; an empty span is an empty cell. `column` is a name
// of the header.
[[nodiscard]] std::optional<text::Span> csv_cell(const text::Source& source, const CsvHeader& header, text::Span record,
                                                 std::string_view column);

}  // namespace preflight::formats
