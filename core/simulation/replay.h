// The events, played in order on one scene. Keeps of each person what later events need and hands every outcome on.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/population/blocks.h"
#include "core/simulation/events/event.h"
#include "core/simulation/group_assignments.h"
#include "core/simulation/group_rules.h"
#include "core/simulation/outcome.h"
#include "core/simulation/scene.h"
#include "core/simulation/tally.h"
#include "core/simulation/whom.h"
#include "core/text/budget.h"

namespace preflight::simulation {

class GroupPushes;
class Imports;

class Replay {
public:
    Replay(Scene& scene, population::Blocks<Outcome>& outcomes, Tallies& tallies, std::vector<std::string>& notes,
           GroupPushes& groups, Imports& imports);

    // Plays one event, or the next part of it: true when it came to its end. With an empty budget nothing happens.
    bool play(const Event& event, text::Budget& budget);

    // ---- for the events
    [[nodiscard]] Scene& scene() { return scene_; }
    [[nodiscard]] const Scene& scene() const { return scene_; }
    [[nodiscard]] std::size_t event_number() const { return event_; }
    [[nodiscard]] GroupPushes& groups() { return groups_; }
    [[nodiscard]] Imports& imports() { return imports_; }
    void note(std::string text) { notes_.push_back(std::move(text)); }

    // Visits everybody whom the event concerns, as far as the budget goes; true when all were visited, in this call or
    // before it. An event that walks through people several times numbers its passes from 0.
    // Of everybody those whom nobody has assigned so far are left out, unless Okta users are asked for.
    enum class Whose : std::uint8_t { assigned, okta_users };
    bool each(std::size_t pass, const intake::Scenario::Event& stated, const std::function<void(PersonNumber)>& visit,
              Whose whose = Whose::assigned);
    // Whether nothing of the event has been played: true in one call of apply() only, unless there is nobody to visit.
    [[nodiscard]] bool begins() const { return pass_ == 0 && next_person_ == 0; }
    [[nodiscard]] Whom& whom() { return whom_; }
    [[nodiscard]] GroupAssignments& group_assignments() { return group_assignments_; }
    [[nodiscard]] GroupRules& group_rules() { return group_rules_; }
    // "Event 3 (update-profile)", for notes.
    [[nodiscard]] std::string event_name(const intake::Scenario::Event& stated) const;
    // Whether Okta does not save the expression because it does not parse: then the event changes nothing, and a note
    // says so.
    bool is_refused_by_okta(const intake::Scenario::Event& stated, const ChangedExpression& expression);

    // The moment of the event that is played.
    [[nodiscard]] Moment moment() const { return static_cast<Moment>(event_ + 1); }
    [[nodiscard]] PersonAt at(PersonNumber person) const { return {person, moment()}; }
    // For work that is not about people: false when the budget is empty.
    bool spend(std::uint64_t units) {
        if (budget_->empty()) return false;
        budget_->spend(units);
        return true;
    }
    // What the event being played remembers from one part to the next, one of each type; made the first time.
    template <typename State>
    State& of_event() {
        static char type;
        for (const auto& [known, state] : of_event_) {
            if (known == &type) return *static_cast<State*>(state.get());
        }
        of_event_.emplace_back(&type, std::make_shared<State>(*this));
        return *static_cast<State*>(of_event_.back().second.get());
    }

    [[nodiscard]] Operation operation(PersonNumber person) const;
    // The person's account since it was created, linked or updated here; kNoRow before.
    [[nodiscard]] AccountNumber account_of(PersonNumber person) const { return account_of_[person]; }
    void own(PersonNumber person, AccountNumber account);
    // Okta forgets the account when the assignment ends: the next assignment looks the username up again (Q20, Q22).
    void forget_account(PersonNumber person) {
        account_of_[person] = kNoRow;
        forgotten_[person] = true;
    }
    // The person who has the account, by what happened here; kNoRow: nobody.
    [[nodiscard]] PersonNumber owner_of(AccountNumber account) const {
        return account < owner_of_.size() ? owner_of_[account] : kNoRow;
    }
    // Whether the account was another person's when Okta linked it here.
    [[nodiscard]] bool adopted(PersonNumber person) const { return adopted_[person]; }
    [[nodiscard]] OutcomeNumber last_outcome(PersonNumber person) const { return last_outcome_[person]; }
    [[nodiscard]] const Outcome& outcome(OutcomeNumber number) const { return outcomes_[number]; }
    [[nodiscard]] OutcomeNumber next_outcome() const { return static_cast<OutcomeNumber>(outcomes_.size()); }

    // An outcome of this event, with what events have made of the person.
    [[nodiscard]] Outcome begin(PersonNumber person) const;
    // The assignment ends, or the Okta user is deactivated (Outcome::unassigned, Outcome::left); or it begins again
    // (Outcome::assigned, Outcome::active).
    void change(PersonNumber person, Outcome::Flag how);

    // After an event that cannot be played nothing is known of those whom it concerned. `missing`, a static text, would
    // settle it.
    void leave_open(PersonNumber person, std::string_view missing);
    [[nodiscard]] bool is_open(PersonNumber person) const { return open_[person]; }
    // Nobody has assigned the app to the person so far.
    [[nodiscard]] bool is_yet_to_join(PersonNumber person) const {
        return scene_.people.joins(person) && last_outcome_[person] == kNoRow &&
               (changed_[person] & Outcome::unassigned) != 0;
    }

    // Counts the attributes that the reasons of the outcome are about, where they are about several.
    void count_attributes(const rules::PersonView& view, const Outcome& outcome);
    // Keeps the outcome and counts its reasons.
    void add(const Outcome& outcome);

private:
    // What cannot be played leaves everybody open whom it may concern; see play().
    [[nodiscard]] bool concerns_unknown_people(const intake::Scenario::Event& stated);
    void begin_walk(const intake::Scenario::Event& stated);
    Scene& scene_;
    population::Blocks<Outcome>& outcomes_;
    Tallies& tallies_;
    std::vector<std::string>& notes_;
    GroupPushes& groups_;
    Imports& imports_;
    Whom whom_;
    GroupAssignments group_assignments_;
    GroupRules group_rules_;
    std::vector<AccountNumber> account_of_;
    population::Blocks<PersonNumber> owner_of_;  // as long as the last account that somebody has
    std::vector<bool> adopted_, open_, forgotten_;
    std::vector<std::uint32_t> changed_;  // flags of outcomes
    std::vector<OutcomeNumber> last_outcome_;
    std::size_t event_ = 0;
    // Of the event being played.
    text::Budget* budget_ = nullptr;
    std::size_t pass_ = 0;
    PersonNumber next_person_ = 0;
    std::vector<std::pair<const char*, std::shared_ptr<void>>> of_event_;
};

// Which rules of a scene apply to the person.
void add_reasons(const rules::PersonView& view, rules::Stage stage, ReasonSet& reasons);

}  // namespace preflight::simulation
