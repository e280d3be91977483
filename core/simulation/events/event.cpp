#include "core/simulation/events/event.h"

namespace preflight::simulation {

Event event_of(const intake::Scenario::Event& stated) {
    if (stated.type == "provision") return ProvisionEvent{stated.user};
    if (stated.type == "sign-in") return SignInEvent{stated.user};
    // Groups are pushed by default; asked for, they are named as not rehearsed until group files are read.
    return UnplayedEvent{stated.type};
}

}  // namespace preflight::simulation
