// What can happen, one after the other, on one world (spec 3). An event is a line of core/intake/scenario_events.def
// and one file beside this one, in which it plays itself.
// apply() returns whether the event came to its end; it is called again until it did. An event that walks through
// people does it with Replay::each(), which says so.
#pragma once

#include <cstdint>
#include <variant>

#include "core/workspace/workspace.h"

namespace preflight::simulation {

class Replay;

// Each holds what the scenario states; an event that no scenario states is empty.
#define PLAYED_EVENT(name, word)        \
    struct name##Event {                \
        intake::Scenario::Event stated; \
    };                                  \
    bool apply(const name##Event& event, Replay& replay);
#include "core/intake/scenario_events.def"

// An event that this version does not play, or cannot.
struct UnplayedEvent {
    enum class Why : std::uint8_t {
        version,        // this version does not play it
        unknown_group,  // no file says who is in the group
        unknown_rule,   // no file has the group rule
        incomplete      // the scenario does not say what happens
    };
    intake::Scenario::Event stated;
    Why why = Why::version;
};
bool apply(const UnplayedEvent& event, Replay& replay);

using Event = std::variant<UnplayedEvent
#define PLAYED_EVENT(name, word) , name##Event
#include "core/intake/scenario_events.def"
                           >;

[[nodiscard]] Event event_of(const intake::Scenario::Event& stated);
[[nodiscard]] const intake::Scenario::Event& stated_in(const Event& event);

}  // namespace preflight::simulation
