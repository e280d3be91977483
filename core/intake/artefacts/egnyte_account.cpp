// Egnyte accounts: the CSV of Export All Users (facts egnyte 8.1), the public API's list or SCIM's (8.2).
#include "core/egnyte/account_reader.h"
#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("userName") && (keys.has("emails") || keys.has("userType") || keys.has("authType") ||
                                    keys.has("email") || keys.has("name"));
}

void read(const formats::json::Node& object, Reading& reading) {
    ParsedInput& parsed = reading.parsed();
    egnyte::read_account(object, reading.begin_row(parsed.egnyte_users, object));
}

void read_record(const std::vector<std::string>& header, const formats::CsvRecord& record, Reading& reading) {
    population::Table& accounts = reading.parsed().egnyte_users;
    reading.begin_csv_row(accounts, record);
    const std::string_view word = egnyte::read_account_row(header, record, accounts);
    if (!word.empty()) {
        reading.row_problem(record, Reading::RowProblem::boolean,
                            quoted_cell(word) +
                                " is neither yes nor no, so such accounts count as active; export the accounts again "
                                "and do not save them in another language");
    }
}

}  // namespace

constexpr Artefact artefacts_rows::egnyte_account = {
    .kind = "egnyte-users",
    .given = &Given::egnyte_users_given,
    .recognises = &recognises,
    .keys = "userName email emails userType authType externalId active name",
    .read = &read,
    .recognises_header = &egnyte::is_account_header,
    .read_record = &read_record,
    .pages = {100},
    .unlocks = "which accounts exist already: who is linked, and whose username or e-mail address is taken",
    .how = "Egnyte › Settings › Users & Groups › Export All Users",
    .answers = "/pubapi/v2/users /pubapi/v2/users/{}",
};

}  // namespace preflight::intake
