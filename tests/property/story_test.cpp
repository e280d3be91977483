// Replay against story: what is reported about an outcome on demand, at the end, is what the replay saw when it
// happened. Random people, mappings, accounts and events; the world is looked at after each single person of each
// event.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/simulation/group_push.h"
#include "core/simulation/import.h"
#include "core/simulation/replay.h"
#include "core/simulation/story.h"
#include "core/text/unicode.h"
#include "core/workspace/user_attributes.h"
#include "core/workspace/workspace.h"
#include "tests/property/random_world.h"
#include "tests/unit/kit.h"

namespace preflight::simulation {
namespace {

using expression::Value;

// ---- what is reported, as text
// ------------------------------------------------------------------------------------------

std::string words(const std::optional<Value>& value) {
    return value ? value->to_json() : "unknown";
}
std::string words(const Story& story) {
    std::string out = story.user.id + " " + story.user.login + " " + story.user.name + ": " +
                      std::string(to_string(story.status)) + "\n";
    for (const Reason& reason : story.reasons)
        out += "  " + std::string(reason.rule->code) + " " + reason.message + "\n";
    for (const auto& kind : story.assumed) out += "  assumed " + std::string(kind) + "\n";
    for (const std::string& kind : story.missing) out += "  missing " + kind + "\n";
    for (const ProfileValue& value : story.profile)
        out += "  " + std::string(egnyte::name_of(value.attribute)) + " = " + words(value.value) + " by " +
               std::string(rules::to_string(value.origin)) + " " + std::string(value.expression) + " " + value.detail +
               "\n";
    for (const AttributeChange& change : story.changes)
        out += "  " + std::string(egnyte::name_of(change.attribute)) + ": " + change.from.to_json() + " -> " +
               change.to.to_json() + "\n";
    out += "  account " + (story.egnyte_user ? story.egnyte_user->to_json() : "none") + "\n";
    for (const Exchange& exchange : story.exchange)
        out += "  " + std::string(exchange.method) + " " + exchange.path + " " + exchange.body.to_json() + " " +
               std::to_string(exchange.status) + " " + exchange.text + "\n";
    return out;
}
std::string words(const SignInStory& story) {
    std::string out = story.login + " " + story.user_id + ": " + std::string(to_string(story.status)) + " " +
                      story.name_id.value_or("-") + " " + story.key.value_or("-") + "\n";
    for (const Reason& reason : story.reasons)
        out += "  " + std::string(reason.rule->code) + " " + reason.message + "\n";
    for (const std::string& kind : story.missing) out += "  missing " + kind + "\n";
    return out;
}

// ---- one world, watched ---------------------------------------------------------------------------------------------

class Watched {
public:
    explicit Watched(const test::Kit& kit) : joined_(kit) {
        scene_ = std::make_unique<Scene>(joined_.workspace, *joined_.evaluations);
    }

    void run() {
        Tallies tallies(scene_->people.size());
        std::vector<std::string> notes;
        GroupPushes groups(*scene_);
        Imports imports(*scene_, groups);
        Replay replay(*scene_, outcomes_, tallies, notes, groups, imports);
        std::vector<Event> events{ProvisionEvent{}, SignInEvent{}};
        if (joined_.workspace.scenario && joined_.workspace.scenario->events_given) {
            events.clear();
            for (const auto& stated : joined_.workspace.scenario->events) events.push_back(event_of(stated));
        }
        for (const Event& event : events) {
            for (bool ended = false; !ended;) {
                const std::vector<AccountState> before = accounts();
                const std::size_t told = outcomes_.size();
                text::Budget one(1);
                ended = replay.play(event, one);
                ASSERT_LE(outcomes_.size(), told + 1) << "one person at a time";
                if (outcomes_.size() > told) look_at(static_cast<OutcomeNumber>(told), before);
            }
        }
        for (const auto& [number, then] : told_then_)
            EXPECT_EQ(tell(number), then) << "outcome " << number << " is reported differently at the end";
    }

    // How many expressions the replay alone evaluates for people whom events touch.
    std::uint64_t evaluated_by_replay() {
        Tallies tallies(scene_->people.size());
        std::vector<std::string> notes;
        GroupPushes groups(*scene_);
        Imports imports(*scene_, groups);
        Replay replay(*scene_, outcomes_, tallies, notes, groups, imports);
        text::Budget all = text::Budget::unlimited();
        for (const auto& stated : joined_.workspace.scenario->events) replay.play(event_of(stated), all);
        return scene_->profiles.evaluated();
    }
    // The same, and then for what is reported about each outcome.
    std::uint64_t evaluated_by_replay_and_stories() {
        evaluated_by_replay();
        for (OutcomeNumber number = 0; number < outcomes_.size(); ++number) static_cast<void>(tell(number));
        return scene_->profiles.evaluated();
    }

private:
    [[nodiscard]] std::vector<AccountState> accounts() const {
        std::vector<AccountState> all;
        for (AccountNumber account = 0; account < scene_->world.size(); ++account)
            all.push_back(scene_->world.state(account));
        return all;
    }

    [[nodiscard]] std::string tell(OutcomeNumber number) const {
        return outcomes_[number].kind == Outcome::Kind::sign_in ? words(sign_in_story_of(*scene_, outcomes_, number))
                                                                : words(story_of(*scene_, outcomes_, number));
    }

    void look_at(OutcomeNumber number, const std::vector<AccountState>& before) {
        const Outcome& outcome = outcomes_[number];
        told_then_[number] = tell(number);
        if (outcome.kind == Outcome::Kind::sign_in) {
            EXPECT_EQ(accounts().size(), before.size()) << "a sign-in makes no account";
            return;
        }
        const Story story = story_of(*scene_, outcomes_, number);
        check_account(outcome, story, before);
        check_email_owner(outcome, story, before);
    }

    // What the story says of the account is what became of it in the world.
    void check_account(const Outcome& outcome, const Story& story, const std::vector<AccountState>& before) {
        const bool accepted =
            outcome.status != Status::failed && outcome.status != Status::unknown && outcome.status != Status::skipped;
        if (!accepted) {
            for (std::size_t i = 0; i < before.size(); ++i)
                EXPECT_EQ(scene_->world.state(static_cast<AccountNumber>(i)).cells, before[i].cells)
                    << "a refused request changes nothing";
            return;
        }
        ASSERT_NE(outcome.account, kNoRow);
        const AccountState after = scene_->world.state(outcome.account);
        if (outcome.is(Outcome::deactivation)) {
            EXPECT_FALSE(after.active);
            return;
        }
        EXPECT_TRUE(after.active);
        ASSERT_TRUE(story.egnyte_user);
        const bool was_there = outcome.account < before.size();
        EXPECT_EQ(outcome.status == Status::created, outcome.is(Outcome::fresh));
        for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
            const auto attribute = static_cast<Attribute>(i);
            if (attribute == Attribute::active) continue;
            const Value* const told = story.egnyte_user->find(egnyte::name_of(attribute));
            const population::Cell now = after.cells[i];
            EXPECT_EQ(told == nullptr, now.is_unset()) << egnyte::name_of(attribute);
            if (told != nullptr) {
                EXPECT_EQ(told->to_json(), workspace::value_of(scene_->atoms, now).to_json())
                    << egnyte::name_of(attribute);
            }
            // A change that the story tells is one that happened. Of what was not known before nothing is reported.
            if (!was_there || before[outcome.account].cells[i].is_unset()) continue;
            const bool changed =
                std::any_of(story.changes.begin(), story.changes.end(),
                            [&](const AttributeChange& change) { return change.attribute == attribute; });
            const bool differs = !(before[outcome.account].cells[i] == now);
            if (changed) {
                EXPECT_TRUE(differs) << egnyte::name_of(attribute);
            }
            // Addresses that differ in case alone are the same address (Q4); a switch to SSO leaves the IdP username
            // empty.
            if (differs && attribute != Attribute::email && attribute != Attribute::idpUserId) {
                EXPECT_TRUE(changed) << egnyte::name_of(attribute);
            }
        }
    }

    // The deciding row: the first other account that has the address, whatever the index says.
    void check_email_owner(const Outcome& outcome, const Story& story, const std::vector<AccountState>& before) {
        if (outcome.other_account == kNoRow) return;
        const ProfileValue* const email = story.find(Attribute::email);
        ASSERT_TRUE(email != nullptr && email->value);
        ASSERT_LT(outcome.other_account, before.size());
        EXPECT_NE(outcome.other_account, outcome.account);
        const AccountState& owner = before[outcome.other_account];
        EXPECT_TRUE(
            text::equal_ignoring_ascii_case(scene_->atoms.text_of(owner[Attribute::email]), email->value->to_text()));
        EXPECT_FALSE(owner[Attribute::isServiceAccount].is_true());
    }

    const JoinedKit joined_;
    std::unique_ptr<Scene> scene_;
    population::Blocks<Outcome> outcomes_;
    std::map<OutcomeNumber, std::string> told_then_;
};

TEST(StoryProperty, IsWhatTheReplaySaw) {
    for (std::uint32_t seed = 0; seed < rounds(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const RandomWorld world(seed);
        Watched(world.kit).run();
        if (HasFailure()) {
            for (const auto& [name, text] : world.kit.files()) std::printf("==> %s\n%s\n", name.c_str(), text.c_str());
            return;
        }
    }
}

// Steps of any size make the same outcomes.
TEST(StoryProperty, DoesNotDependOnTheSizeOfSteps) {
    for (std::uint32_t seed = 0; seed < rounds() / 4 + 1; ++seed) {
        const RandomWorld world(seed);
        const auto files = world.kit.files();
        std::string first;
        for (const std::uint64_t budget : {std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{100'000}}) {
            Session session(Options{});
            for (const auto& [name, text] : files) session.put_later(name, std::make_unique<test::MemoryReader>(text));
            while (!session.step(budget)) {
            }
            const std::string told = session.simulate("json");
            if (first.empty()) first = told;
            ASSERT_EQ(told, first) << "seed " << seed << ", budget " << budget;
        }
    }
}

// What Okta pushed once is there: pushed again, it changes nothing.
TEST(ReplayProperty, ASecondProvisionChangesNothing) {
    for (std::uint32_t seed = 0; seed < rounds(); ++seed) {
        RandomWorld world(seed);
        Json events = Json::array();
        for (std::uint32_t i = seed % 4; i > 0; --i) events.push_back(world.event());
        events.push_back({{"type", "provision"}});
        events.push_back({{"type", "provision"}});
        const std::size_t last = events.size() - 1;
        world.kit.scenario["events"] = std::move(events);
        std::map<std::string, std::string> first;
        const Json replayed = test::simulate(world.kit.files());
        for (const Json& outcome : replayed["outcomes"]) {
            const std::string id = outcome["user"]["id"], status = outcome["status"];
            if (outcome["event"] == last - 1) first[id] = status;
            if (outcome["event"] != last) continue;
            const std::string& before = first[id];
            // With Update User Attributes off, the second request is an update that Okta does not send.
            if (status == "skipped" && outcome["reasons"].dump().find("PF3009") != std::string::npos) continue;
            if (before == "created" || before == "linked" || before == "reactivated" || before == "updated") {
                EXPECT_EQ(status, "unchanged") << "seed " << seed << ", " << id << " was " << before << "\n"
                                               << outcome.dump(1);
            }
        }
        if (HasFailure()) return;
    }
}

// People who share nothing do not depend on the order of the files.
TEST(ReplayProperty, TheOrderOfIndependentPeopleDoesNotMatter) {
    for (std::uint32_t seed = 0; seed < rounds() / 2 + 1; ++seed) {
        std::mt19937 random(seed);
        RandomWorld world(seed);
        test::Kit& kit = world.kit;
        kit.users = Json::array();
        kit.app_users = Json::array();
        kit.more.clear();
        kit.scenario["egnyte"].erase("licences");
        // Nobody gets the name or the address of somebody else.
        kit.mapping = test::Kit().mapping;
        if (!kit.app.is_null()) kit.username_template() = test::Kit().username_template();
        Json events = Json::array({{{"type", "provision"}}});
        const std::vector<std::string> names{"eva", "fay", "gus", "hal", "ivo"};
        for (const std::string& name : names) {
            kit.add_person(name)["department"] = random() % 2 == 0 ? "IT" : "Sales";
            Json event = world.event();
            event.erase("group");
            event["user"] = "00u" + name;
            // One change for everybody would be one event for everybody.
            if (event["type"] == "update-profile") event["set"] = {{"lastName", "New" + name}};
            if (event["type"] == "change-mapping") event["attribute"] = "userType";
            if (event["type"] == "change-username-format") continue;
            events.push_back(std::move(event));
        }
        events.push_back({{"type", "sign-in"}});
        kit.scenario["events"] = events;
        const auto told = [&] {
            const Json replayed = test::simulate(kit.files());
            std::map<std::string, std::string> result;
            for (const Json& outcome : replayed["outcomes"])
                result[outcome["event"].dump() + outcome["user"]["id"].get<std::string>()] = outcome.dump();
            for (const Json& sign_in : replayed["signIns"])
                result[sign_in["login"].get<std::string>()] = sign_in.dump();
            return result;
        };
        const auto first = told();
        std::shuffle(kit.users.begin(), kit.users.end(), random);
        std::shuffle(kit.app_users.begin(), kit.app_users.end(), random);
        ASSERT_EQ(told(), first) << "seed " << seed;
    }
}

// Many events for one person: each costs what it costs the first time, in expressions that are evaluated.
TEST(ReplayProperty, ManyEventsForOnePersonAreLinear) {
    const auto evaluated = [](std::size_t count) {
        test::Kit kit;
        Json events = Json::array({{{"type", "provision"}}});
        for (std::size_t i = 0; i < count; ++i) {
            events.push_back({{"type", "update-profile"},
                              {"user", "00uAna"},
                              {"set", {{i % 2 == 0 ? "lastName" : "department", "N" + std::to_string(i)}}}});
        }
        kit.scenario["events"] = std::move(events);
        Watched watched(kit);
        return watched.evaluated_by_replay();
    };
    const std::uint64_t few = evaluated(500), many = evaluated(4000);
    EXPECT_GT(few, 0U);
    EXPECT_LT(many, 9 * few);
}

TEST(ReplayProperty, AChangedMappingIsEvaluatedOnceForEachPerson) {
    for (const std::size_t more : {0U, 10U, 20U}) {
        test::Kit kit;
        for (std::size_t i = 0; i < more; ++i) kit.add_person("p" + std::to_string(i));
        kit.scenario["events"] = Json::parse(R"([{"type": "provision"},
            {"type": "change-mapping", "attribute": "givenName", "expression": "user.firstName + user.login"},
            {"type": "apply-updates"}, {"type": "apply-updates"}])");
        const std::size_t people = kit.app_users.size();
        EXPECT_EQ(Watched(kit).evaluated_by_replay(), people);
        EXPECT_EQ(Watched(kit).evaluated_by_replay_and_stories(), people);
    }
}

}  // namespace
}  // namespace preflight::simulation
