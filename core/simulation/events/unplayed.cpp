// An event that this version cannot play: whatever it does, nothing is known of those whom it concerns (spec 3).
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"

namespace preflight::simulation {

namespace {

// What an import brings stays in Okta until somebody confirms it.
bool concerns_people(std::string_view type) {
    return type != "import";
}
// A change of the mapping alone sends nothing, but everything that is sent later depends on it.
bool sends(std::string_view type) {
    return type != "change-mapping" && type != "change-group-rule";
}

}  // namespace

bool apply(const UnplayedEvent& event, Replay& replay) {
    const std::string& user = event.stated.user;
    if (concerns_people(event.stated.type)) {
        if (!replay.each(0, user, [&](PersonNumber person) { replay.leave_open(person); })) return false;
        if (sends(event.stated.type) && !send_requests(replay, 1, user)) return false;
    }
    replay.note("Event " + std::to_string(replay.event_number() + 1) + " (" + event.stated.type +
                ") is not rehearsed by this version. The outcomes of the people it concerns are unknown.");
    return true;
}

}  // namespace preflight::simulation
