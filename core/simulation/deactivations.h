// What Okta sends to Egnyte for people who leave: the deactivation of the account (facts egnyte S07, Q21).
#pragma once

#include "core/simulation/replay.h"

namespace preflight::simulation {

// Ends the assignment or the Okta user (`how`: Outcome::unassigned or Outcome::left) and keeps the outcome. The account
// stays, deactivated, in its groups.
void send_deactivation(Replay& replay, PersonNumber person, Outcome::Flag how);

}  // namespace preflight::simulation
