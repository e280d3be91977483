// Events that change Okta's side: profiles, mappings, the username format (spec 3, 5.1, 5.6).
#include <gtest/gtest.h>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

constexpr const char* kFollows = R"(["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "PUSH_USER_DEACTIVATION"])";

// Two people whose accounts exist, and whose usernames follow the e-mail address.
struct Replayed : Kit {
    Replayed() {
        app["features"] = Json::parse(kFollows);
        scenario["events"] = Json::array({{{"type", "provision"}}});
    }
    void then(Json event) { scenario["events"].push_back(std::move(event)); }
    void exclude_username_updates() { app["features"].push_back("EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH"); }
    void play() {
        replayed = test::simulate(files());
        for (const Json& outcome : replayed["outcomes"])
            by_event[{outcome["event"].get<int>(), outcome["user"]["login"].get<std::string>()}] = outcome;
    }
    // Null when the event sends the person nothing.
    Json outcome(int event, const std::string& name) {
        const auto found = by_event.find({event, name + "@acme.test"});
        return found == by_event.end() ? Json() : found->second;
    }
    std::size_t outcomes_of(int event) {
        return static_cast<std::size_t>(
            std::count_if(by_event.begin(), by_event.end(), [&](const auto& one) { return one.first.first == event; }));
    }
    Json sign_in(const std::string& name) {
        for (const Json& one : replayed["signIns"]) {
            if (one["login"] == name + "@acme.test") return one;
        }
        return nullptr;
    }
    std::set<std::string> codes(int event, const std::string& name) {
        std::set<std::string> result;
        const Json its = outcome(event, name);
        for (const Json& reason : its["reasons"]) result.insert(reason["code"].get<std::string>());
        return result;
    }
    std::string notes() { return replayed["notes"].dump(); }

    Json replayed;
    std::map<std::pair<int, std::string>, Json> by_event;
};

Json new_email(const char* user = "ana@acme.test") {
    return {{"type", "update-profile"}, {"user", user}, {"set", {{"email", "ana.new@acme.test"}}}};
}

TEST(UpdateProfile, APushCarriesTheNewValue) {
    Replayed kit;
    kit.then({{"type", "update-profile"}, {"user", "00uAna"}, {"set", {{"lastName", "Law"}}}});
    kit.play();
    const Json ana = kit.outcome(1, "ana");
    EXPECT_EQ(ana["status"], "updated");
    EXPECT_EQ(ana["operation"], "update-profile");
    EXPECT_EQ(ana["changes"], (Json{{"familyName", {{"from", "Lee"}, {"to", "Law"}}}}));
    EXPECT_EQ(ana["egnyteUser"]["familyName"], "Law");
    EXPECT_EQ(ana["exchange"].back()["method"], "PATCH");
    EXPECT_EQ(kit.outcome(0, "ana")["profile"]["familyName"]["value"], "Lee") << "what was, stays told";
    EXPECT_EQ(kit.outcomes_of(1), 1U) << "nobody else is concerned";
}

TEST(UpdateProfile, ANewAddressRenames) {
    Replayed kit;
    kit.then(new_email());
    kit.then({{"type", "sign-in"}});
    kit.play();
    const Json ana = kit.outcome(1, "ana");
    EXPECT_EQ(ana["status"], "failed");
    EXPECT_TRUE(kit.codes(1, "ana").count("PF5008"));
    EXPECT_EQ(ana["profile"]["userName"]["value"], "ana.new");
    EXPECT_EQ(ana["profile"]["userName"]["origin"], "template");
    EXPECT_EQ(ana["egnyteUser"]["email"], "ana@acme.test") << "the whole update is refused";
    EXPECT_EQ(kit.sign_in("ana")["nameId"], "ana.new");
    EXPECT_EQ(kit.sign_in("ana")["status"], "failed") << "Okta has the new username, Egnyte has the old one";
    EXPECT_EQ(kit.sign_in("bo")["status"], "signed-in");
}

TEST(UpdateProfile, ExcludedUsernameUpdatesKeepTheName) {
    Replayed kit;
    kit.exclude_username_updates();
    kit.then(new_email());
    kit.then({{"type", "sign-in"}, {"user", "ana@acme.test"}});
    kit.play();
    EXPECT_EQ(kit.outcome(1, "ana")["status"], "updated");
    EXPECT_EQ(kit.outcome(1, "ana")["changes"]["email"]["to"], "ana.new@acme.test");
    EXPECT_EQ(kit.sign_in("ana")["status"], "signed-in");
}

TEST(UpdateProfile, ACustomFormatOnCreateOnlyKeepsTheName) {
    Replayed kit;
    kit.username_template() = {
        {"type", "CUSTOM"}, {"template", "String.substringBefore(user.email, \"@\")"}, {"pushStatus", "DONT_PUSH"}};
    kit.then(new_email());
    kit.play();
    EXPECT_EQ(kit.outcome(1, "ana")["status"], "updated");
    kit.username_template()["pushStatus"] = "PUSH";
    kit.play();
    EXPECT_TRUE(kit.codes(1, "ana").count("PF5008"));
}

TEST(UpdateProfile, ExclusionKeepsANameThatNoExportSays) {
    Replayed kit;
    kit.exclude_username_updates();
    kit.app_users = nullptr;
    kit.then(new_email());
    kit.play();
    EXPECT_EQ(kit.outcome(1, "ana")["status"], "updated");
    EXPECT_EQ(kit.outcome(1, "ana")["profile"]["userName"]["value"], "ana");
}

// What `check` says of later changes of addresses is what happens.
TEST(UpdateProfile, AgreesWithTheFindingAboutTheFormat) {
    for (const bool excluded : {false, true}) {
        Replayed kit;
        if (excluded) kit.exclude_username_updates();
        kit.then(new_email());
        kit.play();
        const bool said = test::codes(test::check(kit.files())).count("PF3015") != 0;
        EXPECT_EQ(said, !excluded);
        EXPECT_EQ(kit.codes(1, "ana").count("PF5008") != 0, said);
    }
}

TEST(UpdateProfile, ASwitchToSsoLeavesTheIdpUsernameEmpty) {
    Replayed kit;
    kit.expression("authType") = "user.department == \"Sales\" ? \"sso\" : \"egnyte\"";
    kit.then({{"type", "update-profile"}, {"user", "ana@acme.test"}, {"set", {{"department", "Sales"}}}});
    kit.then({{"type", "sign-in"}});
    kit.play();
    EXPECT_EQ(kit.outcome(1, "ana")["changes"]["authType"], (Json{{"from", "egnyte"}, {"to", "sso"}}));
    EXPECT_TRUE(kit.codes(1, "ana").count("PF6018"));
    EXPECT_EQ(kit.sign_in("ana")["status"], "unknown");
}

TEST(UpdateProfile, ANameThatWasSetByHandStays) {
    Replayed kit;
    kit.app_users[0]["credentials"]["userName"] = "anna";
    kit.then(new_email());
    kit.play();
    EXPECT_EQ(kit.outcome(1, "ana")["status"], "updated");
    EXPECT_EQ(kit.outcome(1, "ana")["profile"]["userName"]["value"], "anna");
}

TEST(UpdateProfile, NullRemovesAnAttribute) {
    Replayed kit;
    kit.then({{"type", "update-profile"}, {"user", "ana@acme.test"}, {"set", {{"lastName", nullptr}}}});
    kit.play();
    EXPECT_EQ(kit.outcome(1, "ana")["status"], "failed");
    EXPECT_TRUE(kit.codes(1, "ana").count("PF6016"));
    EXPECT_EQ(kit.outcome(1, "ana")["profile"]["familyName"]["value"], nullptr);
}

TEST(UpdateProfile, WhatNoExpressionReadsChangesNothing) {
    Replayed kit;
    kit.then({{"type", "update-profile"}, {"user", "ana@acme.test"}, {"set", {{"department", "Sales"}}}});
    kit.play();
    EXPECT_EQ(kit.outcome(1, "ana")["status"], "unchanged");
}

TEST(UpdateProfile, CreatesNobody) {
    Replayed kit;
    kit.scenario["events"] = Json::array();
    kit.then({{"type", "update-profile"}, {"user", "ana@acme.test"}, {"set", {{"firstName", "Anna"}}}});
    kit.then({{"type", "provision"}});
    kit.play();
    EXPECT_EQ(kit.outcomes_of(0), 0U);
    EXPECT_EQ(kit.outcome(1, "ana")["status"], "created");
    EXPECT_EQ(kit.outcome(1, "ana")["profile"]["givenName"]["value"], "Anna");
}

TEST(UpdateProfile, TheChangeOfAnAccountOfWhichOnlyOktaKnows) {
    Replayed kit;
    kit.exclude_username_updates();
    kit.egnyte_users = nullptr;
    kit.app_users[0]["externalId"] = "77";
    kit.scenario["events"] = Json::array();
    kit.then(new_email());
    kit.play();
    EXPECT_EQ(kit.outcome(0, "ana")["status"], "updated");
    EXPECT_EQ(kit.outcome(0, "ana")["changes"]["email"],
              (Json{{"from", "ana@acme.test"}, {"to", "ana.new@acme.test"}}));
}

TEST(UpdateProfile, DisplayNameFollowsTheNames) {
    Replayed kit;
    kit.expression("givenName") = "user.displayName";
    kit.then({{"type", "update-profile"}, {"user", "ana@acme.test"}, {"set", {{"lastName", "Law"}}}});
    kit.play();
    EXPECT_EQ(kit.outcome(1, "ana")["profile"]["givenName"]["value"], "Ana Law");
}

TEST(UpdateProfile, AnAddressThatSomebodyElseHas) {
    Replayed kit;
    kit.exclude_username_updates();
    kit.then({{"type", "update-profile"}, {"user", "bo@acme.test"}, {"set", {{"email", "ANA@acme.test"}}}});
    kit.play();
    EXPECT_EQ(kit.outcome(1, "bo")["status"], "failed");
    EXPECT_TRUE(kit.codes(1, "bo").count("PF6015"));
}

TEST(UpdateProfile, AgainAndAgain) {
    Replayed kit;
    kit.exclude_username_updates();
    for (const char* name : {"Law", "Low", "Lee"})
        kit.then({{"type", "update-profile"}, {"user", "ana@acme.test"}, {"set", {{"lastName", name}}}});
    kit.play();
    EXPECT_EQ(kit.outcome(2, "ana")["changes"]["familyName"], (Json{{"from", "Law"}, {"to", "Low"}}));
    EXPECT_EQ(kit.outcome(3, "ana")["changes"]["familyName"], (Json{{"from", "Low"}, {"to", "Lee"}}));
}

// ---- whom an event concerns

TEST(EventPeople, TheMembersOfAGroup) {
    Replayed kit;
    kit.more["group-members-00gSales.json"] = Json::array({kit.users[1]}).dump();
    kit.then({{"type", "deactivate"}, {"group", "00gSales"}});
    kit.play();
    EXPECT_EQ(kit.outcomes_of(1), 1U);
    EXPECT_EQ(kit.outcome(1, "bo")["status"], "deactivated");
}

TEST(EventPeople, AGroupByItsName) {
    Replayed kit;
    kit.more["groups.json"] =
        R"([{"id": "00gSales", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales"}}])";
    kit.more["group-members-00gSales.json"] = Json::array({kit.users[1]}).dump();
    kit.then({{"type", "deactivate"}, {"group", "sales"}});
    kit.play();
    EXPECT_EQ(kit.outcome(1, "bo")["status"], "deactivated");
    EXPECT_EQ(kit.outcomes_of(1), 1U);
}

TEST(EventPeople, AGroupThatNoFileLists) {
    Replayed kit;
    kit.then({{"type", "deactivate"}, {"group", "Sales"}});
    kit.play();
    for (const char* name : {"ana", "bo"}) {
        EXPECT_EQ(kit.outcome(1, name)["status"], "unknown") << name;
        EXPECT_EQ(kit.outcome(1, name)["missing"], Json::array({"okta-group-members"})) << name;
    }
    EXPECT_NE(kit.notes().find("no file lists the members"), std::string::npos);
}

TEST(EventPeople, NobodyHasThatName) {
    Replayed kit;
    kit.then({{"type", "deactivate"}, {"user", "dee@acme.test"}});
    kit.play();
    EXPECT_EQ(kit.outcomes_of(1), 0U);
    EXPECT_NE(kit.notes().find("nobody in the files has the login or id \\\"dee@acme.test\\\""), std::string::npos);
}

TEST(EventPeople, ALoginThatAnEventGave) {
    Replayed kit;
    kit.then({{"type", "update-profile"}, {"user", "bo@acme.test"}, {"set", {{"login", "Bob@acme.test"}}}});
    kit.then({{"type", "deactivate"}, {"user", "bob@acme.test"}});
    kit.play();
    EXPECT_EQ(kit.outcome(2, "bo")["status"], "deactivated");
}

TEST(Assign, SomebodyWhoIsNotAssignedJoins) {
    Replayed kit;
    kit.add_person("dee");
    kit.app_users.erase(2);
    kit.then({{"type", "sign-in"}});
    kit.then({{"type", "assign"}, {"user", "DEE@acme.test"}});
    kit.then({{"type", "provision"}});
    kit.play();
    EXPECT_EQ(kit.outcome(0, "dee"), nullptr) << "not assigned yet";
    EXPECT_EQ(kit.sign_in("dee"), nullptr);
    EXPECT_EQ(kit.outcome(2, "dee")["status"], "created");
    EXPECT_EQ(kit.outcome(2, "dee")["profile"]["userName"]["value"], "dee");
    EXPECT_EQ(kit.outcome(2, "dee")["assumed"], Json::array());
    EXPECT_EQ(kit.outcome(3, "dee")["status"], "unchanged");
}

// Ana is assigned by name, Bo through the group.
struct Grouped : Replayed {
    Grouped() {
        more["groups.json"] =
            R"([{"id": "00gSales", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales"}},
                {"id": "00gOps", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Ops"}}])";
        more["app-groups.json"] =
            R"([{"id": "00gSales", "priority": 0, "profile": {}, "_links": {"app": {"href": "https://a.okta.com/api/v1/apps/0oaEgnyte"}}}])";
        more["group-members-00gSales.json"] = users.dump();
        app_users[1]["scope"] = "GROUP";
        app_users[1]["_links"] = {{"group", {{"href", "https://a.okta.com/api/v1/groups/00gSales"}}}};
        then({{"type", "unassign"}, {"group", "Sales"}});
    }
};

TEST(Unassign, AGroupLosesTheApp) {
    Grouped kit;
    kit.play();
    EXPECT_EQ(kit.outcome(1, "bo")["status"], "deactivated");
    EXPECT_EQ(kit.outcome(1, "ana"), nullptr) << "assigned by name";
}

TEST(Unassign, AnotherGroupKeepsTheAssignment) {
    Grouped kit;
    kit.more["app-groups.json"] = R"([{"id": "00gSales", "priority": 0, "profile": {}, "_links": {}},
                                      {"id": "00gOps", "priority": 1, "profile": {}, "_links": {}}])";
    kit.more["group-members-00gOps.json"] = Json::array({kit.users[1]}).dump();
    kit.play();
    EXPECT_EQ(kit.outcomes_of(1), 0U);
}

TEST(Unassign, AnotherGroupMayKeepTheAssignment) {
    Grouped kit;
    kit.more["app-groups.json"] = R"([{"id": "00gSales", "priority": 0, "profile": {}, "_links": {}},
                                      {"id": "00gOps", "priority": 1, "profile": {}, "_links": {}}])";
    kit.play();
    EXPECT_EQ(kit.outcome(1, "bo")["status"], "unknown");
    EXPECT_EQ(kit.outcome(1, "bo")["missing"], Json::array({"okta-group-members"}));
}

TEST(Assign, AGroupGetsTheApp) {
    Replayed kit;
    kit.add_person("dee");
    kit.app_users.erase(2);
    kit.more["group-members-00gOps.json"] = Json::array({kit.users[2]}).dump();
    kit.then({{"type", "assign"}, {"group", "00gOps"}});
    kit.play();
    EXPECT_EQ(kit.outcome(1, "dee")["status"], "created");
    EXPECT_EQ(kit.outcomes_of(1), 1U);
}

// ---- the mapping

Json change_mapping(const char* attribute, Json expression) {
    return {{"type", "change-mapping"}, {"attribute", attribute}, {"expression", std::move(expression)}};
}

TEST(ChangeMapping, SendsNothingByItself) {
    Replayed kit;
    kit.then(change_mapping("userType", "\"standard\""));
    kit.then({{"type", "apply-updates"}, {"user", "ana@acme.test"}});
    kit.play();
    EXPECT_EQ(kit.outcomes_of(1), 0U);
    EXPECT_EQ(kit.outcomes_of(2), 1U);
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "updated");
    EXPECT_EQ(kit.outcome(2, "ana")["changes"]["userType"], (Json{{"from", "power"}, {"to", "standard"}}));
    EXPECT_EQ(kit.outcome(2, "ana")["profile"]["userType"]["expression"], "\"standard\"");
    EXPECT_EQ(kit.outcome(0, "ana")["profile"]["userType"]["expression"], "\"power\"");
}

TEST(ChangeMapping, NewPeopleGetTheNewValue) {
    Replayed kit;
    kit.scenario["events"] = Json::array();
    kit.then({{"type", "provision"}, {"user", "ana@acme.test"}});
    kit.then(change_mapping("userType", "user.lastName == \"Ray\" ? \"standard\" : \"power\""));
    kit.then({{"type", "provision"}});
    kit.play();
    EXPECT_EQ(kit.outcome(2, "bo")["egnyteUser"]["userType"], "standard");
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "unchanged");
}

TEST(ChangeMapping, DoNotMap) {
    Replayed kit;
    kit.then(change_mapping("userType", nullptr));
    kit.then({{"type", "apply-updates"}});
    kit.play();
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "unchanged") << "an unset attribute is not sent";
    EXPECT_EQ(kit.outcome(2, "ana")["profile"]["userType"]["value"], "power") << "Okta keeps what it pushed";
    EXPECT_EQ(kit.outcome(2, "ana")["egnyteUser"]["userType"], "power");
    kit.add_person("cy");
    kit.scenario["events"].erase(0);
    kit.then({{"type", "provision"}, {"user", "cy@acme.test"}});
    kit.by_event.clear();
    kit.play();
    EXPECT_EQ(kit.outcome(2, "cy")["profile"]["userType"]["origin"], "default");
}

TEST(ChangeMapping, AnAbsentPushStatusStays) {
    Replayed kit;
    kit.mapping["properties"]["userType"]["pushStatus"] = "DONT_PUSH";
    kit.then(change_mapping("userType", "\"standard\""));
    kit.then({{"type", "apply-updates"}});
    kit.play();
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "unchanged");
    kit.scenario["events"][1]["pushStatus"] = "PUSH";
    kit.play();
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "updated");
}

TEST(ChangeMapping, AWrongValueIsRefused) {
    Replayed kit;
    kit.then(change_mapping("userType", "\"Standard\""));
    kit.then({{"type", "apply-updates"}});
    kit.play();
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "failed");
    EXPECT_TRUE(kit.codes(2, "ana").count("PF6001"));
}

TEST(ChangeMapping, OktaDoesNotSaveWhatDoesNotParse) {
    Replayed kit;
    kit.then(change_mapping("userType", "user.firstName +"));
    kit.then({{"type", "apply-updates"}});
    kit.play();
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "unchanged");
    EXPECT_NE(kit.notes().find("Okta does not save the expression"), std::string::npos);
}

TEST(ChangeMapping, WithoutAnExpressionNothingIsKnown) {
    Replayed kit;
    kit.then({{"type", "change-mapping"}, {"attribute", "userType"}});
    kit.then({{"type", "apply-updates"}});
    kit.play();
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "unknown");
}

TEST(ChangeMapping, ATargetThatTheSchemaRestricts) {
    Replayed kit;
    kit.more["app-schema.json"] =
        R"({"id": "https://acme.okta.com/meta/schemas/apps/0oaEgnyte/default", "name": "Egnyte", "definitions": {"base": {"properties": {
            "userType": {"title": "User Type", "type": "string", "enum": ["admin", "power", "standard"]}}}}})";
    kit.then(change_mapping("userType", "\"boss\""));
    kit.then({{"type", "apply-updates"}});
    kit.play();
    EXPECT_TRUE(kit.codes(2, "ana").count("PF4035"));
    EXPECT_TRUE(kit.outcome(2, "ana")["exchange"].empty()) << "Okta stops the assignment";
}

TEST(ChangeMapping, TheMappedUsername) {
    Replayed kit;
    kit.then(change_mapping("userName", "user.firstName"));
    kit.then({{"type", "apply-updates"}});
    kit.play();
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "unchanged") << "equal but for case";
    EXPECT_EQ(kit.outcome(2, "ana")["profile"]["userName"]["origin"], "mapping");
}

// ---- the username format

TEST(ChangeUsernameFormat, RenamesAccounts) {
    Replayed kit;
    kit.then({{"type", "change-username-format"}, {"template", "user.firstName + \".\" + user.lastName"}});
    kit.play();
    EXPECT_EQ(kit.outcome(1, "ana")["status"], "failed");
    EXPECT_TRUE(kit.codes(1, "ana").count("PF5008"));
    EXPECT_EQ(kit.outcome(1, "ana")["profile"]["userName"]["value"], "Ana.Lee");
}

TEST(ChangeUsernameFormat, LeavesWhatWasSetByHand) {
    Replayed kit;
    kit.app_users[0]["credentials"]["userName"] = "anna";
    kit.then({{"type", "change-username-format"}, {"template", "user.firstName + \".\" + user.lastName"}});
    kit.play();
    EXPECT_EQ(kit.outcome(1, "ana"), nullptr);
    EXPECT_EQ(kit.outcome(1, "bo")["status"], "failed");
}

TEST(ChangeUsernameFormat, SendsNothingWhereTheNameStays) {
    Replayed kit;
    kit.then({{"type", "change-username-format"}, {"template", "${fn:substringBefore(source.login, \"@\")}"}});
    kit.play();
    EXPECT_EQ(kit.outcomes_of(1), 0U);
}

TEST(ChangeUsernameFormat, ExcludedUpdatesKeepTheNames) {
    Replayed kit;
    kit.exclude_username_updates();
    kit.then({{"type", "change-username-format"}, {"template", "${source.lastName}"}});
    kit.play();
    EXPECT_EQ(kit.outcomes_of(1), 0U);
}

TEST(ChangeUsernameFormat, CorrectsTheNamesOfFailedCreations) {
    Replayed kit;
    kit.username_template()["template"] = "${source.login}";
    for (Json& assignment : kit.app_users) assignment["credentials"]["userName"] = nullptr;
    kit.then({{"type", "change-username-format"}, {"template", "${fn:substringBefore(source.login, \"@\")}"}});
    kit.then({{"type", "provision"}});
    kit.play();
    EXPECT_TRUE(kit.codes(0, "ana").count("PF5002"));
    EXPECT_EQ(kit.outcomes_of(1), 0U) << "there is no account to rename";
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "created");
    EXPECT_EQ(kit.outcome(2, "ana")["egnyteUser"]["userName"], "ana");
}

TEST(UpdateNow, DerivesEveryNameAgain) {
    Replayed kit;
    kit.app_users[0]["credentials"]["userName"] = "anna";
    kit.then({{"type", "update-now"}});
    kit.play();
    EXPECT_TRUE(kit.codes(1, "ana").count("PF5008")) << "set by hand";
    EXPECT_EQ(kit.outcomes_of(1), 1U) << "the other name is what the format makes";
}

TEST(UpdateNow, ThenRetry) {
    Replayed kit;
    kit.app_users[0]["credentials"]["userName"] = "ana@acme.test";
    kit.then({{"type", "update-now"}});
    kit.then({{"type", "provision"}, {"user", "ana@acme.test"}});
    kit.play();
    EXPECT_EQ(kit.outcome(0, "ana")["status"], "failed");
    EXPECT_EQ(kit.outcome(2, "ana")["status"], "created");
}

TEST(ApplyUpdates, PushesWhatDiffers) {
    Replayed kit;
    kit.account("ana", {{"id", 7}, {"name", {{"givenName", "Ana"}, {"familyName", "Old"}}}});
    kit.app_users[0]["externalId"] = "7";
    kit.scenario["events"] = Json::array({{{"type", "apply-updates"}}});
    kit.play();
    EXPECT_EQ(kit.outcome(0, "ana")["changes"]["familyName"], (Json{{"from", "Old"}, {"to", "Lee"}}));
    EXPECT_EQ(kit.outcome(0, "bo"), nullptr) << "Okta knows no account";
}

}  // namespace
}  // namespace preflight
