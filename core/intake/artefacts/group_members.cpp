// Members of an Okta group: users of a list that belongs to a group (facts okta-exports 6). The list does not name its
// group; its address or its file name does. artefacts/user.cpp recognises them.
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

// Where only the name of the group is known, it is used as the id: one person may be a member of two such groups.
void set_group(population::Table& members, const MembersOf& group) {
    const std::string_view owner = group.id.empty() ? group.name : group.id;
    if (!owner.empty()) members.set(members.column(okta::columns::kGroupId), members.atoms().text(owner));
    if (!group.name.empty()) members.set(members.column(okta::columns::kGroupName), members.atoms().text(group.name));
}

void read(const formats::json::Node& object, Reading& reading) {
    population::Table& members = reading.begin_row(reading.parsed().group_members, object);
    okta::read_user(object, members.last_row(), reading.member_columns);
    set_group(members, reading.members_of());
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
    set_group(members, reading.members_of());
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
