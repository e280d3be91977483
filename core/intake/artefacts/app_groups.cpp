// Groups assigned to an application (facts okta-exports 6).
#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.starts("id", "00g") && keys.has("priority");
}

}  // namespace

constexpr Artefact artefacts_rows::app_groups = {
    .recognises = &recognises,
    .unused = "application groups, which this version does not read yet",
};

}  // namespace preflight::intake
