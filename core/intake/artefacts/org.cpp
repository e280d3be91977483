// The org (facts okta-exports 6).
#include "core/intake/artefact.h"
#include "core/okta/org_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("subdomain") && keys.has("companyName");
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().orgs.push_back(okta::read_org(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::org = {
    .kind = "okta-org",
    .recognises = &recognises,
    .read = &read,
    .unlocks = "which org the files must come from",
    .how = "GET /api/v1/org",
    .path = "/api/v1/org",
    .answers = "/api/v1/org",
};

}  // namespace preflight::intake
