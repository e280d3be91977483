// What the plan as a whole comes to: end states, the headline, invitations and seats.
#include <gtest/gtest.h>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

Json end_states(const Kit& kit) {
    const Json of_check = test::check(kit.files())["summary"]["endStates"];
    EXPECT_EQ(of_check, test::simulate(kit.files())["summary"]["endStates"]) << "check and simulate agree";
    return of_check;
}
std::string headline(const Kit& kit) {
    const std::string verdict = test::check(kit.files())["verdict"];
    return verdict.substr(0, verdict.find(" Not checked"));
}

TEST(EndStates, AreCountedOncePerPerson) {
    Kit kit;
    EXPECT_EQ(end_states(kit), (Json{{"works", 2}}));
    kit.app_users[0]["credentials"]["userName"] = "a@na";
    EXPECT_EQ(end_states(kit), (Json{{"refused", 1}, {"works", 1}}));
    kit.scenario["egnyte"]["sso"]["defaultUserMapping"] = "email";
    EXPECT_EQ(end_states(kit), (Json{{"refused", 1}, {"locked-out", 1}}));
    kit.users[1]["status"] = "STAGED";
    EXPECT_EQ(end_states(kit), (Json{{"refused", 1}, {"nothing-sent", 1}}));
    kit.app["settings"]["app"]["subDomain"] = "https://acme.egnyte.com";
    EXPECT_EQ(end_states(kit), (Json{{"refused", 1}, {"nothing-sent", 1}})) << "a wrong Subdomain sends nobody more";
    kit.users[1]["status"] = "ACTIVE";
    EXPECT_EQ(end_states(kit), (Json{{"refused", 2}}));
}

TEST(EndStates, ALeaverWithAPasswordDoesNotWork) {
    Kit kit;
    kit.account("ana", {{"id", 77}, {"authType", "egnyte"}});
    kit.app_users[0]["externalId"] = "77";
    kit.expression("authType") = "\"egnyte\"";
    EXPECT_EQ(end_states(kit), (Json{{"works", 2}}));
    kit.users[0]["status"] = "DEPROVISIONED";
    EXPECT_EQ(end_states(kit), (Json{{"works", 1}, {"nothing-sent", 1}}));
}

TEST(EndStates, ARejectedUpdateLeavesTheAccount) {
    Kit kit;
    kit.account("ana", {{"id", 77}});
    kit.app_users[0]["externalId"] = "77";
    kit.users[0]["profile"]["email"] = "ana at acme";
    EXPECT_EQ(end_states(kit), (Json{{"works", 2}}));
    EXPECT_EQ(headline(kit), "Egnyte will reject the update of 1 of 2 people, who already has an account.");
}

TEST(EndStates, OnlyTheLastOutcomeOfAPersonHasOne) {
    Kit kit;
    kit.scenario["events"] = {{{"type", "provision"}}, {{"type", "provision"}, {"user", "ana@acme.test"}}};
    const Json outcomes = test::simulate(kit.files())["outcomes"];
    ASSERT_EQ(outcomes.size(), 3U);
    EXPECT_FALSE(outcomes[0].contains("endState")) << "ana is sent again";
    EXPECT_TRUE(outcomes[1].contains("endState"));
    EXPECT_TRUE(outcomes[2].contains("endState"));
}

TEST(Headline, NamesTheCausesAndWhatTheFirstOneHelps) {
    Kit kit;
    for (const char* name : {"cy", "di", "eva"}) kit.add_person(name);
    for (const std::size_t person : {0U, 1U, 2U})
        kit.app_users[person]["credentials"]["userName"] = "a@b" + std::to_string(person);
    kit.users[2]["profile"]["lastName"] = "";
    kit.users[3]["profile"]["lastName"] = "";
    EXPECT_EQ(headline(kit),
              "Egnyte will reject 4 of 5 people. There are 2 causes; fixing the first one helps 2 people.")
        << "one of the three has a second wrong value";
}

TEST(Headline, AnEffectIsNotACauseOfItsOwn) {
    Kit kit;
    kit.username_expression("user.email");
    kit.app_users[0]["credentials"]["userName"] = "ana@acme.test";
    kit.app_users[1]["credentials"]["userName"] = "bo@acme.test";
    EXPECT_EQ(headline(kit), "Egnyte will reject all 2 people.") << "PF3011 explains PF5002";
}

TEST(Headline, SaysWhenNothingIsSent) {
    Kit kit;
    kit.app["features"] = Json::array();
    EXPECT_NE(headline(kit).find("Okta sends nothing for all 2 people."), std::string::npos) << headline(kit);
    EXPECT_EQ(headline(kit).find("no problem"), std::string::npos) << headline(kit);
}

TEST(Forecast, Invitations) {
    Kit kit;
    const auto invitations = [&] { return test::check(kit.files())["forecast"]["invitations"]; };
    EXPECT_EQ(invitations()["people"], 0);
    kit.mapping["properties"].erase("sendInvite");
    EXPECT_EQ(invitations(), (Json{{"people", 2}, {"unknown", 0}, {"examples", {"ana@acme.test", "bo@acme.test"}}}));
    kit.expression("authType") = "\"egnyte\"";
    kit.mapping["properties"]["sendInvite"] = {{"expression", "false"}, {"pushStatus", "PUSH"}};
    EXPECT_EQ(invitations()["people"], 2) << "T5: with authentication type egnyte it goes out";
    kit.account("ana", Json::object());
    EXPECT_EQ(invitations()["people"], 1) << "a linked account gets none";
    kit.app_users[1]["credentials"]["userName"] = "b@o";
    EXPECT_EQ(invitations()["people"], 0) << "a rejected request sends none";
}

// Of how many people which attribute is replaced: two pushes replace the same value once.
TEST(Forecast, ValuesThatPushesReplace) {
    test::Kit kit;
    kit.app["features"] = Json::parse(R"(["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES"])");
    kit.mapping["properties"]["userType"]["pushStatus"] = "DONT_PUSH";
    kit.mapping["properties"]["givenName"]["pushStatus"] = "DONT_PUSH";
    for (std::size_t i = 0; i < 2; ++i) {
        const std::string id = std::to_string(70 + i);
        kit.app_users[i]["externalId"] = id;
        kit.app_users[i]["profile"]["userType"] = "standard";
        const std::string name = i == 0 ? "ana" : "bo";
        kit.account(name, {{"id", id}, {"name", {{"givenName", "Old"}, {"familyName", "Lee"}}}});
    }
    kit.app_users[1]["profile"]["givenName"] = "New";
    kit.scenario["events"] = Json::parse(R"([{"type": "provision"}, {"type": "apply-updates"}])");
    const Json expected = Json::parse(R"({"people": 2, "attributes": [{"attribute": "userType", "people": 2},
                                                                      {"attribute": "givenName", "people": 1}]})");
    EXPECT_EQ(test::simulate(kit.files())["forecast"]["overwrites"], expected);
    const Json report = test::check(kit.files());
    const auto finding = std::find_if(report["findings"].begin(), report["findings"].end(),
                                      [](const Json& one) { return one["code"] == "PF6034"; });
    ASSERT_NE(finding, report["findings"].end());
    EXPECT_EQ((*finding)["message"],
              "2 people have a value in Egnyte that a push of the app profile replaces: userType of 2 people, "
              "givenName of 1 person.");
    EXPECT_EQ((*finding)["affected"]["users"], 2);
}

TEST(Forecast, SeatsByPool) {
    Kit kit;
    kit.add_person("cy");
    kit.account("pending", {{"lastActiveDate", nullptr}});
    kit.account("used", {{"lastActiveDate", "2026-11-20T00:00:00Z"}});
    kit.account("gone", {{"active", false}});
    kit.scenario["egnyte"]["licences"] = {{"power", 5}, {"standard", 0}};
    const auto power = [&] { return test::check(kit.files())["forecast"]["seats"][0]; };
    Json seats = power();
    EXPECT_EQ(seats["pool"], "power");
    EXPECT_EQ(seats["bought"], 5);
    EXPECT_EQ(seats["before"], 3) << "root, pending and used";
    EXPECT_EQ(seats["after"], 5);
    EXPECT_EQ(seats["rejected"], 1);
    EXPECT_EQ(seats["firstRejected"], "cy@acme.test");
    EXPECT_EQ(seats["freeFirst"],
              (Json{{"accounts", 1}, {"examples", {{{"userName", "pending"}, {"why", "never-active"}}}}}));
    kit.scenario["egnyte"]["licences"]["deactivatedUsersCount"] = true;
    seats = power();
    EXPECT_EQ(seats["before"], 4);
    EXPECT_EQ(seats["rejected"], 2);
    EXPECT_EQ(seats["freeFirst"]["examples"][0], (Json{{"userName", "gone"}, {"why", "deactivated"}}));
    kit.egnyte_users["totalResults"] = 400;
    EXPECT_EQ(power()["before"], nullptr) << "a part of the accounts";
}

}  // namespace
}  // namespace preflight
