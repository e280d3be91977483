// Groups assigned to an application, with the values set on them (facts okta-exports 6).
#include "core/intake/artefact.h"
#include "core/okta/group_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    // A group itself has a class and a type (fingerprint 12).
    const bool assignment = keys.is_object("profile") && !keys.has("type") && !keys.has("objectClass");
    return keys.starts("id", "00g") && (keys.has("priority") || assignment);
}

void read(const formats::json::Node& object, Reading& reading) {
    ParsedInput& parsed = reading.parsed();
    okta::read_app_group(object, reading.begin_row(parsed.app_groups, object), reading.app_group_columns,
                         *reading.list_address());
}

}  // namespace

constexpr Artefact artefacts_rows::app_groups = {
    .kind = "okta-app-groups",
    .given = &Given::app_groups_given,
    .recognises = &recognises,
    .read = &read,
    .pages = {20, 200},
    .unlocks = "which groups are assigned, and the values set on them",
    .how = "GET /api/v1/apps/{app}/groups?expand=group",
    .path = "/api/v1/apps/{app}/groups?expand=group&limit=200",
    .ids = "00g",
    .each = "/api/v1/groups/{id}/users?limit=1000",
    .answers = "/api/v1/apps/{}/groups /api/v1/apps/{}/groups/{}",
    .scope = "okta.apps.read",
};

}  // namespace preflight::intake
