// People in pages: what matches a query, in which order, and what the counts say.
#include <gtest/gtest.h>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

class PeoplePages : public ::testing::Test {
protected:
    PeoplePages() {
        for (const char* name : {"cy", "di", "ed"}) kit.add_person(name);
        kit.app_users[2]["credentials"]["userName"] = "cy@acme.test";  // PF5002: refused
        kit.users[3]["status"] = "SUSPENDED";                          // PF6024: skipped
        kit.app_users[4]["credentials"]["userName"] = "Zed";
    }
    Json ask(const Json& query, std::size_t from = 0, std::size_t count = 100) {
        if (!session) {
            session = std::make_unique<Session>(Options{});
            for (const auto& [name, text] : kit.files()) {
                test::MemoryReader reader(text);
                session->add(name, reader);
            }
        }
        return Json::parse(session->people(query.is_null() ? "" : query.dump(), from, count));
    }
    static std::vector<std::string> logins(const Json& page) {
        std::vector<std::string> result;
        for (const Json& row : page["rows"]) {
            const std::string login = row[2].get<std::string>();
            result.push_back(login.substr(0, login.find('@')));
        }
        return result;
    }
    using Logins = std::vector<std::string>;

    Kit kit;
    std::unique_ptr<Session> session;
};

TEST_F(PeoplePages, ArePartsOfOneList) {
    const Json all = ask(nullptr);
    EXPECT_EQ(logins(all), (Logins{"ana", "bo", "cy", "di", "ed"}));
    EXPECT_EQ(all["total"], 5);
    EXPECT_EQ(all["matching"], 5);
    Logins joined;
    for (std::size_t from = 0; from < 5; from += 2) {
        for (const std::string& login : logins(ask(nullptr, from, 2))) joined.push_back(login);
    }
    EXPECT_EQ(joined, logins(all));
    EXPECT_TRUE(ask(nullptr, 99, 2)["rows"].empty());
}

TEST_F(PeoplePages, CountEverybodyWhateverIsAskedFor) {
    const Json page = ask({{"text", "nobody at all"}});
    EXPECT_EQ(page["matching"], 0);
    EXPECT_EQ(page["counts"]["status"], (Json{{"created", 3}, {"failed", 1}, {"skipped", 1}}));
    EXPECT_EQ(page["counts"]["signIn"]["skipped"], 1);
    EXPECT_EQ(page["counts"]["code"]["PF5002"], 1);
}

TEST_F(PeoplePages, Filter) {
    EXPECT_EQ(logins(ask({{"statuses", {"failed", "skipped"}}})), (Logins{"cy", "di"}));
    EXPECT_EQ(logins(ask({{"signIns", {"skipped"}}})), Logins{"di"});
    EXPECT_EQ(logins(ask({{"code", "PF5002"}})), Logins{"cy"});
    EXPECT_EQ(logins(ask({{"text", "AT SIGN"}})), Logins{"cy"}) << "the words of a reason";
    EXPECT_EQ(logins(ask({{"text", "zed"}})), Logins{"ed"}) << "the username";
    EXPECT_EQ(logins(ask({{"text", "Led fed"}})), Logins{"ed"}) << "every word";
    EXPECT_EQ(logins(ask({{"statuses", {"failed"}}, {"code", "PF6024"}})), Logins{});
}

TEST_F(PeoplePages, FilterByTheWholeLogin) {
    EXPECT_EQ(logins(ask({{"login", "ANA@acme.test"}})), Logins{"ana"});
    EXPECT_EQ(logins(ask({{"login", "ana"}})), Logins{});
}

TEST_F(PeoplePages, IgnoreCaseBeyondAscii) {
    kit.users[0]["profile"]["firstName"] = "Özlem";
    EXPECT_EQ(logins(ask({{"text", "ÖZLEM"}})), Logins{"ana"});
    EXPECT_EQ(logins(ask({{"text", "özl"}})), Logins{"ana"});
}

TEST_F(PeoplePages, LookForSomebodyElseInTheSameList) {
    const Json all = ask(nullptr);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(ask({{"find", all["rows"][i][0]}}, 0, 0)["found"], i);
        EXPECT_EQ(ask({{"sort", "row"}, {"down", true}, {"find", all["rows"][i][0]}}, 0, 0)["found"], 4 - i);
    }
    EXPECT_EQ(ask(nullptr)["found"], nullptr) << "not from the question before";
}

TEST_F(PeoplePages, Sort) {
    EXPECT_EQ(logins(ask({{"sort", "status"}})), (Logins{"cy", "di", "ana", "bo", "ed"}));
    EXPECT_EQ(logins(ask({{"sort", "userName"}, {"down", true}})), (Logins{"ed", "di", "cy", "bo", "ana"}));
    EXPECT_EQ(logins(ask({{"sort", "row"}, {"down", true}})), (Logins{"ed", "di", "cy", "bo", "ana"}));
    EXPECT_EQ(logins(ask({{"sort", "no such column"}})), (Logins{"ana", "bo", "cy", "di", "ed"}));
}

TEST_F(PeoplePages, FindARow) {
    const Json all = ask(nullptr);
    const Json page = ask({{"sort", "status"}, {"find", all["rows"][0][0]}}, 0, 1);
    EXPECT_EQ(page["found"], 2);
    EXPECT_EQ(page["foundPerson"], all["rows"][0]);
    const Json filtered = ask({{"code", "PF5002"}, {"find", all["rows"][0][0]}});
    EXPECT_EQ(filtered["found"], nullptr);
    EXPECT_EQ(filtered["foundPerson"], all["rows"][0]) << "a person can be open who does not match";
    EXPECT_EQ(ask({{"find", 12345}})["foundPerson"], nullptr);
}

TEST_F(PeoplePages, TakeAnyQuery) {
    for (const char* query : {"", "[]", "{", "{\"statuses\":3}", "{\"find\":-1}", "{\"text\":null}"})
        EXPECT_EQ(Json::parse(Session(Options{}).people(query, 0, 10))["total"], 0) << query;
}

}  // namespace
}  // namespace preflight
