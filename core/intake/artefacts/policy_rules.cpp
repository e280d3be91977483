// Rules of a password policy (facts okta-exports 7).
#include "core/intake/artefact.h"
#include "core/okta/org_readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("actions") && keys.has("conditions") &&
           (keys["type"].as_string() == "PASSWORD" || keys["actions"]["passwordChange"].exists());
}

void read(const formats::json::Node& object, Reading& reading) {
    reading.parsed().policy_rules.push_back(okta::read_policy_rule(reading.origin(), object));
}

}  // namespace

constexpr Artefact artefacts_rows::policy_rules = {
    .kind = "okta-password-policy-rules",
    .recognises = &recognises,
    .read = &read,
};

}  // namespace preflight::intake
