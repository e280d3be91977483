// The app is taken away from people, or from a group: then from the members whom nothing else keeps assigned.
#include "core/simulation/deactivations.h"
#include "core/simulation/events/event.h"

namespace preflight::simulation {

bool apply(const UnassignEvent& event, Replay& replay) {
    const std::string& group = event.stated.group;
    GroupAssignments& assignments = replay.group_assignments();
    if (replay.begins() && !group.empty()) assignments.unassign(group);
    return replay.each(0, event.stated, [&](PersonNumber person) {
        if (!group.empty()) {
            const auto kept = assignments.without(replay.whom().group(group), person);
            if (kept == GroupAssignments::Kept::yes) return;
            if (kept == GroupAssignments::Kept::unknown) replay.leave_open(person, assignments.missing());
        } else {
            assignments.unassign_individually(person);
        }
        send_deactivation(replay, person, Outcome::unassigned);
    });
}

}  // namespace preflight::simulation
