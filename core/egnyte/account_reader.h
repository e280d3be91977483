// Egnyte accounts from the CSV export, the public API's list and a SCIM ListResponse into the columns of account.h.
// Lenient as facts egnyte 8.2 asks (J2): null-like values vary, booleans may be strings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/formats/csv.h"
#include "core/formats/json/document.h"
#include "core/population/table.h"

namespace preflight::egnyte {

// True for a header of the CSV export: Username, Email and Type are there (facts 8.1).
[[nodiscard]] bool is_account_header(const std::vector<std::string>& header);

// Sets the columns of the row that was begun last; cells that lost their value stay unset. Returns the last cell of a
// yes-or-no column that says neither, or nothing: a view into the record.
std::string_view read_account_row(const std::vector<std::string>& header, const formats::CsvRecord& record,
                                  population::Table& accounts);
void read_account(const formats::json::Node& node, population::Table& accounts);

}  // namespace preflight::egnyte
