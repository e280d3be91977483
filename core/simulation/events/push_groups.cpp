#include "core/simulation/events/event.h"
#include "core/simulation/replay.h"

namespace preflight::simulation {

void apply(const PushGroupsEvent&, Replay&) {}

}  // namespace preflight::simulation
