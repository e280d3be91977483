// The username of an assignment, derived again from the username format (spec 5.1; facts okta-exports 2).
#pragma once

#include "core/simulation/replay.h"

namespace preflight::simulation {

// What the format yielded for a person, and what the assignment had, before an event changed either.
struct UserNameBefore {
    Cell derived, on_assignment;
    bool overridden = false;  // the assignment had another name than the format made
};
[[nodiscard]] UserNameBefore user_name_before(const Replay& replay, PersonNumber person);

// After the change: derives the name again. A name that was set by hand stays, and so does every name where username
// updates are excluded.
void follow_format(Replay& replay, PersonNumber person, const UserNameBefore& before);

// Derives the name whatever the assignment had, as Update Now does.
void derive_user_name(Replay& replay, PersonNumber person);

}  // namespace preflight::simulation
