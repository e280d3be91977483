// The app is taken away from people.
#include "core/simulation/deactivations.h"
#include "core/simulation/events/event.h"

namespace preflight::simulation {

bool apply(const UnassignEvent& event, Replay& replay) {
    return replay.each(0, event.stated.user,
                       [&](PersonNumber person) { send_deactivation(replay, person, Outcome::unassigned); });
}

}  // namespace preflight::simulation
