// The dry run of a whole integration (spec 5): plays the scenario's events (or provision, push-groups, sign-in) on one
// world and keeps what reports and rules ask. Deterministic; checks nothing about configuration.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/population/blocks.h"
#include "core/simulation/events/event.h"
#include "core/simulation/group_push.h"
#include "core/simulation/import.h"
#include "core/simulation/outcome.h"
#include "core/simulation/scene.h"
#include "core/simulation/story.h"
#include "core/simulation/tally.h"
#include "core/text/budget.h"

namespace preflight::simulation {

class Rehearsal {
public:
    // Both outlive it; the workspace must be joined, and everything evaluated.
    Rehearsal(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations);
    ~Rehearsal();
    Rehearsal(const Rehearsal&) = delete;
    Rehearsal& operator=(const Rehearsal&) = delete;

    // Plays until all events are played (true) or the budget is spent (false: call again). Everything below is for
    // afterwards.
    bool step(text::Budget& budget);

    [[nodiscard]] const Scene& scene() const { return *scene_; }
    [[nodiscard]] const People& people() const { return scene_->people; }
    [[nodiscard]] const population::Blocks<Outcome>& outcomes() const { return outcomes_; }
    [[nodiscard]] const Tallies& tallies() const { return tallies_; }
    // The pushes of groups, in the order of events.
    [[nodiscard]] const GroupPushes& groups() const { return *groups_; }
    // What imports found, likewise.
    [[nodiscard]] const Imports& imports() const { return *imports_; }
    // Pushes and imports together, in the order of events. Each comes after the outcomes of people that came before
    // it.
    struct Aside {
        bool import = false;
        std::uint32_t number = 0;  // a PushNumber or an ImportNumber
        OutcomeNumber before = 0;
    };
    [[nodiscard]] std::size_t asides() const { return asides_.size(); }
    [[nodiscard]] Aside aside(std::size_t index) const;
    // About the whole run, e.g. that the population is all users.
    [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

    // The last request and the last sign-in of a person; kNoRow when there was none.
    [[nodiscard]] OutcomeNumber last_request(PersonNumber person) const { return last_request_[person]; }
    [[nodiscard]] OutcomeNumber last_sign_in(PersonNumber person) const { return last_sign_in_[person]; }

    // The name that Okta sends in a sign-in; nothing when it is not known.
    [[nodiscard]] std::optional<std::string> name_id(OutcomeNumber number) const;

    // How many outcomes there are of a kind, and of those with each status.
    [[nodiscard]] std::size_t count(Outcome::Kind kind) const;
    // The sign-ins of those who are expected to sign in.
    [[nodiscard]] std::size_t expected_sign_ins() const {
        return count(Outcome::Kind::sign_in) -
               summary(Outcome::Kind::sign_in)[static_cast<std::size_t>(Status::skipped)];
    }
    using Summary = std::array<std::size_t, 10>;
    // How many pushes of groups there are with each status.
    [[nodiscard]] const Summary& group_summary() const { return group_summary_; }
    // How many accounts an import found, by Match.
    [[nodiscard]] const std::array<std::size_t, 4>& import_summary() const { return import_summary_; }
    [[nodiscard]] const Summary& summary(Outcome::Kind kind) const { return summary_[static_cast<std::size_t>(kind)]; }

    [[nodiscard]] Story story(OutcomeNumber number) const { return story_of(*scene_, outcomes_, number); }
    [[nodiscard]] SignInStory sign_in_story(OutcomeNumber number) const {
        return sign_in_story_of(*scene_, outcomes_, number);
    }
    [[nodiscard]] PersonCard card(OutcomeNumber number) const { return card_of(*scene_, outcomes_, number); }
    [[nodiscard]] Blame blame(OutcomeNumber number, const findings::Rule& rule) const {
        return blame_of(*scene_, outcomes_, number, rule);
    }
    // Seats in use in the accounts given, of the power or the standard pool.
    [[nodiscard]] std::size_t seats_before(bool standard) const { return seats_before_[standard ? 1 : 0]; }
    // Whether the password policies would settle somebody's outcome.
    [[nodiscard]] bool needs_policies() const { return needs_policies_; }

private:
    void mark_last_admins();
    void sum_up();

    std::unique_ptr<Scene> scene_;
    population::Blocks<Outcome> outcomes_;
    Tallies tallies_;
    std::unique_ptr<GroupPushes> groups_;
    std::unique_ptr<Imports> imports_;
    static constexpr std::uint32_t kIsImport = std::uint32_t{1} << 31U;
    population::Blocks<std::uint32_t> asides_;
    std::vector<std::string> notes_;
    std::vector<OutcomeNumber> last_request_, last_sign_in_;
    std::array<Summary, 2> summary_{};
    Summary group_summary_{};
    std::array<std::size_t, 4> import_summary_{};
    bool needs_policies_ = false;
    std::size_t admins_before_ = 0;  // the events
    std::array<std::size_t, 2> seats_before_{};
    // While it plays.
    std::vector<Event> events_;
    std::size_t next_event_ = 0;
    std::unique_ptr<Replay> replay_;
};

}  // namespace preflight::simulation
