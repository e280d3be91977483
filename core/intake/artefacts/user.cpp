// Okta users (facts okta-exports 6).
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    const formats::json::Node profile = keys["profile"];
    return profile.is(formats::json::Type::object) &&
           (profile["login"].exists() || (keys.starts("id", "00u") && keys.has("status")));
}

void read(const formats::json::Node& object, Reading& reading) {
    ParsedInput& parsed = reading.parsed();
    reading.fill_row(&okta::read_user, parsed.users, object, reading.user_columns);
}

const Artefact* instead(Reading& reading) {
    return reading.members_of().members ? &artefacts_rows::group_members : nullptr;
}

}  // namespace

constexpr Artefact artefacts_rows::user = {
    .kind = "okta-users",
    .given = &Given::users_given,
    .recognises = &recognises,
    .keys = "status profile credentials activated statusChanged lastLogin passwordChanged login email firstName",
    .read = &read,
    .instead = &instead,
    .pages = {200},
    .unlocks = "every person's outcome: the values behind the mapping, and who is active",
    .how = "GET /api/v1/apps/{app}/users?expand=user, or GET /api/v1/users",
    .path = "/api/v1/apps/{app}/users?expand=user&limit=500",
    .answers = "/api/v1/users /api/v1/users/{}",
    .scope = "okta.users.read",
};

}  // namespace preflight::intake
