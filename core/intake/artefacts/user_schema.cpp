// The schema of Okta users (facts okta-exports 5); of an application's, artefacts/app_user_schema.cpp is asked first.
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.is_object("definitions") && (keys.has("$schema") || keys.has("id"));
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().user_schemas.push_back(okta::read_schema(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::user_schema = {
    .kind = "okta-user-schema",
    .recognises = &recognises,
    .read = &read,
    .unlocks = "which attributes people have, and of which types they are",
    .how = "GET /api/v1/meta/schemas/user/default",
    .path = "/api/v1/meta/schemas/user/default",
    .answers = "/api/v1/meta/schemas/user/{}",
    .scope = "okta.schemas.read",
};

}  // namespace preflight::intake
