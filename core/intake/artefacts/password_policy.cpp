// Password policies (facts okta-exports 7).
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys["type"].as_string() == "PASSWORD" && (keys.has("settings") || keys.has("conditions"));
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().password_policies.push_back(okta::read_password_policy(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::password_policy = {
    .kind = "okta-password-policies",
    .given = &Given::policies_given,
    .recognises = &recognises,
    .keys = "type priority system conditions settings",
    .read = &read,
    .unlocks = "whether the generated passwords of service accounts are long enough",
    .how = "GET /api/v1/policies?type=PASSWORD",
    .path = "/api/v1/policies?type=PASSWORD",
    .ids = "00p",
    .each = "/api/v1/policies/{id}/rules",
    .answers = "/api/v1/policies?type=PASSWORD",
    .scope = "okta.policies.read",
};

}  // namespace preflight::intake
