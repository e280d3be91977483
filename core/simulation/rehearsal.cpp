#include "core/simulation/rehearsal.h"

#include <numeric>

#include "core/simulation/replay.h"
#include "core/workspace/event_limit.h"

namespace preflight::simulation {

Rehearsal::Rehearsal(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations)
    : scene_(std::make_unique<Scene>(workspace, evaluations)),
      tallies_(scene_->people.size()),
      groups_(std::make_unique<GroupPushes>(*scene_)),
      imports_(std::make_unique<Imports>(*scene_, *groups_)),
      admins_before_(scene_->world.active_admins()) {
    for (const bool standard : {false, true})
        seats_before_[standard ? 1 : 0] = scene_->world.seats_used(standard);
    if (scene_->people.assumed_assigned())
        notes_.emplace_back(
            "No assignments were given: everybody in the user list is taken as assigned to the app individually.");
    if (workspace.scenario && workspace.scenario->events_given) {
        const std::size_t events = workspace::events_within_limit(workspace);
        for (std::size_t i = 0; i < events; ++i) events_.push_back(event_of(workspace.scenario->events[i]));
    } else {
        events_ = {ProvisionEvent{}, PushGroupsEvent{}, SignInEvent{}};
    }
    replay_ = std::make_unique<Replay>(*scene_, outcomes_, tallies_, notes_, *groups_, *imports_);
}

Rehearsal::~Rehearsal() = default;

bool Rehearsal::step(text::Budget& budget) {
    if (replay_ == nullptr) return true;
    for (; next_event_ < events_.size(); ++next_event_) {
        if (!replay_->play(events_[next_event_], budget)) return false;
        budget.spend();
    }
    replay_.reset();
    mark_last_admins();
    imports_->end_of_run();
    sum_up();
    return true;
}

// Only now is it known that no admin is left (PF6025). Of a part of the accounts it stays unknown.
void Rehearsal::mark_last_admins() {
    const workspace::Workspace& workspace = scene_->workspace;
    if (!scene_->world.given() || workspace.extent_of("egnyte-users") == intake::Extent::partial) return;
    if (admins_before_ == 0 || scene_->world.active_admins() > 0) return;
    constexpr auto kRule = static_cast<std::size_t>(rules::PersonRuleId::last_admin_removed);
    for (OutcomeNumber i = 0; i < outcomes_.size(); ++i) {
        if (!outcomes_[i].is(Outcome::loses_admin)) continue;
        outcomes_[i].reasons.add(kRule);
        tallies_.count(*rules::person_rules()[kRule]->row, outcomes_[i].person, i);
    }
}

void Rehearsal::sum_up() {
    last_request_.resize(scene_->people.size(), kNoRow);
    last_sign_in_.resize(scene_->people.size(), kNoRow);
    const auto& pushes = groups_->outcomes();
    const auto& imported = imports_->outcomes();
    ImportNumber next = 0;
    const auto add_imports_before = [&](std::size_t event) {
        for (; next < imported.size() && imported[next].event < event; ++next) {
            ++import_summary_[static_cast<std::size_t>(imported[next].match)];
            asides_.push_back(next | kIsImport);
        }
    };
    for (PushNumber i = 0; i < pushes.size(); ++i) {
        add_imports_before(pushes[i].event);
        ++group_summary_[static_cast<std::size_t>(pushes[i].status)];
        asides_.push_back(i);
    }
    add_imports_before(events_.size());
    for (OutcomeNumber i = 0; i < outcomes_.size(); ++i) {
        const Outcome& outcome = outcomes_[i];
        ++summary_[static_cast<std::size_t>(outcome.kind)][static_cast<std::size_t>(outcome.status)];
        (outcome.kind == Outcome::Kind::sign_in ? last_sign_in_ : last_request_)[outcome.person] = i;
        needs_policies_ = needs_policies_ || outcome.is(Outcome::needs_policies);
    }
}

Rehearsal::Aside Rehearsal::aside(std::size_t index) const {
    Aside aside;
    aside.import = (asides_[index] & kIsImport) != 0;
    aside.number = asides_[index] & ~kIsImport;
    aside.before = aside.import ? imports_->outcomes()[aside.number].before : groups_->outcomes()[aside.number].before;
    return aside;
}

std::size_t Rehearsal::count(Outcome::Kind kind) const {
    const Summary& all = summary(kind);
    return std::accumulate(all.begin(), all.end(), std::size_t{0});
}

std::optional<std::string> Rehearsal::name_id(OutcomeNumber number) const {
    const Outcome& outcome = outcomes_[number];
    const Operation operation = outcome.is(Outcome::update) ? Operation::update : Operation::create;
    const Cell name = scene_->profiles.value(at(outcome), operation, Attribute::userName).cell;
    if (!name.has_value()) return std::nullopt;
    return std::string(scene_->atoms.text_of(name));
}

}  // namespace preflight::simulation
