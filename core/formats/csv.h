// Comma-separated values, RFC 4180 with the tolerance real exports need: LF or CR LF, blank lines skipped, a byte order
// mark,
// ';' or tab instead of ',' when the header says so. Streamed: memory holds one record.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/source.h"
#include "core/text/span.h"

namespace preflight::formats {

struct CsvError {
    text::Position at;
    std::size_t offset = 0;
    std::string expected;
    bool limit = false;
};

struct CsvRecord {
    std::vector<std::string> fields;  // decoded, UTF-8
    text::Span span;                  // without the line end
    text::Position at;                // of its first byte
    std::size_t number = 0;           // 1 for the header
};

// The most frequent of comma, semicolon and tab in the header line; a comma when there is none.
[[nodiscard]] char csv_delimiter(std::string_view header);

// The cells of one record as written in the text, quotes included.
struct CsvCells {
    std::vector<text::Span> fields;  // bytes of the text given
    std::size_t end = 0;             // behind the last cell
    bool complete = false;           // a line end follows
};
// Of the record that `text` begins with; it may hold line ends inside quotes. The same cells as CsvReader's.
[[nodiscard]] CsvCells csv_cells(std::string_view text, char delimiter);

class CsvReader {
public:
    using Visit = std::function<bool(const CsvRecord&)>;  // false to stop
    CsvReader(std::size_t record_limit, Visit visit) : limit_(record_limit), visit_(std::move(visit)) {}

    bool feed(std::string_view bytes);
    bool finish();
    [[nodiscard]] const std::optional<CsvError>& error() const { return error_; }

private:
    bool fail(text::Position at, std::size_t offset, std::string expected, bool limit = false);
    bool emit();
    void end_field();

    std::size_t limit_;
    Visit visit_;
    std::optional<CsvError> error_;
    CsvRecord record_;
    std::string field_;
    char delimiter_ = 0;  // decided by the header
    std::string header_;
    std::size_t offset_ = 0, line_ = 1, column_ = 1, size_ = 0;
    text::Position quote_at_;
    std::size_t quote_offset_ = 0;
    bool in_quotes_ = false, after_quote_ = false, field_begun_ = false, record_begun_ = false,
         carriage_return_ = false, stopped_ = false;
};

}  // namespace preflight::formats
