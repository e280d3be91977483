#include "core/workspace/event_limit.h"

namespace preflight::workspace {

std::size_t events_within_limit(const Workspace& workspace) {
    if (!workspace.scenario || !workspace.scenario->events_given) return 0;
    const auto& events = workspace.scenario->events;
    const std::size_t everybody = workspace.users->size();
    std::size_t outcomes = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        outcomes += events[i].user.empty() ? everybody : 1;
        if (outcomes > kMostOutcomes && i > 0) return i;
    }
    return events.size();
}

}  // namespace preflight::workspace
