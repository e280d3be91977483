// Many small records (people, assignments, accounts) in compact columns: one arena of text, one cell per set value.
// Not a document: positions are those of whole records. Column names are the readers' (core/okta, core/egnyte).
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace preflight::formats {

enum class CellKind : std::uint8_t { null, boolean, integer, number, string, json };

// `text` is UTF-8: the decoded string, "true"/"false", the number as written, or the JSON text of a list or object.
// The view lives as long as the Records it came from.
struct Cell {
    CellKind kind = CellKind::null;
    std::string_view text;
};

// Where a record stands, in bytes of the decoded text.
struct RecordPlace {
    std::size_t input = 0;
    std::string pointer;  // "/12" or "row 13"
    text::Span span;
};

// Container pointers: kCsvRow before a row number, else a JSON pointer before the ordinal; kNoOrdinal for a record that
// is the container itself.
inline constexpr std::string_view kCsvRow = "row ";
inline constexpr std::uint64_t kNoOrdinal = static_cast<std::uint64_t>(-1);

class Records {
public:
    Records() = default;
    Records(const Records&) = delete;  // cells point into the blocks
    Records& operator=(const Records&) = delete;
    Records(Records&&) = default;
    Records& operator=(Records&&) = default;

    // Building: begin_row, then set each value once, in any order. A set of an existing column in the row replaces it.
    void begin_row(std::size_t input, std::uint64_t ordinal, std::string_view container_pointer, text::Span span);
    void set(std::string_view column, CellKind kind, std::string_view text);

    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    // True when any row has the column, or declare_column named it (CSV headers).
    [[nodiscard]] bool has_column(std::string_view column) const { return columns_.find(column) != columns_.end(); }
    void declare_column(std::string_view column);
    [[nodiscard]] std::vector<std::string_view> column_names() const;  // in order of first appearance

    // Absent (not in this row) and null differ: `find` gives nullopt-like `present == false` for absent.
    struct Found {
        bool present = false;
        Cell cell;
    };
    [[nodiscard]] Found find(std::size_t row, std::string_view column) const;
    // The text of a present, non-null cell; else empty.
    [[nodiscard]] std::string_view text(std::size_t row, std::string_view column) const;
    [[nodiscard]] RecordPlace place(std::size_t row) const;

    // Every cell of a row with its column name, in order of setting.
    struct Named {
        std::string_view column;
        Cell cell;
    };
    [[nodiscard]] std::vector<Named> cells(std::size_t row) const;

    // Whether a column missing from a row is an unset value (API exports: true) or was simply not exported (CSV:
    // false). Stored per row because files of both kinds may be given together.
    void set_closed(bool closed) { closed_ = closed; }  // for rows begun after the call
    [[nodiscard]] bool closed(std::size_t row) const { return rows_[row].closed; }

private:
    struct StoredCell {
        std::uint32_t column;
        CellKind kind;
        std::uint32_t length;
        const char* text;
    };
    struct Row {
        std::size_t first_cell;
        std::uint32_t cell_count;
        std::uint32_t input;
        std::uint64_t ordinal;
        std::uint32_t container;  // index into containers_
        bool closed;
        text::Span span;
    };
    [[nodiscard]] const char* keep(std::string_view text);

    std::deque<std::string> blocks_;  // never grow beyond what they reserved, so that the views stay
    std::vector<StoredCell> cells_;
    std::vector<Row> rows_;
    std::vector<std::string> names_;
    std::vector<std::size_t> last_cell_;  // by column: where it was set last, to see at once whether this row has it
    std::vector<std::string> containers_;
    std::map<std::string, std::uint32_t, std::less<>> columns_;
    bool closed_ = true;
};

}  // namespace preflight::formats
