// People are deactivated in Okta.
#include "core/simulation/deactivations.h"
#include "core/simulation/events/event.h"

namespace preflight::simulation {

bool apply(const DeactivateEvent& event, Replay& replay) {
    return replay.each(0, event.stated, [&](PersonNumber person) { send_deactivation(replay, person, Outcome::left); });
}

}  // namespace preflight::simulation
