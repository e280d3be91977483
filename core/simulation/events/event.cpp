#include "core/simulation/events/event.h"

namespace preflight::simulation {

Event event_of(const intake::Scenario::Event& stated) {
#define PLAYED_EVENT(name, word) \
    if (stated.type == (word)) return name##Event{stated};
#include "core/intake/scenario_events.def"
    return UnplayedEvent{stated};
}

}  // namespace preflight::simulation
