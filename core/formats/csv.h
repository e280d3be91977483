// Comma-separated values, RFC 4180 with the tolerance real exports need: LF or CR LF, blank lines skipped, a byte order
// mark, ';' or tab instead of ',' when the header says so, and the lines that programs write above the header.
// Streamed: memory holds one record.
#pragma once

#include <algorithm>
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
    std::vector<std::size_t> lost;    // fields that do not hold their value; the reader of the table says which
    [[nodiscard]] bool has_lost(std::size_t field) const {
        return !lost.empty() && std::find(lost.begin(), lost.end(), field) != lost.end();
    }
};

// What programs write above the header: Excel's "sep=;", which says the delimiter, and the "#TYPE ..." of PowerShell's
// Export-Csv.
struct CsvPreamble {
    std::size_t size = 0;  // bytes, line ends included
    char delimiter = 0;    // 0: the header says it
};
[[nodiscard]] CsvPreamble csv_preamble(std::string_view text);

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
    // Of the text up to the header: decides the delimiter. What comes from the header on.
    std::string begin_table();
    void end_field();

    std::size_t limit_;
    Visit visit_;
    std::optional<CsvError> error_;
    CsvRecord record_;
    std::string field_;
    char delimiter_ = 0;  // decided by the header
    std::string head_;    // the text up to the header
    std::size_t offset_ = 0, line_ = 1, column_ = 1, size_ = 0;
    text::Position quote_at_;
    std::size_t quote_offset_ = 0;
    bool in_quotes_ = false, after_quote_ = false, field_begun_ = false, record_begun_ = false,
         carriage_return_ = false, stopped_ = false;
};

}  // namespace preflight::formats
