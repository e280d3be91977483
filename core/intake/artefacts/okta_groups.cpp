// Okta groups (facts okta-exports 6).
#include "core/intake/artefact.h"
#include "core/okta/group_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.is_object("profile") && keys.has("objectClass");
}

void read(const formats::json::Node& object, Reading& reading) {
    ParsedInput& parsed = reading.parsed();
    okta::read_group(object, reading.begin_row(parsed.groups, object));
}

}  // namespace

constexpr Artefact artefacts_rows::okta_groups = {
    .kind = "okta-groups",
    .given = &Given::groups_given,
    .recognises = &recognises,
    .keys = "objectClass type profile lastMembershipUpdated",
    .read = &read,
    .pages = {200, 10'000},
    .unlocks = "the names of groups, and which of them were imported",
    .how = "GET /api/v1/groups",
    .path = "/api/v1/groups?limit=10000",
    .answers = "/api/v1/groups /api/v1/groups/{}",
    .scope = "okta.groups.read",
};

}  // namespace preflight::intake
