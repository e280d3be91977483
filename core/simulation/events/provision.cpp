// Okta sends everybody who is assigned.
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"

namespace preflight::simulation {

bool apply(const ProvisionEvent& event, Replay& replay) {
    return send_requests(replay, 0, event.stated);
}

}  // namespace preflight::simulation
