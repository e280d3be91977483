// A value of a table by the name of its column, spelt out: for code that asks now and then. What runs for every row
// looks the column up once and compares cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/population/table.h"

namespace preflight::population {

enum class FoundKind : std::uint8_t { null, boolean, integer, number, string, json };

// `text` is the text, the number as spelt, "true" or "false", or the JSON text of a list or object; empty for null.
struct Found {
    bool present = false;  // false: unset
    FoundKind kind = FoundKind::null;
    std::string_view text;

    [[nodiscard]] bool has_value() const { return present && kind != FoundKind::null; }
};

[[nodiscard]] Found spell(const Atoms& atoms, Cell cell);
[[nodiscard]] Found find(const Table& table, std::size_t row, std::string_view column);
// The text of a value of any kind; empty for null and unset.
[[nodiscard]] std::string_view text(const Table& table, std::size_t row, std::string_view column);

}  // namespace preflight::population
