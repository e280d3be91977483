// People as a table, from HR or another system (facts okta-exports 10): header names are matched by variable name or
// title. An attribute without a column is unknown.
#include "core/intake/artefact.h"
#include "core/okta/people_columns.h"

namespace preflight::intake {

namespace {

void read_record(const std::vector<std::string>& header, const formats::CsvRecord& record, Reading& reading) {
    population::Table& users = reading.parsed().users;
    reading.begin_csv_row(users, record);
    reading.read_person(header, record, users);
}

}  // namespace

constexpr Artefact artefacts_rows::people_list = {
    .kind = "users-csv",
    .given = &Given::users_given,
    .recognises_header = &okta::is_people_header,
    .read_record = &read_record,
};

}  // namespace preflight::intake
