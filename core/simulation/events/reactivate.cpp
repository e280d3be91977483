// People are made active in Okta again: so is the account (facts egnyte Q20).
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"

namespace preflight::simulation {

bool apply(const ReactivateEvent& event, Replay& replay) {
    if (!replay.each(0, event.stated, [&](PersonNumber person) { replay.change(person, Outcome::active); }))
        return false;
    return send_requests(replay, 1, event.stated);
}

}  // namespace preflight::simulation
