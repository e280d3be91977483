// A profile mapping with its expressions (facts okta-exports 1).
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys["source"]["type"].exists() && keys["target"]["type"].exists() && keys.is_object("properties");
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().mappings.push_back(okta::read_mapping(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::profile_mapping = {
    .kind = "okta-profile-mapping",
    .recognises = &recognises,
    .keys = "source target properties",
    .read = &read,
    .unlocks = "which values Okta sends for user type, authentication type, invite and names",
    .how = "GET /api/v1/mappings?targetId={app} for the id (prm…), then GET /api/v1/mappings/{id}",
    .path = "/api/v1/mappings?targetId={app}&limit=200",
    .ids = "prm",
    .each = "/api/v1/mappings/{id}",
    .answers = "/api/v1/mappings /api/v1/mappings/{}",
    .scope = "okta.profileMappings.read",
};

}  // namespace preflight::intake
