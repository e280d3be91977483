// Provisioning features of an application; Okta's answer is not meant for Egnyte (facts okta-exports 0.1, 3).
#include <utility>

#include "core/intake/artefact.h"
#include "core/okta/org_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("capabilities") && keys.has("name");
}

void read(const formats::json::Node& object, Reading& reading) {
    okta::AppFeature feature = okta::read_app_feature(reading.origin(), object);
    if (feature.app_id.empty()) feature.app_id = reading.app_of_address();
    reading.parsed().app_features.push_back(std::move(feature));
}

}  // namespace

constexpr Artefact artefacts_rows::features = {
    .kind = "okta-app-features",
    .recognises = &recognises,
    .read = &read,
};

}  // namespace preflight::intake
