// What can happen, one after the other, on one world (spec 3). An event is one file beside this one: it plays itself.
#pragma once

#include <string>
#include <variant>

#include "core/workspace/workspace.h"

namespace preflight::simulation {

class Replay;

// Okta sends whoever is assigned: creations, or updates where the account is known.
struct ProvisionEvent {
    std::string user;  // login or id; empty: everybody
};
// Somebody opens Egnyte through Okta.
struct SignInEvent {
    std::string user;
};
// Okta pushes the groups that are set to be pushed. Without group files there is nothing to push.
struct PushGroupsEvent {};
// An event that this version does not play.
struct UnplayedEvent {
    std::string type;
};

using Event = std::variant<ProvisionEvent, SignInEvent, PushGroupsEvent, UnplayedEvent>;

[[nodiscard]] Event event_of(const intake::Scenario::Event& stated);

void apply(const ProvisionEvent& event, Replay& replay);
void apply(const SignInEvent& event, Replay& replay);
void apply(const PushGroupsEvent& event, Replay& replay);
void apply(const UnplayedEvent& event, Replay& replay);

}  // namespace preflight::simulation
