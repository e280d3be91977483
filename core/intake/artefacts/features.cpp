// Features of an application; Okta's answer is not meant for Egnyte (facts okta-exports 0.1, 3).
#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("capabilities") && keys.has("name");
}

}  // namespace

constexpr Artefact artefacts_rows::features = {
    .recognises = &recognises,
    .unused = "the application's features; Okta's answer is not meant for Egnyte, the application itself says more",
};

}  // namespace preflight::intake
