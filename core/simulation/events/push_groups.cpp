#include "core/simulation/events/event.h"
#include "core/simulation/replay.h"

namespace preflight::simulation {

// Okta pushes groups unasked. No file says yet which, so only a scenario that asks for it is simulated.
bool apply(const PushGroupsEvent& event, Replay& replay) {
    return event.stated.type.empty() || apply(UnplayedEvent{event.stated}, replay);
}

}  // namespace preflight::simulation
