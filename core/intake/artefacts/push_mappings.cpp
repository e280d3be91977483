// Groups that are pushed to the application (facts okta-exports 6).
#include <utility>

#include "core/intake/artefact.h"
#include "core/okta/group_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("sourceGroupId") || keys.has("userGroupId");
}

void read(const formats::json::Node& object, Reading& reading) {
    okta::PushMapping mapping = okta::read_push_mapping(reading.origin(), object);
    if (mapping.app_id.empty()) mapping.app_id = reading.app_of_address();
    reading.parsed().push_mappings.push_back(std::move(mapping));
}

}  // namespace

constexpr Artefact artefacts_rows::push_mappings = {
    .kind = "okta-group-push-mappings",
    .given = &Given::push_mappings_given,
    .recognises = &recognises,
    .keys = "sourceGroupId targetGroupId lastPush errorSummary",
    .read = &read,
    .pages = {100, 1000},
    .unlocks = "which groups Okta pushes, and which pushes fail",
    .how = "GET /api/v1/apps/{app}/group-push/mappings",
    .path = "/api/v1/apps/{app}/group-push/mappings?limit=1000",
    .ids = "00g",
    .each = "/api/v1/groups/{id}/users?limit=1000",
    .answers = "/api/v1/apps/{}/group-push/mappings",
    .scope = "okta.apps.read",
};

}  // namespace preflight::intake
