// An item of the list of profile mappings, which has no expressions (facts okta-exports 0.2).
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys["source"]["type"].exists() && keys["target"]["type"].exists();
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().mappings.push_back(okta::read_mapping(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::profile_mapping_list = {
    .kind = "okta-profile-mapping-list",
    .recognises = &recognises,
    .read = &read,
    .pages = {20, 200},
};

}  // namespace preflight::intake
