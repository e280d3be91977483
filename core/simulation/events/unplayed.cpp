// An event that this version cannot play: whatever it does, nothing is known of those whom it concerns (spec 3).
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"

namespace preflight::simulation {

namespace {

// A change of the mapping alone sends nothing, but everything that is sent later depends on it.
bool sends(std::string_view type) {
    return type != "change-mapping" && type != "change-group-rule";
}

struct Words {
    std::string_view missing;  // what would settle the outcomes
    std::string_view note;     // behind the name of the event
};
Words words_of(UnplayedEvent::Why why) {
    switch (why) {
        case UnplayedEvent::Why::unknown_group:
            return {"okta-group-members",
                    ": no file lists the members of the group. The outcomes of everybody are unknown."};
        case UnplayedEvent::Why::unknown_rule:
            return {"okta-group-rules", ": no file has the group rule. The outcomes of everybody are unknown."};
        case UnplayedEvent::Why::incomplete:
            return {"scenario: events",
                    " does not say what changes. The outcomes of the people it concerns are unknown."};
        case UnplayedEvent::Why::version:
            break;
    }
    return {"a version of Preflight that plays every event of the scenario",
            " is not rehearsed by this version. The outcomes of the people it concerns are unknown."};
}

}  // namespace

bool apply(const UnplayedEvent& event, Replay& replay) {
    const Words words = words_of(event.why);
    intake::Scenario::Event concerned = event.stated;
    // Anybody may be in a group that no file lists.
    if (event.why == UnplayedEvent::Why::unknown_group) concerned.group.clear();
    const auto leave_open = [&](PersonNumber person) { replay.leave_open(person, words.missing); };
    if (!replay.each(0, concerned, leave_open)) return false;
    if (sends(event.stated.type) && !send_requests(replay, 1, concerned)) return false;
    replay.note(replay.event_name(event.stated) + std::string(words.note));
    return true;
}

}  // namespace preflight::simulation
