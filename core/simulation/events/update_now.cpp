// Update Now on the Sign On tab: Okta derives every username again, also those that were set by hand, and sends the new
// one of every account it knows.
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"
#include "core/simulation/user_names.h"

namespace preflight::simulation {

bool apply(const UpdateNowEvent& event, Replay& replay) {
    if (!replay.each(0, event.stated, [&](PersonNumber person) { derive_user_name(replay, person); })) return false;
    return send_requests(replay, 1, event.stated, Recipients::renamed);
}

}  // namespace preflight::simulation
