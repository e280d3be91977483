// The provisioning connection of an application (facts okta-exports 0.1, 8).
#include "core/intake/artefact.h"
#include "core/okta/org_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("status") && keys["profile"]["authScheme"].exists() && !keys.has("id");
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().connections.push_back(okta::read_connection(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::connection = {
    .kind = "okta-connection",
    .recognises = &recognises,
    .read = &read,
    .unlocks = "whether the connection to Egnyte is switched on; Okta answers UNKNOWN for most applications",
    .how = "GET /api/v1/apps/{app}/connections/default",
};

}  // namespace preflight::intake
