// Groups that Okta pushes: what becomes of each, who is in it afterwards, and why others are not (spec 5.7).
#include <gtest/gtest.h>

#include <sstream>

#include "tests/unit/kit.h"

namespace preflight::test {
namespace {

constexpr const char* kSales = "00gSales000000000001";

Json member(const std::string& name) {
    return {{"id", "00u" + name}, {"status", "ACTIVE"}, {"profile", {{"login", name + "@acme.test"}}}};
}

// Ana and Bo of the sound files, and a group that is pushed.
struct Pushed : Kit {
    Pushed() { app["features"].push_back("GROUP_PUSH"); }
    Json mappings = Json::array({{{"id", "gPm1"}, {"sourceGroupId", kSales}, {"status", "ACTIVE"}}});
    Json groups = Json::array({group(kSales, "Sales")});
    Json in_egnyte;
    std::map<std::string, Json> members;  // by group id

    static Json group(const std::string& id, const std::string& name) {
        return {{"id", id},
                {"type", "OKTA_GROUP"},
                {"objectClass", {"okta:user_group"}},
                {"profile", {{"name", name}, {"description", nullptr}}}};
    }
    void push(const std::string& id, const std::string& name) {
        mappings.push_back({{"id", "gPm" + std::to_string(mappings.size() + 1)}, {"sourceGroupId", id}});
        mappings.back()["status"] = "ACTIVE";
        groups.push_back(group(id, name));
    }
    void has(const std::string& id, const std::vector<std::string>& names) {
        members[id] = Json::array();
        for (const std::string& name : names) members[id].push_back(member(name));
    }
    void egnyte_group(const std::string& name, const Json& names) {
        if (in_egnyte.is_null()) in_egnyte = {{"totalResults", 0}, {"resources", Json::array()}};
        Json one{{"id", "g-" + name}, {"displayName", name}};
        if (names.is_array()) {
            one["members"] = Json::array();
            for (const Json& user_name : names) one["members"].push_back({{"username", user_name}});
        }
        in_egnyte["resources"].push_back(one);
        in_egnyte["totalResults"] = in_egnyte["resources"].size();
    }
    void events(const Json& list) { scenario["events"] = list; }

    [[nodiscard]] std::vector<std::pair<std::string, std::string>> all() {
        if (!mappings.is_null()) more["push.json"] = mappings.dump();
        if (!groups.is_null()) more["groups.json"] = groups.dump();
        if (!in_egnyte.is_null()) more["egnyte-groups.json"] = in_egnyte.dump();
        for (const auto& [id, list] : members) more["members-" + id + ".json"] = list.dump();
        return files();
    }
    // The pushes of groups, in their order.
    [[nodiscard]] Json pushes() { return simulate(all())["groups"]; }
    [[nodiscard]] Json only() {
        const Json list = pushes();
        EXPECT_EQ(list.size(), 1U) << list.dump();
        return list.empty() ? Json::object() : list[0];
    }
};

std::vector<std::string> codes_of(const Json& group) {
    std::vector<std::string> codes;
    for (const Json& reason : group["reasons"]) codes.push_back(reason["code"]);
    return codes;
}
using Codes = std::vector<std::string>;

TEST(PushedGroups, AreCreatedWithTheMembersWhoHaveAnAccount) {
    Pushed kit;
    kit.has(kSales, {"Ana", "Bo"});
    const Json group = kit.only();
    EXPECT_EQ(group["status"], "created");
    EXPECT_EQ(group["event"], 1);
    EXPECT_EQ(group["group"], Json({{"id", kSales}, {"name", "Sales"}}));
    EXPECT_EQ(group["members"], Json({"ana", "bo"}));
    EXPECT_EQ(group["dropped"], Json::array());
    EXPECT_EQ(group["assumed"], Json({"egnyte-groups"}));
    EXPECT_EQ(group["missing"], Json::array());
    EXPECT_EQ(simulate(kit.all())["summary"]["groups"], Json({{"created", 1}}));
}

TEST(PushedGroups, TheExchangeNamesTheMembers) {
    Pushed kit;
    kit.has(kSales, {"Ana", "Bo"});
    kit.account("ana", {{"email", "ana@acme.test"}});
    const Json created = kit.only()["exchange"];
    ASSERT_EQ(created.size(), 2U) << created;
    EXPECT_EQ(created[0]["path"], "/Groups?filter=displayName%20eq%20%22Sales%22");
    EXPECT_EQ(created[1]["method"], "POST");
    EXPECT_EQ(created[1]["body"]["displayName"], "Sales");
    EXPECT_EQ(created[1]["status"], 201);
    EXPECT_TRUE(created[1]["simulated"]);
    // Nobody knows the id of the account that is made here.
    EXPECT_EQ(created[1]["body"]["members"], Json::parse(R"([{"value": "101", "display": "ana"}, {"display": "bo"}])"));

    kit.mappings[0]["targetGroupId"] = "00gTarget";
    kit.mappings[0]["lastPush"] = "2026-01-12T08:00:00Z";
    kit.egnyte_group("Sales", {"ana", "root"});
    const Json updated = kit.only()["exchange"];
    ASSERT_EQ(updated.size(), 1U) << updated;
    EXPECT_EQ(updated[0]["method"], "PATCH");
    EXPECT_EQ(updated[0]["path"], "/Groups/g-Sales");
    const Json operations = updated[0]["body"]["Operations"];
    ASSERT_EQ(operations.size(), 2U);
    EXPECT_EQ(operations[0]["op"], "add");
    EXPECT_EQ(operations[1]["op"], "remove");
    EXPECT_EQ(operations[1]["value"], Json::parse(R"([{"value": "1", "display": "root"}])"));

    kit.in_egnyte = nullptr;
    kit.egnyte_group("Sales", {"ana", "bo"});
    kit.account("bo", Json::object());
    EXPECT_EQ(kit.only()["status"], "unchanged");
    EXPECT_EQ(kit.only()["exchange"], Json::array());
}

TEST(PushedGroups, ABodyDoesNotNameEverybody) {
    Pushed kit;
    std::vector<std::string> names;
    for (int i = 0; i < 25; ++i) {
        names.push_back("p" + std::to_string(i));
        kit.add_person(names.back());
    }
    kit.has(kSales, names);
    const Json group = kit.only();
    EXPECT_EQ(group["members"].size(), 25U);
    EXPECT_EQ(group["exchange"][1]["body"]["members"].size(), 20U);
    EXPECT_EQ(group["exchange"][1]["text"], "the body names 5 more members");
}

TEST(PushedGroups, ABodyNamesTheMembersOfItsGroupOnly) {
    Pushed kit;
    kit.push("00gOther000000000002", "Other");
    kit.has(kSales, {"Ana"});
    kit.has("00gOther000000000002", {"Bo"});
    const Json pushes = kit.pushes();
    ASSERT_EQ(pushes.size(), 2U);
    EXPECT_EQ(pushes[0]["exchange"][1]["body"]["members"], Json::parse(R"([{"display": "ana"}])"));
    EXPECT_EQ(pushes[1]["exchange"][1]["body"]["members"], Json::parse(R"([{"display": "bo"}])"));
}

TEST(PushedGroups, EveryDroppedMemberIsNamedWithTheReason) {
    Pushed kit;
    kit.has(kSales, {"Ana", "Bo", "Cy"});
    kit.users[1]["status"] = "SUSPENDED";
    const Json group = kit.only();
    EXPECT_EQ(group["status"], "created");
    EXPECT_EQ(group["members"], Json({"ana"}));
    EXPECT_EQ(group["dropped"], Json::parse(R"([{"login": "Bo@acme.test", "reason": "group-member-not-provisioned"},
                                                {"login": "Cy@acme.test", "reason": "group-member-not-assigned"}])"));
    EXPECT_EQ(codes_of(group), (Codes{"PF7001", "PF7002"}));
    const Json report = check(kit.all());
    for (const Json& finding : report["findings"]) {
        if (finding["code"] == "PF7001") {
            EXPECT_EQ(finding["affected"], Json::parse(R"({"users": 1, "examples": ["Cy@acme.test"]})"));
        }
        if (finding["code"] == "PF7002") {
            EXPECT_EQ(finding["affected"]["users"], 1);
        }
    }
    EXPECT_EQ(codes(report).count("PF7001"), 1U);
    EXPECT_EQ(codes(report).count("PF7002"), 1U);
}

// The account of a refused person is not there; that of somebody who left is deactivated.
TEST(PushedGroups, RefusedAndDeactivatedPeopleAreNotPushed) {
    Pushed kit;
    kit.has(kSales, {"Ana", "Bo"});
    kit.app_users[0]["credentials"]["userName"] = "a@b";
    kit.events(Json::parse(R"([{"type": "provision"}, {"type": "push-groups"},
                               {"type": "unassign", "user": "bo@acme.test"}, {"type": "push-groups"}])"));
    const Json groups = kit.pushes();
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0]["status"], "created");
    EXPECT_EQ(groups[0]["members"], Json({"bo"}));
    EXPECT_EQ(codes_of(groups[0]), (Codes{"PF7002"}));
    // Unassigned: out of the push, and the account stays in the group (Q21, G9).
    EXPECT_EQ(groups[1]["status"], "unchanged");
    EXPECT_EQ(groups[1]["members"], Json::array());
    EXPECT_EQ(groups[1]["deactivated"], Json({"bo"}));
    EXPECT_EQ(codes_of(groups[1]), (Codes{"PF7001", "PF7002", "PF7003"}));
}

TEST(PushedGroups, WithNobodyToPushAreEmpty) {
    Pushed kit;
    kit.has(kSales, {"Cy"});
    EXPECT_EQ(codes_of(kit.only()), (Codes{"PF7001", "PF7003"}));
    EXPECT_EQ(kit.only()["status"], "created");
    kit.has(kSales, {});
    EXPECT_EQ(codes_of(kit.only()), (Codes{}));
    EXPECT_EQ(kit.only()["status"], "unknown") << "an empty array names neither users nor members";
}

TEST(PushedGroups, WhatWasNotGivenIsUnknownAndNotEmpty) {
    Pushed kit;
    Json group = kit.only();
    EXPECT_EQ(group["status"], "unknown");
    EXPECT_FALSE(group.contains("members"));
    EXPECT_FALSE(group.contains("dropped"));
    EXPECT_EQ(group["missing"], Json({"okta-group-members"}));
    EXPECT_EQ(codes(check(kit.all())).count("PF7003"), 0U);
    // No file says which groups are pushed.
    Pushed without;
    without.mappings = nullptr;
    EXPECT_EQ(without.pushes(), Json::array());
    without.events(Json::parse(R"([{"type": "provision"}, {"type": "push-groups"}])"));
    const Json report = simulate(without.all());
    ASSERT_EQ(report["notes"].size(), 1U);
    EXPECT_NE(report["notes"][0].get<std::string>().find("okta-group-push-mappings"), std::string::npos);
    EXPECT_EQ(report["summary"]["users"], Json({{"created", 2}})) << "nobody becomes unknown by it";
}

TEST(PushedGroups, AFirstPageOfMembersSaysNothingOfTheOthers) {
    Pushed kit;
    std::vector<std::string> names = {"Ana"};
    for (int i = 1; i < 200; ++i) names.push_back("X" + std::to_string(i));
    kit.has(kSales, names);
    const Json group = kit.only();
    EXPECT_EQ(group["status"], "created");
    EXPECT_EQ(group["dropped"].size(), 199U);
    EXPECT_EQ(group["missing"], Json({"okta-group-members"}));
}

TEST(PushedGroups, WithoutTheirNameNobodyKnowsWhetherItIsFree) {
    Pushed kit;
    kit.groups = nullptr;
    kit.has(kSales, {"Ana"});
    const Json group = kit.only();
    EXPECT_EQ(group["status"], "unknown");
    EXPECT_EQ(group["group"], Json({{"id", kSales}}));
    EXPECT_EQ(group["missing"], Json({"okta-groups"}));
}

TEST(PushedGroups, APersonOfWhomNothingIsDecidedIsNotDropped) {
    Pushed kit;
    kit.has(kSales, {"Ana", "Bo", "Cy"});
    kit.app_users = nullptr;
    const Json group = kit.only();
    EXPECT_EQ(group["members"], Json({"ana", "bo"}));
    EXPECT_EQ(group["undecided"], Json({"Cy@acme.test"})) << "no file says who is assigned";
    EXPECT_EQ(group["assumed"], Json({"okta-app-users", "egnyte-groups"}));
    EXPECT_EQ(group["missing"], Json({"okta-app-users"}));
    Pushed open;
    open.has(kSales, {"Ana"});
    open.mapping["properties"]["userType"]["expression"] = "user.access";
    open.user_schema = nullptr;
    open.users[0]["profile"].erase("email");
    open.app_users[0]["status"] = "SUSPENDED";
    EXPECT_EQ(open.only()["undecided"], Json({"Ana@acme.test"})) << "what Okta does with the assignment is not known";
    EXPECT_EQ(codes_of(open.only()), (Codes{}));
}

TEST(PushedGroups, TheNamesOfBuiltInGroupsAreRefused) {
    for (const char* name :
         {"All Administrators", "all power users", " All Standard Users ", "ALL STANDARD USERS AND POWER USERS"}) {
        Pushed kit;
        kit.groups = Json::array({Pushed::group(kSales, name)});
        kit.has(kSales, {"Ana"});
        EXPECT_EQ(kit.only()["status"], "failed") << name;
        EXPECT_EQ(codes_of(kit.only()), (Codes{"PF7004"})) << name;
        EXPECT_EQ(codes(check(kit.all())).count("PF7004"), 1U);
    }
}

TEST(PushedGroups, OfTwoWithTheSameNameTheLaterFails) {
    Pushed kit;
    kit.push("00gOther000000000001", "SALES");
    kit.has(kSales, {"Ana"});
    kit.has("00gOther000000000001", {"Bo"});
    const Json groups = kit.pushes();
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0]["status"], "created");
    EXPECT_EQ(groups[1]["status"], "failed");
    EXPECT_EQ(codes_of(groups[1]), (Codes{"PF7005"}));
    // An inactive push is not one.
    kit.mappings[0]["status"] = "INACTIVE";
    EXPECT_EQ(kit.pushes()[0]["status"], "skipped");
    EXPECT_EQ(codes_of(kit.pushes()[0]), (Codes{"PF7008"}));
    EXPECT_EQ(kit.pushes()[1]["status"], "created");
}

TEST(PushedGroups, ANameThatIsTakenInEgnyteHasToBeLinked) {
    Pushed kit;
    kit.has(kSales, {"Ana"});
    kit.egnyte_group("sales", nullptr);
    EXPECT_EQ(kit.only()["status"], "failed");
    EXPECT_EQ(codes_of(kit.only()), (Codes{"PF7005"}));
    kit.mappings[0]["targetGroupId"] = "00gTarget";
    EXPECT_EQ(kit.only()["status"], "linked");
    EXPECT_EQ(codes_of(kit.only()), (Codes{}));
    EXPECT_EQ(kit.only()["assumed"], Json({"egnyte-groups"})) << "a list of groups does not say the members";
    kit.mappings[0]["lastPush"] = "2026-01-12T08:00:00Z";
    EXPECT_EQ(kit.only()["status"], "updated");
}

TEST(PushedGroups, ALinkedGroupIsComparedWithItsMembersInEgnyte) {
    Pushed kit;
    kit.has(kSales, {"Ana"});
    kit.mappings[0]["targetGroupId"] = "00gTarget";
    kit.mappings[0]["lastPush"] = "2026-01-12T08:00:00Z";
    kit.account("ana", {{"email", "ana@acme.test"}});
    kit.account("old", {{"active", false}});
    kit.egnyte_group("Sales", {"ana", "old"});
    EXPECT_EQ(kit.only()["status"], "unchanged");
    EXPECT_EQ(kit.only()["deactivated"], Json({"old"})) << "it stays a member (G9)";
    kit.in_egnyte = nullptr;
    kit.egnyte_group("Sales", {"ana", "root"});
    EXPECT_EQ(kit.only()["status"], "updated");
    EXPECT_EQ(kit.only()["removed"], Json({"root"})) << "the push brings the whole membership (G5)";
    kit.in_egnyte = nullptr;
    kit.egnyte_group("Sales", Json::array());
    EXPECT_EQ(kit.only()["status"], "updated");
    // A member whom no file shows: what Egnyte has is not known.
    kit.in_egnyte = nullptr;
    kit.egnyte_group("Sales", {"ana", "nobody"});
    EXPECT_EQ(kit.only()["assumed"], Json({"egnyte-groups"}));
}

TEST(PushedGroups, ALinkIsToTheGroupOfTheTargetsName) {
    Pushed kit;
    kit.has(kSales, {"Ana"});
    kit.mappings[0]["targetGroupId"] = "00gTarget";
    kit.groups.push_back(Pushed::group("00gTarget", "Sales of Acme"));
    kit.groups.back()["type"] = "APP_GROUP";
    kit.egnyte_group("Sales", nullptr);
    EXPECT_EQ(kit.only()["status"], "unknown") << "the group that it is linked to is not in the export";
    EXPECT_EQ(kit.only()["missing"], Json({"egnyte-groups"}));
    kit.egnyte_group("Sales of Acme", nullptr);
    EXPECT_EQ(kit.only()["status"], "linked");
}

TEST(PushedGroups, ASecondPushChangesNothing) {
    Pushed kit;
    kit.has(kSales, {"Ana", "Bo"});
    kit.events(Json::parse(R"([{"type": "provision"}, {"type": "push-groups"}, {"type": "push-groups"}])"));
    const Json groups = kit.pushes();
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0]["status"], "created");
    EXPECT_EQ(groups[1]["status"], "unchanged");
    EXPECT_EQ(groups[1]["event"], 2);
    EXPECT_EQ(groups[1]["members"], groups[0]["members"]);
}

// Assign first, then push (K6): who has no account yet is not pushed.
TEST(PushedGroups, ThePushBeforeTheAssignmentFindsNobody) {
    Pushed kit;
    kit.has(kSales, {"Ana", "Bo"});
    kit.events(Json::parse(R"([{"type": "push-groups"}, {"type": "provision"}, {"type": "push-groups"}])"));
    const Json groups = kit.pushes();
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(codes_of(groups[0]), (Codes{"PF7002", "PF7003"}));
    EXPECT_EQ(groups[1]["status"], "updated");
    EXPECT_EQ(groups[1]["members"], Json({"ana", "bo"}));
}

TEST(PushedGroups, AnAppThatSendsNothingPushesNothing) {
    Pushed off;
    off.has(kSales, {"Ana"});
    off.app["status"] = "INACTIVE";
    EXPECT_EQ(off.only()["status"], "skipped");
    EXPECT_EQ(codes_of(off.only()), (Codes{"PF3002"}));
    Pushed without;
    without.has(kSales, {"Ana"});
    without.drop_feature("GROUP_PUSH");
    EXPECT_EQ(without.only()["status"], "skipped");
    EXPECT_EQ(codes_of(without.only()), (Codes{"PF7009"}));
}

TEST(PushedGroups, OneWhoseLastPushFailedIsOpen) {
    Pushed kit;
    kit.has(kSales, {"Ana"});
    kit.mappings[0]["status"] = "ERROR";
    EXPECT_EQ(kit.only()["status"], "unknown");
    EXPECT_EQ(codes_of(kit.only()), (Codes{"PF7007"}));
}

// A member list may name its group by the name alone, and one person may be in two of them.
TEST(PushedGroups, MembersAreFoundByTheNameOfTheFile) {
    Pushed kit;
    kit.push("00gOther000000000001", "Maps");
    kit.more["group-members-sales.json"] = Json::array({member("Ana")}).dump();
    kit.more["group-members-maps.json"] = Json::array({member("Ana"), member("Bo")}).dump();
    const Json groups = kit.pushes();
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0]["members"], Json({"ana"}));
    EXPECT_EQ(groups[1]["members"], Json({"ana", "bo"}));
}

TEST(PushedGroups, SeveralAreOneFinding) {
    Pushed kit;
    kit.push("00gOther000000000001", "Maps");
    kit.has(kSales, {"Ana", "Cy"});
    kit.has("00gOther000000000001", {"Bo", "Cy", "Di"});
    const Json report = check(kit.all());
    for (const Json& finding : report["findings"]) {
        if (finding["code"] != "PF7001") continue;
        EXPECT_EQ(finding["message"], "2 pushed groups have members who are not assigned to the app.");
        EXPECT_EQ(finding["affected"]["users"], 2) << "each person once";
        EXPECT_EQ(finding["locations"].size(), 2U);
    }
}

TEST(PushedGroups, StandBetweenTheEventsInNdjson) {
    Pushed kit;
    kit.has(kSales, {"Ana"});
    const auto session = session_of(kit.all());
    std::istringstream lines(session->simulate("ndjson"));
    std::string kinds;
    for (std::string line; std::getline(lines, line);) kinds += Json::parse(line)["kind"].get<std::string>() + " ";
    EXPECT_EQ(kinds, "outcome outcome group sign-in sign-in summary ");
    const Json page = Json::parse(session->ask(R"({"ask": "groups", "from": 0, "count": 10})"));
    EXPECT_EQ(page["total"], 1);
    EXPECT_EQ(page["counts"], Json({{"created", 1}}));
    EXPECT_EQ(page["rows"][0]["members"], Json({"ana"}));
    EXPECT_EQ(Json::parse(session->ask(R"({"ask": "groups", "from": 1, "count": 10})"))["rows"], Json::array());
    EXPECT_FALSE(session->has_failure());
}

TEST(PushedGroups, AFailedOneIsAFailure) {
    Pushed kit;
    kit.groups = Json::array({Pushed::group(kSales, "All Power Users")});
    kit.has(kSales, {"Ana"});
    EXPECT_TRUE(session_of(kit.all())->has_failure());
}

}  // namespace
}  // namespace preflight::test
