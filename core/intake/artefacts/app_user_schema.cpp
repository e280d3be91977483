// The schema of the users of an application (facts okta-exports 4).
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.is_object("definitions") && (keys.has("$schema") || keys.has("id")) &&
           keys["id"].as_string().find("/meta/schemas/apps/") != std::string_view::npos;
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().app_schemas.push_back(okta::read_schema(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::app_user_schema = {
    .kind = "okta-app-user-schema",
    .recognises = &recognises,
    .keys = "$schema definitions properties title",
    .read = &read,
    .unlocks = "which variable of the app means which Egnyte attribute",
    .how = "GET /api/v1/meta/schemas/apps/{app}/default",
    .path = "/api/v1/meta/schemas/apps/{app}/default",
    .answers = "/api/v1/meta/schemas/apps/{}/default",
    .scope = "okta.schemas.read",
};

}  // namespace preflight::intake
