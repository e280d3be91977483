// Rules that add people to groups (facts okta-exports 6).
#include "core/intake/artefact.h"
#include "core/okta/group_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys["type"].as_string() == "group_rule" ||
           (keys.starts("id", "0pr") && keys["actions"]["assignUserToGroups"].exists());
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().group_rules.push_back(okta::read_group_rule(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::group_rules = {
    .kind = "okta-group-rules",
    .recognises = &recognises,
    .keys = "type conditions actions",
    .read = &read,
    .pages = {50, 200},
    .unlocks = "who comes into an assigned group by a rule",
    .how = "GET /api/v1/groups/rules",
    .path = "/api/v1/groups/rules?limit=200",
    .answers = "/api/v1/groups/rules /api/v1/groups/rules/{}",
    .scope = "okta.groups.read",
};

}  // namespace preflight::intake
