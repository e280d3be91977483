// Okta groups (facts okta-exports 6).
#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.is_object("profile") && keys.has("objectClass");
}

}  // namespace

constexpr Artefact artefacts_rows::okta_groups = {
    .recognises = &recognises,
    .unused = "a list of Okta groups, which this version does not read yet",
};

}  // namespace preflight::intake
