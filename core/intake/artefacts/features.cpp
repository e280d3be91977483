// Provisioning features of an application; Okta's answer is not meant for Egnyte (facts okta-exports 0.1, 3).
#include "core/intake/artefact.h"
#include "core/okta/org_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("capabilities") && keys.has("name");
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().app_features.push_back(okta::read_app_feature(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::features = {
    .kind = "okta-app-features",
    .recognises = &recognises,
    .read = &read,
};

}  // namespace preflight::intake
