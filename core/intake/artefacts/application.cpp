// An application (facts okta-exports 2).
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("signOnMode") ||
           (keys.has("label") && keys.has("name") && (keys.has("features") || keys.has("settings")));
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().applications.push_back(okta::read_application(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::application = {
    .kind = "okta-application",
    .recognises = &recognises,
    .keys = "name label status signOnMode features credentials settings visibility accessibility",
    .read = &read,
    .pages = {20, 200},
    .unlocks = "the username format, the switches, the Subdomain",
    .how = "GET /api/v1/apps?q=egnyte, signed in as admin; save the answer",
    .path = "/api/v1/apps/{app}",
    .answers = "/api/v1/apps /api/v1/apps/{}",
    .scope = "okta.apps.read",
};

}  // namespace preflight::intake
