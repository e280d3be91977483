// CSV exports of the Rockstar browser extension (facts okta-exports 10). People and assignments are read; the tables of
// applications, groups and mappings hold less than the answers of the API and are named only.
#include <algorithm>

#include "core/intake/artefact.h"
#include "core/okta/model.h"

namespace preflight::intake {

namespace {

bool has(const std::vector<std::string>& header, std::initializer_list<std::string_view> names) {
    return std::all_of(names.begin(), names.end(), [&](std::string_view name) {
        return std::find(header.begin(), header.end(), name) != header.end();
    });
}

bool is_people(const std::vector<std::string>& header) {
    return has(header, {"User Id", "Username"});
}
bool is_app_users(const std::vector<std::string>& header) {
    return has(header, {"id", "userName", "scope", "externalId", "syncState"});
}
bool is_applications(const std::vector<std::string>& header) {
    return has(header, {"id", "label", "name", "signOnMode"}) || has(header, {"App Id", "Label", "Sign On Mode"});
}
bool is_mappings(const std::vector<std::string>& header) {
    return has(header, {"id", "sourceId", "sourceType", "targetId", "targetType"});
}
bool is_groups(const std::vector<std::string>& header) {
    return has(header, {"id", "name", "description", "type"}) || has(header, {"id", "name", "if", "assignToGroupIds"});
}
bool is_app_groups(const std::vector<std::string>& header) {
    return has(header, {"id", "name", "licenses", "roles"});
}

bool recognises_header(const std::vector<std::string>& header) {
    return is_people(header) || is_app_users(header) || is_applications(header) || is_mappings(header) ||
           is_groups(header) || is_app_groups(header);
}

void read_record(const std::vector<std::string>& header, const formats::CsvRecord& record, Reading& reading) {
    ParsedInput& parsed = reading.parsed();
    if (is_people(header)) {
        parsed.users_given = true;
        reading.begin_csv_row(parsed.users, record);
        reading.read_person(header, record, parsed.users);
        return;
    }
    if (!is_app_users(header)) {
        reading.not_used("rockstar-csv",
                         is_applications(header) ? "it has less than the application itself (GET /api/v1/apps/{id})"
                         : is_mappings(header)   ? "it lists the mappings without their expressions; save the single "
                                                   "mapping (GET /api/v1/mappings/{id})"
                         : is_app_groups(header) ? "it has neither priorities nor the values set on groups; save GET "
                                                   "/api/v1/apps/{id}/groups"
                                                 : "it has less than the groups themselves (GET /api/v1/groups)");
        return;
    }
    parsed.app_users_given = true;
    population::Table& rows = parsed.app_users;
    reading.begin_csv_row(rows, record);
    const auto set = [&](std::string_view name, std::string_view column) {
        const auto at = static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
        if (at < record.fields.size() && !record.fields[at].empty() && !record.has_lost(at))
            rows.set(rows.column(column), rows.atoms().text(record.fields[at]));
    };
    set("id", okta::columns::kId);
    set("userName", okta::columns::kUserName);
    set("scope", okta::columns::kScope);
    set("externalId", okta::columns::kExternalId);
    set("syncState", okta::columns::kSyncState);
    set("groupName", okta::columns::kGroupName);
}

}  // namespace

constexpr Artefact artefacts_rows::rockstar = {
    .kind = "rockstar-csv",
    .recognises_header = &recognises_header,
    .read_record = &read_record,
};

}  // namespace preflight::intake
