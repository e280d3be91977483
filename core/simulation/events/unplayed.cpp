#include "core/simulation/events/event.h"
#include "core/simulation/replay.h"

namespace preflight::simulation {

bool apply(const UnplayedEvent& event, Replay& replay) {
    replay.note("Event " + std::to_string(replay.event_number() + 1) + " (" + event.stated.type +
                ") is not rehearsed by this version.");
    return true;
}

}  // namespace preflight::simulation
