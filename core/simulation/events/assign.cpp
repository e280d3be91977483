// People are assigned to the app: an account that is there is found and made active again (facts egnyte Q20).
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"

namespace preflight::simulation {

bool apply(const AssignEvent& event, Replay& replay) {
    const std::string& user = event.stated.user;
    if (!replay.each(0, user, [&](PersonNumber person) { replay.change(person, Outcome::assigned); })) return false;
    return send_requests(replay, 1, user);
}

}  // namespace preflight::simulation
