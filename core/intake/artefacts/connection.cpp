// The provisioning connection of an application (facts okta-exports 0.1, 8).
#include <utility>

#include "core/intake/artefact.h"
#include "core/okta/org_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("status") && keys["profile"]["authScheme"].exists() && !keys.has("id");
}

void read(const formats::json::Node& object, Reading& reading) {
    okta::Connection connection = okta::read_connection(reading.origin(), object);
    if (connection.app_id.empty()) connection.app_id = reading.app_of_address();
    reading.parsed().connections.push_back(std::move(connection));
}

}  // namespace

constexpr Artefact artefacts_rows::connection = {
    .kind = "okta-connection",
    .recognises = &recognises,
    .read = &read,
    .unlocks = "whether the connection to Egnyte is switched on; Okta answers UNKNOWN for most applications",
    .how = "GET /api/v1/apps/{app}/connections/default",
    .answers = "/api/v1/apps/{}/connections/default",
    .scope = "okta.apps.read",
};

}  // namespace preflight::intake
