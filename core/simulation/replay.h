// The events, played in order on one scene. Keeps of each person what later events need and hands every outcome on.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/population/blocks.h"
#include "core/simulation/events/event.h"
#include "core/simulation/outcome.h"
#include "core/simulation/scene.h"
#include "core/simulation/tally.h"
#include "core/text/budget.h"

namespace preflight::simulation {

class Replay {
public:
    Replay(Scene& scene, population::Blocks<Outcome>& outcomes, Tallies& tallies, std::vector<std::string>& notes);

    // Plays one event, or the next part of it: true when it came to its end. With an empty budget nothing happens.
    bool play(const Event& event, text::Budget& budget);

    // ---- for the events
    [[nodiscard]] Scene& scene() { return scene_; }
    [[nodiscard]] std::size_t event_number() const { return event_; }
    void note(std::string text) { notes_.push_back(std::move(text)); }

    // Visits everybody whom `user` means (empty: everybody), as far as the budget goes; true when all were visited, in
    // this call or before it. An event that walks through people several times numbers its passes from 0.
    bool each(std::size_t pass, std::string_view user, const std::function<void(PersonNumber)>& visit);
    // What the event being played remembers from one part to the next; made the first time.
    template <typename State>
    State& of_event() {
        if (of_event_ == nullptr) of_event_ = std::make_shared<State>(*this);
        return *static_cast<State*>(of_event_.get());
    }

    [[nodiscard]] Operation operation(PersonNumber person) const;
    // The person's account since it was created, linked or updated here; kNoRow before.
    [[nodiscard]] AccountNumber account_of(PersonNumber person) const { return account_of_[person]; }
    void own(PersonNumber person, AccountNumber account) { account_of_[person] = account; }
    [[nodiscard]] OutcomeNumber last_outcome(PersonNumber person) const { return last_outcome_[person]; }
    [[nodiscard]] const Outcome& outcome(OutcomeNumber number) const { return outcomes_[number]; }
    [[nodiscard]] OutcomeNumber next_outcome() const { return static_cast<OutcomeNumber>(outcomes_.size()); }

    // Keeps the outcome and counts its reasons.
    void add(const Outcome& outcome);

private:
    Scene& scene_;
    population::Blocks<Outcome>& outcomes_;
    Tallies& tallies_;
    std::vector<std::string>& notes_;
    std::vector<AccountNumber> account_of_;
    std::vector<OutcomeNumber> last_outcome_;
    std::size_t event_ = 0;
    // Of the event being played.
    text::Budget* budget_ = nullptr;
    std::size_t pass_ = 0;
    PersonNumber next_person_ = 0;
    std::shared_ptr<void> of_event_;
};

// Which rules of a scene apply to the person.
void add_reasons(const rules::PersonView& view, rules::Stage stage, ReasonSet& reasons);

}  // namespace preflight::simulation
