// Apply updates now after a change of the mapping: Okta pushes the whole app profile of everybody whose account it
// knows.
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"

namespace preflight::simulation {

bool apply(const ApplyUpdatesEvent& event, Replay& replay) {
    return send_requests(replay, 0, event.stated, Recipients::with_account);
}

}  // namespace preflight::simulation
