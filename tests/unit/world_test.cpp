// Egnyte's side of the rehearsal: accounts, who has which name and address, and what an account was before.
#include "core/simulation/world.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "core/population/cell_index.h"

namespace preflight::simulation {
namespace {

TEST(CellIndex, KeepsTheFirstRowOfAKey) {
    population::CellIndex index;
    for (std::uint32_t i = 0; i < 5000; ++i) EXPECT_EQ(index.insert(Cell::atom(16 + 7 * i), i), kNoRow);
    for (std::uint32_t i = 0; i < 5000; ++i) EXPECT_EQ(index.find(Cell::atom(16 + 7 * i)), i);
    EXPECT_EQ(index.insert(Cell::atom(16), 9), 0U);
    EXPECT_EQ(index.find(Cell::atom(17)), kNoRow);
    EXPECT_EQ(index.insert(Cell::null(), 1), kNoRow);
    EXPECT_EQ(index.find(Cell::null()), kNoRow);
    index.erase(Cell::atom(16));
    EXPECT_EQ(index.find(Cell::atom(16)), kNoRow);
    EXPECT_EQ(index.insert(Cell::atom(16), 3), kNoRow);
    EXPECT_EQ(index.find(Cell::atom(16)), 3U);
}

class WorldTest : public ::testing::Test {
protected:
    AccountState account(const std::string& name, const std::string& email, bool service = false) {
        AccountState state;
        state[Attribute::userName] = world.atoms().text(name);
        if (!email.empty()) state[Attribute::email] = world.atoms().text(email);
        if (service) state[Attribute::isServiceAccount] = Cell::truth(true);
        return state;
    }
    AccountNumber owner(const std::string& email, AccountNumber own = kNoRow) {
        return world.by_email(world.atoms().text(email), own);
    }

    workspace::Workspace workspace;
    World world{workspace};
};

TEST_F(WorldTest, FindsNamesAndAddressesIgnoringCase) {
    const AccountNumber ana = world.add(account("ana", "Ana@Acme.test"));
    EXPECT_EQ(world.by_user_name(world.atoms().text("ANA")), ana);
    EXPECT_EQ(owner("ana@ACME.test"), ana);
    EXPECT_EQ(owner("ana@acme.test", ana), kNoRow) << "one's own is not another's";
    EXPECT_EQ(owner("bo@acme.test"), kNoRow);
}

TEST_F(WorldTest, AnAddressHasOwnersInTheOrderInWhichTheyGotIt) {
    const AccountNumber first = world.add(account("a", "x@acme.test"));
    const AccountNumber second = world.add(account("b", "x@acme.test"));
    world.add(account("bot", "x@acme.test", true));
    EXPECT_EQ(owner("x@acme.test"), first);
    EXPECT_EQ(owner("x@acme.test", first), second);
    world.replace(first, account("a", "y@acme.test"), 1);
    EXPECT_EQ(owner("x@acme.test"), second);
    EXPECT_EQ(owner("y@acme.test"), first);
    world.replace(second, account("b", ""), 2);
    EXPECT_EQ(owner("x@acme.test"), kNoRow) << "service accounts may share an address";
    world.replace(first, account("a", "x@acme.test"), 3);
    EXPECT_EQ(owner("x@acme.test"), first);
}

TEST_F(WorldTest, CountsSeatsByPool) {
    workspace.scenario.emplace().deactivated_users_count = true;
    World counting(workspace);
    AccountState ana = account("ana", "");
    ana[Attribute::userType] = world.atoms().text("standard");
    for (World* const one : {&world, &counting}) {
        const AccountNumber number = one->add(ana);
        one->add(account("bo", ""));
        EXPECT_EQ(one->seats_used(true), 1U);
        EXPECT_EQ(one->seats_used(false), 1U);
        AccountState after = ana;
        after.active = false;
        one->replace(number, after, 1);
    }
    EXPECT_EQ(world.seats_used(true), 0U);
    EXPECT_EQ(counting.seats_used(true), 1U) << "deactivated accounts count";
}

// Whatever happens to accounts in whichever order: as they were before and after each outcome can be told at the end.
TEST_F(WorldTest, RemembersWhatAnAccountWas) {
    std::mt19937 random(7);
    std::vector<AccountNumber> accounts;
    for (int i = 0; i < 20; ++i) accounts.push_back(world.add(account("u" + std::to_string(i), "")));
    struct Seen {
        AccountNumber account;
        AccountState before, after;
    };
    std::map<OutcomeNumber, Seen> seen;
    for (OutcomeNumber outcome = 0; outcome < 400; ++outcome) {
        const AccountNumber number = accounts[random() % accounts.size()];
        AccountState after = world.state(number);
        const Seen entry{number, after, {}};
        after.cells[2 + random() % 4] = world.atoms().text("v" + std::to_string(random() % 3));
        if (random() % 5 == 0) after.active = !after.active;
        world.replace(number, after, outcome);
        seen[outcome] = {entry.account, entry.before, after};
    }
    for (const auto& [outcome, entry] : seen) {
        const AccountState before = world.before(entry.account, outcome);
        const AccountState after = world.after(entry.account, outcome);
        EXPECT_EQ(before.cells, entry.before.cells) << outcome;
        EXPECT_EQ(before.active, entry.before.active) << outcome;
        EXPECT_EQ(after.cells, entry.after.cells) << outcome;
        EXPECT_EQ(after.active, entry.after.active) << outcome;
    }
}

}  // namespace
}  // namespace preflight::simulation
