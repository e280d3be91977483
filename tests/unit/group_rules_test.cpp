// Group rules that bring people into groups: changed by an event, or run because a profile changes.
#include <gtest/gtest.h>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

Json rule(const char* id, const char* name, const std::string& condition, const Json& groups) {
    return {{"id", id},
            {"type", "group_rule"},
            {"name", name},
            {"status", "ACTIVE"},
            {"conditions", {{"expression", {{"type", "urn:okta:expression:1.0"}, {"value", condition}}}}},
            {"actions", {{"assignUserToGroups", {{"groupIds", groups}}}}}};
}

std::string in_department(const std::string& name) {
    return "user.department == \"" + name + "\"";
}

// Ana is assigned by name and in Ops. Bo is assigned through Sales, into which a rule brought him. Dee is not assigned.
struct Ruled : Kit {
    Ruled() {
        app["features"].push_back("GROUP_PUSH");
        add_person("dee");
        app_users.erase(2);
        department(0, "Ops");
        department(1, "Sales");
        department(2, "Support");
        app_users[1]["scope"] = "GROUP";
        app_users[1]["_links"] = {{"group", {{"href", "https://a.okta.com/api/v1/groups/00gSales"}}}};
        assign({"00gSales"});
        members["00gSales"] = Json::array({users[1]});
        members["00gOps"] = Json::array({users[0]});
        rules.push_back(rule("0prSales", "Salespeople", in_department("Sales"), {"00gSales"}));
        scenario["events"] = Json::array({{{"type", "provision"}}});
    }
    void department(std::size_t user, const char* name) { users[user]["profile"]["department"] = name; }
    void assign(const std::vector<std::string>& groups) {
        Json list = Json::array();
        for (const std::string& id : groups)
            list.push_back(
                {{"id", id}, {"priority", list.size()}, {"profile", Json::object()}, {"_links", Json::object()}});
        more["app-groups.json"] = list.dump();
    }
    void then(Json event) { scenario["events"].push_back(std::move(event)); }
    void change(const std::string& condition, const char* which = "0prSales") {
        then({{"type", "change-group-rule"}, {"rule", which}, {"expression", condition}});
    }
    void play() {
        more["groups.json"] = R"([
            {"id": "00gSales", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales"}},
            {"id": "00gOps", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Ops"}}])";
        for (const auto& [id, list] : members) more["members-" + id + ".json"] = list.dump();
        if (!rules.empty()) more["rules.json"] = rules.dump();
        replayed = test::simulate(files());
    }
    // "created", or empty when the event sends the person nothing.
    std::string status(int event, const std::string& name) {
        const Json one = outcome(event, name);
        return one.is_null() ? std::string() : one["status"].get<std::string>();
    }
    Json outcome(int event, const std::string& name) {
        for (const Json& one : replayed["outcomes"]) {
            if (one["event"] == event && one["user"]["login"] == name + "@acme.test") return one;
        }
        return nullptr;
    }
    std::string sign_in(const std::string& name) {
        for (const Json& one : replayed["signIns"]) {
            if (one["login"] == name + "@acme.test") return one["status"];
        }
        return {};
    }
    bool notes(const std::string& text) { return replayed["notes"].dump().find(text) != std::string::npos; }

    Json rules = Json::array();
    std::map<std::string, Json> members;  // by group
    Json replayed;
};

TEST(ChangeGroupRule, WhoMeetsTheNewConditionIsAssigned) {
    Ruled kit;
    kit.change(in_department("Sales") + " || " + in_department("Support"));
    kit.then({{"type", "sign-in"}});
    kit.play();
    EXPECT_EQ(kit.status(0, "dee"), "") << "not assigned yet";
    EXPECT_EQ(kit.status(1, "dee"), "created");
    EXPECT_EQ(kit.outcome(1, "dee")["operation"], "change-group-rule");
    EXPECT_EQ(kit.sign_in("dee"), "signed-in");
    EXPECT_EQ(kit.status(1, "bo"), "") << "he stays";
    EXPECT_EQ(kit.status(1, "ana"), "");
    EXPECT_TRUE(kit.notes("1 person enters the group \\\"Sales\\\".")) << kit.replayed["notes"];
}

TEST(ChangeGroupRule, WhoNoLongerMeetsItIsUnassigned) {
    Ruled kit;
    kit.change(in_department("Support"), "salespeople");
    kit.then({{"type", "provision"}});
    kit.play();
    EXPECT_EQ(kit.status(1, "bo"), "deactivated");
    EXPECT_EQ(kit.status(1, "dee"), "created");
    EXPECT_EQ(kit.status(2, "bo"), "skipped");
    EXPECT_EQ(kit.status(2, "dee"), "unchanged");
    EXPECT_TRUE(kit.notes("1 person enters the group \\\"Sales\\\", and 1 person leaves it."));
    EXPECT_EQ(kit.replayed["memberships"], Json::parse(R"([{"event": 1, "group": {"id": "00gSales", "name": "Sales"},
        "entered": ["dee@acme.test"], "left": ["bo@acme.test"], "undecided": []}])"));
}

TEST(ChangeGroupRule, WhoIsAssignedByNameOrThroughAnotherGroupStaysAssigned) {
    Ruled kit;
    kit.department(0, "Sales");
    kit.members["00gSales"] = Json::array({kit.users[0], kit.users[1]});
    kit.members["00gOps"] = Json::array({kit.users[1]});
    kit.assign({"00gSales", "00gOps"});
    kit.change("false");
    kit.play();
    EXPECT_TRUE(kit.notes("2 people leave the group \\\"Sales\\\"."));
    EXPECT_EQ(kit.status(1, "ana"), "") << "by name";
    EXPECT_EQ(kit.status(1, "bo"), "") << "through Ops";
}

TEST(ChangeGroupRule, AnotherRuleKeepsAMember) {
    Ruled kit;
    kit.rules.push_back(rule("0prBo", "Bo", "user.login == \"bo@acme.test\"", {"00gSales"}));
    kit.change(in_department("Support"));
    kit.play();
    EXPECT_EQ(kit.status(1, "bo"), "");
    kit.rules.back()["status"] = "INACTIVE";
    kit.play();
    EXPECT_EQ(kit.status(1, "bo"), "deactivated");
}

TEST(ChangeGroupRule, AMemberWhomTheRuleDidNotBringStays) {
    Ruled kit;
    kit.department(1, "Board");
    kit.members["00gSales"] = Json::array({kit.users[1]});
    kit.change(in_department("Support"));
    kit.play();
    EXPECT_EQ(kit.status(1, "bo"), "");
    EXPECT_TRUE(kit.notes("1 person enters"));
}

TEST(ChangeGroupRule, ExceptionsAndInactiveUsersDoNotMove) {
    Ruled kit;
    kit.rules[0]["conditions"]["people"]["users"]["exclude"] = Json::array({"00udee"});
    kit.change("true");
    kit.play();
    EXPECT_EQ(kit.status(1, "dee"), "");
    kit.rules[0]["conditions"].erase("people");
    kit.users[2]["status"] = "STAGED";
    kit.play();
    EXPECT_EQ(kit.status(1, "dee"), "");
    kit.users[2]["status"] = "ACTIVE";
    kit.rules[0]["conditions"]["people"]["groups"]["exclude"] = Json::array({"00gOps"});
    kit.play();
    EXPECT_EQ(kit.status(1, "dee"), "created");
    kit.members["00gOps"].push_back(kit.users[2]);
    kit.play();
    EXPECT_EQ(kit.status(1, "dee"), "");
}

TEST(ChangeGroupRule, AnInactiveRuleMovesNobody) {
    Ruled kit;
    kit.rules[0]["status"] = "INACTIVE";
    kit.change("true");
    kit.play();
    EXPECT_EQ(kit.replayed["outcomes"].size(), 2U);
    EXPECT_TRUE(kit.notes("the group rule is inactive"));
}

TEST(ChangeGroupRule, OktaDoesNotSaveWhatDoesNotParse) {
    Ruled kit;
    kit.change("user.department ==");
    kit.play();
    EXPECT_EQ(kit.replayed["outcomes"].size(), 2U);
    EXPECT_TRUE(kit.notes("Okta does not save the expression"));
}

TEST(ChangeGroupRule, WhatTheConditionCannotTellIsUnknown) {
    Ruled kit;
    kit.change("isMemberOfGroupName(\"Everyone\")");
    kit.then({{"type", "sign-in"}});
    kit.play();
    EXPECT_EQ(kit.status(1, "bo"), "unknown") << "he may leave";
    EXPECT_EQ(kit.status(1, "dee"), "unknown") << "she may enter";
    EXPECT_EQ(kit.outcome(1, "dee")["missing"], Json::array({"which groups each user is in"}));
    EXPECT_EQ(kit.status(1, "ana"), "") << "assigned by name, whatever the rule says";
    EXPECT_EQ(kit.sign_in("bo"), "unknown");
    EXPECT_EQ(kit.sign_in("dee"), "unknown");
    EXPECT_EQ(kit.sign_in("ana"), "signed-in");
}

TEST(ChangeGroupRule, AnAttributeThatWasNotExportedIsUnknown) {
    Ruled kit;
    kit.users = nullptr;
    kit.members.clear();
    kit.change(in_department("Support"));
    kit.play();
    ASSERT_EQ(kit.replayed["outcomes"].size(), 3U);
    const Json bo = kit.replayed["outcomes"][2];
    EXPECT_EQ(bo["user"]["id"], "00uBo");
    EXPECT_EQ(bo["status"], "unknown");
    EXPECT_EQ(bo["missing"], Json::array({"okta-users"}));
}

TEST(ChangeGroupRule, WhetherTheGroupHasTheAppMayBeUnknown) {
    Ruled kit;
    kit.more.erase("app-groups.json");
    kit.rules[0]["actions"]["assignUserToGroups"]["groupIds"] = Json::array({"00gOps"});
    kit.change(in_department("Support"));
    kit.play();
    EXPECT_EQ(kit.status(1, "dee"), "unknown");
    EXPECT_EQ(kit.outcome(1, "dee")["missing"], Json::array({"okta-app-groups"}));
    // An assignment that came through the group proves it.
    kit.rules[0]["actions"]["assignUserToGroups"]["groupIds"] = Json::array({"00gSales"});
    kit.play();
    EXPECT_EQ(kit.status(1, "dee"), "created");
}

TEST(ChangeGroupRule, ARuleThatNoFileHas) {
    Ruled kit;
    kit.change("true", "0prOther");
    kit.then({{"type", "provision"}});
    kit.play();
    EXPECT_EQ(kit.status(2, "ana"), "unknown");
    EXPECT_EQ(kit.outcome(2, "ana")["missing"], Json::array({"okta-group-rules"}));
    EXPECT_TRUE(kit.notes("no file has the group rule"));
}

TEST(ChangeGroupRule, WithoutAnExpressionNothingIsKnown) {
    Ruled kit;
    kit.then({{"type", "change-group-rule"}, {"rule", "0prSales"}});
    kit.then({{"type", "provision"}});
    kit.play();
    EXPECT_EQ(kit.status(2, "ana"), "unknown");
    EXPECT_TRUE(test::codes(test::check(kit.files())).count("PF1014"));
}

TEST(ChangeGroupRule, TheNextPushHasTheNewMembers) {
    Ruled kit;
    kit.more["push.json"] = R"([{"id": "gPm1", "sourceGroupId": "00gOps", "status": "ACTIVE"}])";
    kit.rules[0] = rule("0prOps", "Ops", in_department("Ops"), {"00gOps"});
    kit.then({{"type", "push-groups"}});
    kit.change(in_department("Sales"), "0prOps");
    kit.then({{"type", "push-groups"}});
    kit.play();
    ASSERT_EQ(kit.replayed["groups"].size(), 2U);
    EXPECT_EQ(kit.replayed["groups"][0]["members"], Json::array({"ana"}));
    EXPECT_EQ(kit.replayed["groups"][1]["members"], Json::array({"bo"}));
    EXPECT_EQ(kit.replayed["groups"][1]["status"], "updated");
}

TEST(ChangeGroupRule, AMemberOfWhomItIsUnknownIsNotPushedAndNotDropped) {
    Ruled kit;
    kit.more["push.json"] = R"([{"id": "gPm1", "sourceGroupId": "00gOps", "status": "ACTIVE"}])";
    kit.rules[0] = rule("0prOps", "Ops", in_department("Ops"), {"00gOps"});
    kit.change("isMemberOfGroupName(\"Everyone\")", "0prOps");
    kit.then({{"type", "push-groups"}});
    kit.play();
    ASSERT_EQ(kit.replayed["groups"].size(), 1U);
    EXPECT_EQ(kit.replayed["groups"][0]["members"], Json::array());
    EXPECT_EQ(kit.replayed["groups"][0]["dropped"], Json::array());
}

TEST(ChangeGroupRule, LaterEventsConcernTheNewMembers) {
    Ruled kit;
    kit.change(in_department("Support"));
    kit.then({{"type", "deactivate"}, {"group", "Sales"}});
    kit.play();
    EXPECT_EQ(kit.status(2, "dee"), "deactivated");
    EXPECT_EQ(kit.status(2, "bo"), "");
}

TEST(ChangeGroupRule, ThereAndBackAgain) {
    Ruled kit;
    kit.change(in_department("Support"));
    kit.change(in_department("Sales"));
    kit.play();
    EXPECT_EQ(kit.status(2, "bo"), "reactivated");
    EXPECT_EQ(kit.status(2, "dee"), "deactivated");
}

TEST(ChangeGroupRule, TheFilesAreUsed) {
    Ruled kit;
    kit.change(in_department("Support"));
    kit.play();
    const Json report = test::check(kit.files());
    for (const Json& unused : report["unused"]) EXPECT_NE(unused["kind"], "okta-group-rules") << unused;
}

TEST(UpdateProfile, RunsTheRulesThatReadWhatChanges) {
    Ruled kit;
    const auto move_to = [&](const char* user, const char* department) {
        kit.then({{"type", "update-profile"}, {"user", user}, {"set", {{"department", department}}}});
    };
    move_to("bo@acme.test", "Board");
    move_to("dee@acme.test", "Sales");
    move_to("ana@acme.test", "Sales");
    kit.play();
    EXPECT_EQ(kit.status(1, "bo"), "deactivated");
    EXPECT_EQ(kit.status(2, "dee"), "created");
    EXPECT_EQ(kit.status(3, "ana"), "unchanged") << "assigned before";
    std::size_t outcomes = 0;
    for (const Json& one : kit.replayed["outcomes"]) outcomes += one["event"] == 1 ? 1U : 0U;
    EXPECT_EQ(outcomes, 1U) << "nothing is pushed to somebody who loses the assignment";
    ASSERT_EQ(kit.replayed["memberships"].size(), 3U);
    EXPECT_EQ(kit.replayed["memberships"][0]["left"], Json::array({"bo@acme.test"}));
    EXPECT_EQ(kit.replayed["memberships"][2]["entered"], Json::array({"ana@acme.test"}));
}

TEST(UpdateProfile, RunsNoOtherRules) {
    Ruled kit;
    kit.then({{"type", "update-profile"}, {"user", "bo@acme.test"}, {"set", {{"title", "Head"}}}});
    kit.play();
    EXPECT_EQ(kit.status(1, "bo"), "unchanged");
    EXPECT_FALSE(kit.notes("group"));
}

}  // namespace
}  // namespace preflight
