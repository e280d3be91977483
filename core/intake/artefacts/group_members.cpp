// Members of an Okta group: users of a list that belongs to a group (facts okta-exports 6). The list does not name its
// group; its address or its file name does. artefacts/user.cpp recognises them.
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

void read(const formats::json::Node& object, Reading& reading) {
    reading.fill_row(&okta::read_member, reading.parsed().group_members, object, reading.member_columns);
}

// Rockstar's export of a group's page (facts 10).
bool recognises_header(const std::vector<std::string>& header) {
    return header == std::vector<std::string>{"id", "login", "firstName", "lastName", "status"};
}

void read_record(const std::vector<std::string>& header, const formats::CsvRecord& record, Reading& reading) {
    population::Table& members = reading.parsed().group_members;
    reading.kind("rockstar-csv");
    reading.begin_csv_row(members, record);
    reading.read_person(header, record, members);
    const auto set = [&](std::string_view column, const std::string& text) {
        if (!text.empty()) members.set(members.column(column), members.atoms().text(text));
    };
    set(okta::columns::kGroupId, reading.list_address()->group_id);
    set(okta::columns::kGroupName, reading.list_address()->group_name);
}

}  // namespace

constexpr Artefact artefacts_rows::group_members = {
    .kind = "okta-group-members",
    .given = &Given::group_members_given,
    .read = &read,
    .recognises_header = &recognises_header,
    .read_record = &read_record,
    .pages = {200, 1000},
    .unlocks = "who is in an assigned or pushed group",
    .how = "GET /api/v1/groups/{group id, 00g…}/users; keep the group's id in the file name",
    .path = "/api/v1/groups/{group}/users?limit=1000",
    .answers = "/api/v1/groups/{}/users",
    .scope = "okta.groups.read",
};

}  // namespace preflight::intake
