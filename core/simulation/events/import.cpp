// Import Now: Okta reads the accounts and groups of Egnyte (spec 5.9). What it finds waits for Confirm Assignments.
#include "core/simulation/import.h"
#include "core/simulation/events/event.h"
#include "core/simulation/replay.h"

namespace preflight::simulation {

namespace {

// Where the event is.
struct NextAccount {
    explicit NextAccount(const Replay&) {}
    AccountNumber account = 0;
    bool begun = false;
};

}  // namespace

bool apply(const ImportEvent& event, Replay& replay) {
    Imports& imports = replay.imports();
    NextAccount& next = replay.of_event<NextAccount>();
    const World& world = replay.scene().world;
    if (!next.begun) {
        if (!replay.spend(1 + replay.scene().workspace.users->size())) return false;
        imports.begin(replay.event_number());
        next.begun = true;
    }
    for (; next.account < world.size(); ++next.account) {
        if (!replay.spend(1)) return false;
        imports.add(next.account, replay.owner_of(next.account), replay.next_outcome());
    }
    if (!world.given())
        replay.note(replay.event_name(event.stated) + ": the accounts of Egnyte were not given (egnyte-users).");
    return true;
}

}  // namespace preflight::simulation
