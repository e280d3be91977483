// The events, played in order on one scene. Keeps of each person what later events need and hands every outcome on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/population/blocks.h"
#include "core/simulation/events/event.h"
#include "core/simulation/outcome.h"
#include "core/simulation/scene.h"
#include "core/simulation/tally.h"

namespace preflight::simulation {

class Replay {
public:
    Replay(Scene& scene, population::Blocks<Outcome>& outcomes, Tallies& tallies, std::vector<std::string>& notes);

    // Plays one event.
    void play(const Event& event);

    // ---- for the events
    [[nodiscard]] Scene& scene() { return scene_; }
    [[nodiscard]] std::size_t event_number() const { return event_; }
    void note(std::string text) { notes_.push_back(std::move(text)); }

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
};

// Which rules of a scene apply to the person.
void add_reasons(const rules::PersonView& view, rules::Stage stage, ReasonSet& reasons);

}  // namespace preflight::simulation
