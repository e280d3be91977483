// Which column of a people list means what: header names are matched by variable name or by the title that the console
// and Rockstar write (facts okta-exports 5, 10). Reads the rows into the columns of the users table.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/csv.h"
#include "core/okta/model.h"
#include "core/population/table.h"

namespace preflight::okta {

namespace columns {
// "titled." + header: the header is neither the name of a variable nor a title that every org has. A schema of Okta
// users says whether it is the title of a custom attribute (SchemaTitles), and the schema may be in another input.
inline constexpr std::string_view kTitled = "titled.";
}  // namespace columns

// The columns of the users table behind a header, in its order. Two headers can mean one column.
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

// Okta's word for the status of a user, as the API or the console writes it ("Pending user action"; facts okta-exports
// 6); empty when it is another word.
[[nodiscard]] std::string_view user_status(std::string_view text);

// True when people can be told apart by it, and there is more than their login.
[[nodiscard]] bool is_people_header(const std::vector<std::string>& header);

// Reads the rows of one list. Looks each header name up once, not for each row.
class PeopleRows {
public:
    // Sets the columns of the row that was begun last. A blank cell is null, and one that lost its value stays unset.
    // Of two columns that mean the same, the first value counts.
    void read(const std::vector<std::string>& header, const formats::CsvRecord& record, population::Table& users);

    // What the row that was read last says and is not used: a value of a second column, or a status that is none of
    // Okta's. Views into the row.
    struct Ignored {
        std::string_view other_value, status;
    };
    [[nodiscard]] const Ignored& ignored() const { return ignored_; }

private:
    Ignored ignored_;
    std::vector<std::string> header_;
    const population::Table* table_ = nullptr;
    std::vector<population::Column> columns_;
    population::Column status_ = population::kNoColumn;
};

}  // namespace preflight::okta
