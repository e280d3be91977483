// Okta pushes its groups to Egnyte, each with the members who have an active account there (spec 5.7).
#include <vector>

#include "core/rules/person_view.h"
#include "core/simulation/events/event.h"
#include "core/simulation/group_push.h"
#include "core/simulation/replay.h"

namespace preflight::simulation {

namespace {

std::uint32_t fate_of(const Replay& replay, PersonNumber person) {
    const Scene& scene = replay.scene();
    if (replay.is_open(person)) return fate::kUndecided;
    const rules::PersonView view = scene.view(replay.begin(person));
    switch (rules::assignment_of(view)) {
        case rules::Assignment::ended:
        case rules::Assignment::not_confirmed:
            return fate::kNotAssigned;
        case rules::Assignment::not_documented:
            return fate::kUndecided;
        case rules::Assignment::assigned:
            break;
    }
    if (!rules::active_in_okta(view)) return fate::kNotProvisioned;
    // The account that Okta knows as the person's; one that only has the same username is nobody's yet.
    Scene::Found found;
    found.account = replay.account_of(person);
    if (found.account == kNoRow && replay.operation(person) == Operation::update)
        found = scene.find_account(replay.at(person), Operation::update);
    if (found.account != kNoRow) return scene.world.is_active(found.account) ? found.account : fate::kNotProvisioned;
    if (found.not_shown) return fate::kUndecided;
    const OutcomeNumber last = replay.last_outcome(person);
    const bool open = !found.gone && last != kNoRow && replay.outcome(last).status == Status::unknown;
    return open ? fate::kUndecided : fate::kNotProvisioned;
}

// Where the event is, and what it found out: many people are in several groups.
class Pushing {
public:
    explicit Pushing(const Replay& replay) : replay_(replay), fates_(replay.scene().people.size(), kNotAsked) {}

    PushedNumber next_group = 0;

    std::uint32_t fate(PersonNumber person) {
        std::uint32_t& fate = fates_[person];
        if (fate == kNotAsked) fate = fate_of(replay_, person);
        return fate;
    }

private:
    static constexpr std::uint32_t kNotAsked = fate::kMostAccounts - 1;
    const Replay& replay_;
    std::vector<std::uint32_t> fates_;
};

void push(Replay& replay, Pushing& pushing) {
    GroupPushes& groups = replay.groups();
    const PushedNumber group = pushing.next_group;
    GroupOutcome outcome = groups.begin(group, replay.event_number(), replay.next_outcome());
    if (outcome.status != Status::skipped) {
        for (const std::uint32_t row : groups.members(group)) {
            const PersonNumber person = groups.person_of(row);
            if (person != kNoRow) groups.add_fate(pushing.fate(person));
            else groups.add_fate(groups.assignments_open() ? fate::kUndecided : fate::kNotAssigned);
        }
    }
    groups.end(outcome);
}

}  // namespace

bool apply(const PushGroupsEvent& event, Replay& replay) {
    GroupPushes& groups = replay.groups();
    if (groups.mappings().empty()) {
        if (!event.stated.type.empty())
            replay.note(replay.event_name(event.stated) +
                        ": no file says which groups Okta pushes to Egnyte (okta-group-push-mappings).");
        return true;
    }
    Pushing& pushing = replay.of_event<Pushing>();
    for (; pushing.next_group < groups.mappings().size(); ++pushing.next_group) {
        if (!replay.spend(1 + groups.members(pushing.next_group).size())) return false;
        push(replay, pushing);
    }
    groups.end_event();
    return true;
}

}  // namespace preflight::simulation
