// Assignments of people to an application, with or without their user (?expand=user; facts okta-exports 6).
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return (keys.has("scope") && (keys.has("credentials") || keys.has("syncState") || keys.has("profile"))) ||
           (keys.has("syncState") && keys.has("profile"));
}

void read(const formats::json::Node& object, Reading& reading) {
    ParsedInput& parsed = reading.parsed();
    reading.fill_row(&okta::read_app_user, parsed.app_users, object, reading.app_user_columns);
    const formats::json::Node user = object["_embedded"]["user"];
    if (!user["profile"].exists()) return;
    reading.kind("okta-users");
    parsed.users_given = true;
    reading.fill_row(&okta::read_user, parsed.users, user, reading.user_columns, "/_embedded/user");
}

}  // namespace

constexpr Artefact artefacts_rows::app_user = {
    .kind = "okta-app-users",
    .given = &Given::app_users_given,
    .recognises = &recognises,
    .keys = "externalId scope syncState credentials profile lastSync",
    .read = &read,
    .pages = {50, 500},
    .unlocks = "who is assigned, the usernames Okta has for them and values set by hand",
    .how = "GET /api/v1/apps/{app}/users?expand=user",
    .path = "/api/v1/apps/{app}/users?expand=user&limit=500",
    .answers = "/api/v1/apps/{}/users /api/v1/apps/{}/users/{}",
    .scope = "okta.apps.read",
};

}  // namespace preflight::intake
