// What the sign-in rules know of the names that Okta sends, for others too: the card to type from needs it.
#pragma once

#include <cstdint>

#include "core/intake/workspace.h"
#include "core/rules/rehearsed.h"

namespace preflight::rules {

// By the username format where it is given, else by the names that were rehearsed; `rehearsed` may be null.
[[nodiscard]] AddressInName address_in_name(const intake::Workspace& workspace, const Rehearsed* rehearsed);

}  // namespace preflight::rules
