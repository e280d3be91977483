// Rules of policies (facts okta-exports 7).
#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("actions") && keys.has("conditions");
}

}  // namespace

constexpr Artefact artefacts_rows::policy_rules = {
    .recognises = &recognises,
    .unused = "policy rules, which this version does not read yet",
};

}  // namespace preflight::intake
