// User types of the org (facts okta-exports 6).
#include "core/intake/artefact.h"
#include "core/okta/org_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.starts("id", "oty") && keys.has("name") && (keys.has("default") || keys.has("displayName"));
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().user_types.push_back(okta::read_user_type(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::user_types = {
    .kind = "okta-user-types",
    .given = &Given::user_types_given,
    .recognises = &recognises,
    .read = &read,
    .unlocks = "which user types need a mapping of their own",
    .how = "GET /api/v1/meta/types/user",
    .path = "/api/v1/meta/types/user",
    .answers = "/api/v1/meta/types/user",
};

}  // namespace preflight::intake
