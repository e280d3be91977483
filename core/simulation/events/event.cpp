#include "core/simulation/events/event.h"

namespace preflight::simulation {

Event event_of(const intake::Scenario::Event& stated) {
#define PLAYED_EVENT(name, word) \
    if (stated.type == (word)) return name##Event{stated};
#include "core/intake/scenario_events.def"
    return UnplayedEvent{stated};
}

const intake::Scenario::Event& stated_in(const Event& event) {
    return std::visit([](const auto& one) -> const intake::Scenario::Event& { return one.stated; }, event);
}

}  // namespace preflight::simulation
