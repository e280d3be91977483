// What the sign-in rules know of the names that Okta sends, for others too: the card to type from needs it.
#pragma once

#include <cstdint>

#include "core/intake/workspace.h"
#include "core/simulation/outcome.h"

namespace preflight::rules {

// Whether the names that Okta sends, which are the application's usernames, can carry an e-mail address.
enum class AddressInName : std::uint8_t { unknown, never, may_be };

// By the username format where it is given, else by the names that were rehearsed; `simulation` may be null.
[[nodiscard]] AddressInName address_in_name(const intake::Workspace& workspace, const simulation::Result* simulation);

}  // namespace preflight::rules
