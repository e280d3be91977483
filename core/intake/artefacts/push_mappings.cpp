// Group push mappings (facts okta-exports 6).
#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("sourceGroupId") || keys.has("userGroupId");
}

}  // namespace

constexpr Artefact artefacts_rows::push_mappings = {
    .recognises = &recognises,
    .unused = "group push mappings, which this version does not read yet",
};

}  // namespace preflight::intake
