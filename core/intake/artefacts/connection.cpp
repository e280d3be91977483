// A provisioning connection; Okta's answer is not meant for Egnyte (facts okta-exports 0.1, 8).
#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("authScheme");
}

}  // namespace

constexpr Artefact artefacts_rows::connection = {
    .recognises = &recognises,
    .unused = "a provisioning connection; Okta's answer is not meant for Egnyte",
};

}  // namespace preflight::intake
