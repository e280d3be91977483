// Which column of a people list means what: header names are matched by variable name or by the title that the console
// and Rockstar write (facts okta-exports 5, 10). Reads the rows into the columns of the users table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/population/table.h"

namespace preflight::okta {

// The columns of the users table behind a header, in its order; empty where a name says nothing.
[[nodiscard]] std::vector<std::string> people_columns(const std::vector<std::string>& header);

// True when people can be told apart by it, and there is more than their login.
[[nodiscard]] bool is_people_header(const std::vector<std::string>& header);

// Sets the columns of the row that was begun last. A blank cell is unset.
void read_people_row(const std::vector<std::string>& header, const std::vector<std::string>& fields,
                     population::Table& users);

}  // namespace preflight::okta
