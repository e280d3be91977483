#include "core/workspace/event_limit.h"

namespace preflight::workspace {

namespace {

// Outcomes of an event, or what else it looks at where it has rows of its own.
std::size_t work_of(const Workspace& workspace, const intake::Scenario::Event& event) {
    const std::size_t everybody = workspace.users->size();
    if (event.type == "push-groups") {
        const std::size_t groups = workspace.push_mappings.size();
        return groups == 0 ? 1 : everybody + groups + workspace.group_members->size();
    }
    if (event.type == "import")
        return 1 + workspace.egnyte_users->size() + workspace.egnyte_groups->size() + workspace.groups->size();
    return event.user.empty() ? everybody : 1;
}

}  // namespace

std::size_t events_within_limit(const Workspace& workspace) {
    if (!workspace.scenario || !workspace.scenario->events_given) return 0;
    const auto& events = workspace.scenario->events;
    std::size_t outcomes = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        outcomes += work_of(workspace, events[i]);
        if (outcomes > kMostOutcomes && i > 0) return i;
    }
    return events.size();
}

}  // namespace preflight::workspace
