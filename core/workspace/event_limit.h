// How many events of a scenario are simulated. Every event may concern everybody, so what is kept of them would grow
// with the product of events and people. The simulation stops there, and PF1007 says so.
#pragma once

#include <cstddef>

#include "core/workspace/workspace.h"

namespace preflight::workspace {

// Outcomes of all events together: a million people can be provisioned and signed in several times.
inline constexpr std::size_t kMostOutcomes = 8'000'000;

// The number of events that are simulated: all of them, or those before the limit; the first one always. 0 when the
// scenario states none.
[[nodiscard]] std::size_t events_within_limit(const Workspace& workspace);

}  // namespace preflight::workspace
