// Events of the System Log (facts okta-exports 9).
#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("eventType") && keys.has("published");
}

}  // namespace

constexpr Artefact artefacts_rows::system_log = {
    .recognises = &recognises,
    .unused = "a System Log, which this version does not read yet",
};

}  // namespace preflight::intake
