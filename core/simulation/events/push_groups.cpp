// Okta pushes its groups to Egnyte, each with the members who have an active account there (spec 5.7).
#include <algorithm>
#include <optional>
#include <vector>

#include "core/rules/person_view.h"
#include "core/simulation/events/event.h"
#include "core/simulation/group_push.h"
#include "core/simulation/replay.h"

namespace preflight::simulation {

namespace {

// Of somebody who has no assignment that a file shows.
std::uint32_t fate_without_assignment(Replay& replay) {
    return replay.groups().assignments_open() ? fate::kUndecided : fate::kNotAssigned;
}

std::uint32_t fate_of(Replay& replay, PersonNumber person) {
    const Scene& scene = replay.scene();
    if (replay.is_open(person)) return fate::kUndecided;
    if (replay.is_yet_to_join(person)) return fate_without_assignment(replay);
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
    explicit Pushing(Replay& replay) : replay_(replay), fates_(replay.scene().people.size(), kNotAsked) {}

    PushedNumber next_group = 0;

    std::uint32_t fate(PersonNumber person) {
        std::uint32_t& fate = fates_[person];
        if (fate == kNotAsked) fate = fate_of(replay_, person);
        return fate;
    }

private:
    static constexpr std::uint32_t kNotAsked = fate::kMostAccounts - 1;
    Replay& replay_;
    std::vector<std::uint32_t> fates_;
};

// What events did to the members whom the files list.
class Moves {
public:
    explicit Moves(const Whom::Moved* moved) : moved_(moved) {}  // null: nothing

    // The fate of a member of the list, where an event decides it.
    std::optional<std::uint32_t> of_listed(PersonNumber person) {
        if (moved_ == nullptr) return std::nullopt;
        if (has(moved_->out, person)) return fate::kNoMember;
        if (has(moved_->in, person) || has(moved_->undecided, person)) listed_.push_back(person);
        return has(moved_->undecided, person) ? std::optional(fate::kUndecided) : std::nullopt;
    }
    void add_others(GroupPushes& groups, Pushing& pushing) {
        if (moved_ == nullptr) return;
        std::sort(listed_.begin(), listed_.end());
        for (const PersonNumber person : moved_->in) {
            if (!has(listed_, person)) groups.add_joined(person, pushing.fate(person));
        }
        for (const PersonNumber person : moved_->undecided) {
            if (!has(listed_, person)) groups.add_joined(person, fate::kUndecided);
        }
    }

private:
    static bool has(const std::vector<PersonNumber>& people, PersonNumber person) {
        return std::binary_search(people.begin(), people.end(), person);
    }
    const Whom::Moved* moved_;
    std::vector<PersonNumber> listed_;
};

void push(Replay& replay, Pushing& pushing) {
    GroupPushes& groups = replay.groups();
    const PushedNumber group = pushing.next_group;
    GroupOutcome outcome = groups.begin(group, replay.event_number(), replay.next_outcome());
    if (outcome.status != Status::skipped) {
        Moves moves(replay.whom().moved(groups.mappings()[group]->source_group));
        const rules::GroupMembers::List list = groups.members(group);
        for (const std::uint32_t row : list) {
            const PersonNumber person = groups.person_of(row);
            if (person == kNoRow) {
                groups.add_fate(fate_without_assignment(replay));
                continue;
            }
            const std::optional<std::uint32_t> decided = moves.of_listed(person);
            groups.add_fate(decided ? *decided : pushing.fate(person));
        }
        // Of a group without a list nothing is known anyway.
        if (list.given) moves.add_others(groups, pushing);
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
