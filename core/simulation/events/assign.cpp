// People are assigned to the app, by name or through a group: an account that is there is found and made active again
// (facts egnyte Q20).
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"

namespace preflight::simulation {

bool apply(const AssignEvent& event, Replay& replay) {
    const std::string& group = event.stated.group;
    if (replay.begins() && !group.empty()) replay.group_assignments().assign(group);
    const auto assign = [&](PersonNumber person) {
        replay.change(person, Outcome::assigned);
        if (group.empty()) replay.group_assignments().assign_individually(person);
    };
    if (!replay.each(0, event.stated, assign)) return false;
    return send_requests(replay, 1, event.stated);
}

}  // namespace preflight::simulation
