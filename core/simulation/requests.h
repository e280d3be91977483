// What Okta sends to Egnyte for people: the creation of an account, or its update.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/simulation/replay.h"

namespace preflight::simulation {

// One request for each of those whom `user` means (empty: everybody), an outcome for each. Of people who get the same
// username or e-mail address the later ones are refused, and all are told. Takes the passes `pass` and `pass + 1` of
// the event; true when it came to its end.
bool send_requests(Replay& replay, std::size_t pass, std::string_view user);

}  // namespace preflight::simulation
