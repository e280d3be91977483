// Which column of a people list means what: header names are matched by variable name or by the title that the console
// and Rockstar write (facts okta-exports 5, 10). Reads the rows into the columns of the users table.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/okta/model.h"
#include "core/population/table.h"

namespace preflight::okta {

namespace columns {
// "titled." + header: the header is neither the name of a variable nor a title that every org has. A schema of Okta
// users says whether it is the title of a custom attribute (SchemaTitles), and the schema may be in another input.
inline constexpr std::string_view kTitled = "titled.";
}  // namespace columns

// The columns of the users table behind a header, in its order; empty where the first column of that name counts.
[[nodiscard]] std::vector<std::string> people_columns(const std::vector<std::string>& header);

// Which attribute of a schema a column of a people list is. Refers to the schema.
class SchemaTitles {
public:
    explicit SchemaTitles(const Schema& schema);
    // The attribute's column: the header is its title, or its variable in another case. Empty for a column that is an
    // attribute already, and for one that the schema does not know or has twice.
    [[nodiscard]] std::string column_of(std::string_view column) const;

private:
    using Names = std::map<std::string, const SchemaAttribute*, std::less<>>;
    std::set<std::string_view> exact_;
    Names variables_, titles_;
};

// True when people can be told apart by it, and there is more than their login.
[[nodiscard]] bool is_people_header(const std::vector<std::string>& header);

// Reads the rows of one list. Looks each header name up once, not for each row.
class PeopleRows {
public:
    // Sets the columns of the row that was begun last. A blank cell is unset.
    void read(const std::vector<std::string>& header, const std::vector<std::string>& fields, population::Table& users);

private:
    std::vector<std::string> header_;
    const population::Table* table_ = nullptr;
    std::vector<population::Column> columns_;
};

}  // namespace preflight::okta
