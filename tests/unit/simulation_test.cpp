// The rehearsal against the contract: defaults, gates, order, links, updates, exchange, sign-in, unknown.
#include <gtest/gtest.h>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

Json outcome(const Json& rehearsal, const std::string& name) {
    for (const Json& o : rehearsal["outcomes"]) {
        if (o["user"]["login"] == name + "@acme.test") return o;
    }
    return nullptr;
}
Json sign_in(const Json& rehearsal, const std::string& name) {
    for (const Json& s : rehearsal["signIns"]) {
        if (s["login"] == name + "@acme.test") return s;
    }
    return nullptr;
}

TEST(Simulation, DefaultsOfANewAccount) {
    Kit kit;
    for (const char* attribute : {"userType", "authType", "sendInvite", "isServiceAccount"})
        kit.mapping["properties"].erase(attribute);
    const Json ana = outcome(test::simulate(kit.files()), "ana");
    EXPECT_EQ(ana["status"], "created");
    const Json& profile = ana["profile"];
    EXPECT_EQ(profile["userType"], (Json{{"value", "power"}, {"origin", "default"}}));
    EXPECT_EQ(profile["authType"]["value"], "sso");
    EXPECT_EQ(profile["sendInvite"]["value"], true);
    EXPECT_EQ(profile["isServiceAccount"]["value"], false);
    EXPECT_EQ(profile["idpUserId"]["value"], "ana") << "by Default user mapping: username";
    EXPECT_EQ(profile["idpUserId"]["origin"], "default");
    EXPECT_EQ(ana["egnyteUser"]["userType"], "power");
}

TEST(Simulation, UndefinedCountsAsUnset) {
    Kit kit;
    kit.expression("userType") = "\"UNDEFINED\"";
    EXPECT_EQ(outcome(test::simulate(kit.files()), "ana")["profile"]["userType"]["value"], "power");
    kit.expression("userType") = "\"  \"";
    EXPECT_EQ(outcome(test::simulate(kit.files()), "ana")["profile"]["userType"]["value"], "power");
}

TEST(Simulation, TheExchangeOfACreation) {
    const Json steps = outcome(test::simulate(Kit().files()), "ana")["exchange"];
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[0]["method"], "GET");
    EXPECT_EQ(steps[0]["path"], "/Users?filter=userName%20eq%20%22ana%22&startIndex=1&count=100");
    EXPECT_EQ(steps[1]["method"], "POST");
    EXPECT_EQ(steps[1]["status"], 201);
    EXPECT_EQ(steps[1]["body"]["userName"], "ana");
    EXPECT_EQ(steps[1]["body"]["emails"][0]["value"], "ana@acme.test");
}

TEST(Simulation, AnAttestedRefusalIsNoInvention) {
    Kit kit;
    kit.app_users[0]["credentials"]["userName"] = "ana@acme.test";
    const Json ana = outcome(test::simulate(kit.files()), "ana");
    EXPECT_EQ(ana["status"], "failed");
    EXPECT_EQ(ana["egnyteUser"], nullptr);
    const Json& answer = ana["exchange"][1];
    EXPECT_EQ(answer["status"], 400);
    EXPECT_EQ(answer["simulated"], false);
    EXPECT_NE(answer["text"].get<std::string>().find("Invalid user name"), std::string::npos);
}

TEST(Simulation, EveryReasonIsListed) {
    Kit kit;
    kit.app_users[0]["credentials"]["userName"] = ".a@b";
    kit.users[0]["profile"]["email"] = "nope";
    kit.users[0]["profile"]["lastName"] = "";
    kit.expression("userType") = "\"Power\"";
    std::set<std::string> codes;
    const Json ana = outcome(test::simulate(kit.files()), "ana");
    for (const Json& reason : ana["reasons"]) codes.insert(reason["code"].get<std::string>());
    EXPECT_EQ(codes, (std::set<std::string>{"PF5002", "PF5004", "PF6001", "PF6014", "PF6016"}));
}

TEST(Simulation, GatesSkip) {
    Kit kit;
    kit.users[0]["status"] = "SUSPENDED";
    Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(outcome(rehearsal, "ana")["status"], "skipped");
    EXPECT_TRUE(outcome(rehearsal, "ana")["exchange"].empty());
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "skipped");
    EXPECT_EQ(outcome(rehearsal, "bo")["status"], "created");
    kit.app["status"] = "INACTIVE";
    EXPECT_EQ(test::simulate(kit.files())["summary"]["users"], (Json{{"skipped", 2}}));
}

TEST(Simulation, TheLaterOfTwoIsRefused) {
    Kit kit;
    kit.app_users[1]["credentials"]["userName"] = "ANA";
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(outcome(rehearsal, "ana")["status"], "created");
    EXPECT_EQ(outcome(rehearsal, "bo")["status"], "failed");
    for (const char* name : {"ana", "bo"}) EXPECT_EQ(outcome(rehearsal, name)["reasons"][0]["code"], "PF5005") << name;
}

TEST(Simulation, SeatsCountDown) {
    Kit kit;
    kit.scenario["egnyte"]["licences"] = {{"power", 2}, {"standard", 5}};  // one is used by the admin
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(outcome(rehearsal, "ana")["status"], "created");
    EXPECT_EQ(outcome(rehearsal, "bo")["status"], "failed");
    EXPECT_EQ(outcome(rehearsal, "bo")["reasons"][0]["code"], "PF6023");
}

TEST(Simulation, ExistingAccounts) {
    Kit kit;
    kit.account("ana", Json::object());
    kit.account("bo", {{"active", false}});
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(outcome(rehearsal, "ana")["status"], "linked");
    EXPECT_EQ(outcome(rehearsal, "bo")["status"], "reactivated");
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "signed-in");
}

TEST(Simulation, Updates) {
    Kit kit;
    kit.account("ana", {{"id", 7}, {"name", {{"givenName", "Ana"}, {"familyName", "Old"}}}});
    kit.account("bo", {{"id", 8}, {"name", {{"givenName", "Bo"}, {"familyName", "Ray"}}}, {"isServiceAccount", false}});
    kit.app_users[0]["externalId"] = "7";
    kit.app_users[1]["externalId"] = "8";
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(outcome(rehearsal, "ana")["status"], "updated");
    EXPECT_EQ(outcome(rehearsal, "ana")["changes"]["familyName"], (Json{{"from", "Old"}, {"to", "Lee"}}));
    EXPECT_EQ(outcome(rehearsal, "bo")["status"], "unchanged");
    kit.app_users[0]["credentials"]["userName"] = "anna";
    const Json renamed = outcome(test::simulate(kit.files()), "ana");
    EXPECT_EQ(renamed["status"], "failed");
    EXPECT_EQ(renamed["reasons"][0]["code"], "PF5008");
    EXPECT_EQ(renamed["egnyteUser"]["familyName"], "Old") << "a rejected update changes nothing";
}

TEST(Simulation, WhatWasSetOnceIsNotPushedAgain) {
    Kit kit;
    kit.account("ana", {{"id", 7}, {"userType", "admin"}});
    kit.app_users[0]["externalId"] = "7";
    kit.mapping["properties"]["userType"]["pushStatus"] = "DONT_PUSH";
    EXPECT_FALSE(outcome(test::simulate(kit.files()), "ana")["changes"].contains("userType"));
    kit.mapping["properties"]["userType"]["pushStatus"] = "PUSH";
    EXPECT_EQ(outcome(test::simulate(kit.files()), "ana")["changes"]["userType"]["to"], "power");
}

TEST(Simulation, AValueThatWasNotExportedIsUnknown) {
    Kit kit;
    kit.users = nullptr;  // the mapping reads user attributes that nobody gave
    const Json rehearsal = test::simulate(kit.files());
    for (const Json& o : rehearsal["outcomes"]) {
        EXPECT_EQ(o["status"], "unknown");
        EXPECT_FALSE(o["missing"].empty());
    }
    EXPECT_EQ(rehearsal["summary"]["users"], (Json{{"unknown", 2}}));
}

TEST(Simulation, WithoutEgnyteTheWorldIsEmptyAndSaysSo) {
    Kit kit;
    kit.egnyte_users = nullptr;
    const Json ana = outcome(test::simulate(kit.files()), "ana");
    EXPECT_EQ(ana["status"], "created");
    EXPECT_NE(std::find(ana["assumed"].begin(), ana["assumed"].end(), "egnyte-users"), ana["assumed"].end());
}

TEST(Simulation, AnExpressionThatFailsLeavesTheValueUnknown) {
    Kit kit;
    kit.expression("userType") = "user.department ? \"power\" : \"standard\"";
    const Json ana = outcome(test::simulate(kit.files()), "ana");
    EXPECT_EQ(ana["profile"]["userType"]["origin"], "failed");
    EXPECT_NE(ana["status"], "created");
}

TEST(Simulation, TimeNowIsTheTimeThatAllIsJudgedAt) {
    Kit kit;
    kit.expression("familyName") = "Time.now(\"Asia/Kolkata\", \"yyyy-MM-dd HH:mm\")";
    const auto at = [&](const Options& options) {
        const std::string text = test::ask(
            kit.files(), static_cast<std::string (Session::*)(std::string_view, const Style&)>(&Session::simulate),
            options);
        return outcome(Json::parse(text), "ana");
    };
    Options options;
    options.clock = "2030-01-01T00:00:00Z";
    EXPECT_EQ(at(options)["profile"]["familyName"]["value"], "2026-11-23 17:30") << "the scenario's";
    options.now = "2027-06-30T20:00:00Z";
    EXPECT_EQ(at(options)["profile"]["familyName"]["value"], "2027-07-01 01:30") << "asked for";
    kit.scenario.erase("now");
    options.now.clear();
    EXPECT_EQ(at(options)["profile"]["familyName"]["value"], "2030-01-01 05:30") << "the clock's";
    const Json nobody = at({});
    EXPECT_EQ(nobody["status"], "unknown");
    EXPECT_EQ(nobody["profile"]["familyName"]["origin"], "unknown");
    EXPECT_EQ(nobody["missing"], Json::array({"scenario: now"}));
}

TEST(Simulation, AnExternalIdProvesAnAccountBeforeAnybodyIsSent) {
    Kit kit;
    kit.egnyte_users = nullptr;
    kit.app_users[1]["externalId"] = "8";
    kit.scenario["egnyte"]["licences"] = {{"power", 1}, {"standard", 0}};
    kit.app_users[1]["profile"] = {{"userType", "power"}, {"email", "bo@acme.test"}};
    Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(outcome(rehearsal, "ana")["status"], "failed") << "bo holds the seat";
    EXPECT_EQ(outcome(rehearsal, "ana")["reasons"][0]["code"], "PF6023");
    kit.drop_feature("PUSH_PROFILE_UPDATES");
    kit.scenario["egnyte"]["sso"]["defaultUserMapping"] = "email";
    rehearsal = test::simulate(kit.files());
    EXPECT_EQ(outcome(rehearsal, "bo")["status"], "skipped");
    EXPECT_EQ(sign_in(rehearsal, "bo")["status"], "failed") << "the account is there, and nobody gets in";
}

TEST(Simulation, TheListOfMappingsDoesNotSayThatNothingIsMapped) {
    Kit kit;
    kit.mapping.erase("properties");
    kit.app_users = nullptr;
    EXPECT_EQ(test::simulate(kit.files())["summary"]["users"], (Json{{"unknown", 2}}));
}

TEST(Simulation, NullIsNeverStored) {
    Kit kit;
    kit.account("ana", {{"id", 7}, {"userType", "admin"}});
    kit.app_users[0]["externalId"] = "7";
    for (const char* expression : {"user.access", "user.department ? \"power\" : \"admin\"", "\"Undefined\""}) {
        kit.expression("userType") = expression;
        EXPECT_EQ(outcome(test::simulate(kit.files()), "ana")["egnyteUser"]["userType"], "admin") << expression;
    }
}

TEST(Simulation, ASwitchToSsoLeavesTheIdpUsernameEmpty) {
    Kit kit;
    kit.egnyte_users = nullptr;
    kit.app_users[0]["externalId"] = "7";
    kit.app_users[0]["profile"]["authType"] = "egnyte";
    kit.mapping["properties"]["authType"]["expression"] = "\"sso\"";
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(outcome(rehearsal, "ana")["reasons"][0]["code"], "PF6018");
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "unknown");
}

TEST(Simulation, NobodySignsInThroughAnAppThatIsOff) {
    Kit kit;
    kit.account("ana", {{"id", 7}});
    kit.app_users[0]["externalId"] = "7";
    kit.app["status"] = "INACTIVE";
    EXPECT_EQ(sign_in(test::simulate(kit.files()), "ana")["reasons"][0]["code"], "PF3002");
    kit.app["status"] = "ACTIVE";
    kit.users[0]["status"] = "SUSPENDED";
    const Json suspended = sign_in(test::simulate(kit.files()), "ana");
    EXPECT_EQ(suspended["status"], "skipped");
    EXPECT_EQ(suspended["reasons"][0]["code"], "PF6024");
}

TEST(Simulation, SignIn) {
    Kit kit;
    EXPECT_EQ(sign_in(test::simulate(kit.files()), "ana")["status"], "signed-in");
    kit.scenario["egnyte"]["sso"]["defaultUserMapping"] = "email";
    Json failed = sign_in(test::simulate(kit.files()), "ana");
    EXPECT_EQ(failed["status"], "failed");
    EXPECT_EQ(failed["nameId"], "ana");
    EXPECT_EQ(failed["key"], "ana@acme.test");
    kit.scenario["egnyte"]["sso"].erase("defaultUserMapping");
    EXPECT_EQ(sign_in(test::simulate(kit.files()), "ana")["status"], "unknown");
    kit.scenario["egnyte"]["sso"]["defaultUserMapping"] = "username";
    kit.metadata.replace(kit.metadata.find("https://tide"), 5, "http");
    kit.metadata.replace(kit.metadata.find("https://tide"), 5, "http");
    failed = sign_in(test::simulate(kit.files()), "ana");
    EXPECT_EQ(failed["status"], "failed");
    EXPECT_EQ(failed["reasons"][0]["code"], "EP-06");
}

TEST(Simulation, MetadataNobodyCanSignInWithDecidesForEverybody) {
    Kit kit;
    const auto at = kit.metadata.find("<md:KeyDescriptor");
    kit.metadata.erase(at, kit.metadata.find("</md:KeyDescriptor>") + 19 - at);
    kit.app_users[0]["credentials"]["userName"] = "ana@acme.test";  // refused
    kit.users.erase(1);                                             // unknown
    const Json rehearsal = test::simulate(kit.files());
    for (const char* name : {"ana", "bo"}) {
        const Json attempt = sign_in(rehearsal, name);
        if (attempt.is_null()) continue;
        EXPECT_EQ(attempt["status"], "failed") << name;
        EXPECT_EQ(attempt["reasons"][0]["code"], "KEY-01") << name;
    }
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "failed");
}

TEST(Simulation, AnExpiredCertificateAloneDecidesNothing) {
    Kit kit;
    kit.scenario["now"] = "2040-01-01T00:00:00Z";
    const Json ana = sign_in(test::simulate(kit.files()), "ana");
    EXPECT_EQ(ana["status"], "signed-in");
    EXPECT_EQ(ana["reasons"][0]["code"], "CRT-06");
}

TEST(Simulation, EverybodyInTheListWhenNoAssignmentsWereGiven) {
    Kit kit;
    kit.app_users = nullptr;
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(rehearsal["summary"]["users"], (Json{{"created", 2}}));
    EXPECT_EQ(rehearsal["notes"].size(), 1U);
    EXPECT_EQ(outcome(rehearsal, "ana")["profile"]["userName"]["origin"], "template");
}

TEST(Simulation, TheOrderOfFilesDoesNotMatter) {
    auto files = Kit().files();
    const Json first = test::simulate(files);
    std::reverse(files.begin(), files.end());
    EXPECT_EQ(test::simulate(files), first);
}

std::string status(const Json& rehearsal, const std::string& name) {
    return outcome(rehearsal, name)["status"];
}
bool has_reason(const Json& of, const char* code) {
    const Json& reasons = of["reasons"];
    return std::any_of(reasons.begin(), reasons.end(), [&](const Json& reason) { return reason["code"] == code; });
}

// Facts okta-exports 6: what each state of an assignment means.
TEST(Simulation, StatesOfAssignments) {
    struct State {
        const char* status;
        const char* outcome;
        const char* sign_in;
    };
    for (const State& state : {State{"UNASSIGNED", "skipped", "skipped"}, State{"DEPROVISIONED", "skipped", "skipped"},
                               State{"REVOKED", "skipped", "skipped"}, State{"INACTIVE", "skipped", "skipped"},
                               State{"IMPORTED", "skipped", "skipped"}, State{"MATCHED", "skipped", "skipped"},
                               State{"APPROVED", "unknown", "unknown"}, State{"PENDING", "unknown", "unknown"},
                               State{"IMPLICIT", "unknown", "unknown"}, State{"SUSPENDED", "unknown", "unknown"},
                               State{"ACTIVE", "created", "signed-in"}, State{"PROVISIONED", "created", "signed-in"}}) {
        Kit kit;
        kit.app_users[0]["status"] = state.status;
        const Json rehearsal = test::simulate(kit.files());
        EXPECT_EQ(status(rehearsal, "ana"), state.outcome) << state.status;
        EXPECT_EQ(sign_in(rehearsal, "ana")["status"], state.sign_in) << state.status;
        EXPECT_EQ(status(rehearsal, "bo"), "created") << state.status;
    }
}

TEST(Simulation, WithoutAnExportNobodySaysThatALeaversAccountIsActive) {
    Kit kit;
    kit.egnyte_users = nullptr;
    kit.app_users[0]["externalId"] = "7";
    kit.users[0]["status"] = "DEPROVISIONED";
    EXPECT_FALSE(has_reason(outcome(test::simulate(kit.files()), "ana"), "PF6032"));
}

TEST(Simulation, WhoIsNotAssignedTakesNoUsername) {
    Kit kit;
    kit.app_users[0]["status"] = "UNASSIGNED";
    kit.app_users[1]["credentials"]["userName"] = "ana";
    EXPECT_EQ(status(test::simulate(kit.files()), "bo"), "created");
}

TEST(Simulation, AFailedCreationIsWhatARetryGives) {
    Kit kit;
    kit.app_users[0]["syncState"] = "ERROR";
    const Json ana = outcome(test::simulate(kit.files()), "ana");
    EXPECT_EQ(ana["status"], "created");
    EXPECT_TRUE(has_reason(ana, "PF6029"));
}

TEST(Simulation, WithoutCreateUsersAnExistingAccountIsStillLinked) {
    Kit kit;
    kit.drop_feature("PUSH_NEW_USERS");
    kit.account("ana", Json::object());
    Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(status(rehearsal, "ana"), "linked");
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "signed-in");
    EXPECT_EQ(status(rehearsal, "bo"), "skipped");
    EXPECT_EQ(sign_in(rehearsal, "bo")["status"], "unknown");
    kit.username_template() = {{"type", "NONE"}};
    kit.app_users[0]["credentials"]["userName"] = "";
    rehearsal = test::simulate(kit.files());
    EXPECT_EQ(status(rehearsal, "ana"), "unknown") << "whether there is an account is not known";
}

TEST(Simulation, OktasIdIsKnown) {
    Kit kit;
    kit.username_expression("user.getInternalProperty(\"id\")");
    kit.app_users = nullptr;
    EXPECT_EQ(outcome(test::simulate(kit.files()), "ana")["profile"]["userName"]["value"], "00uAna");
    kit = Kit();
    kit.username_expression("user.getInternalProperty(\"id\")");
    kit.app_users[0]["credentials"]["userName"] = "";
    kit.users = nullptr;
    Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(rehearsal["outcomes"][0]["profile"]["userName"]["value"], "00uAna") << "by the assignment";
    kit.username_expression("user.getInternalProperty(\"status\")");
    rehearsal = test::simulate(kit.files());
    EXPECT_EQ(rehearsal["outcomes"][0]["profile"]["userName"]["origin"], "unknown");
}

TEST(Simulation, AMappedUsernameWins) {
    Kit kit;
    kit.mapping["properties"]["userName"] = {{"expression", "user.email"}, {"pushStatus", "PUSH"}};
    const Json ana = outcome(test::simulate(kit.files()), "ana");
    EXPECT_EQ(ana["profile"]["userName"]["value"], "ana@acme.test");
    EXPECT_EQ(ana["profile"]["userName"]["origin"], "mapping");
    EXPECT_TRUE(has_reason(ana, "PF5002"));
}

TEST(Simulation, OtherVariableNamesAreNotBlank) {
    Kit kit;
    kit.users = nullptr;
    kit.mapping = nullptr;
    kit.app_users[0]["profile"] = {{"given_name", "Ana"}, {"family_name", "Lee"}, {"email", "ana@acme.test"}};
    kit.app_users[1]["profile"] = {{"givenName", ""}, {"familyName", "Ray"}, {"email", "bo@acme.test"}};
    Json rehearsal = test::simulate(kit.files());
    EXPECT_TRUE(has_reason(rehearsal["outcomes"][1], "PF6016")) << "a known variable that is blank";
    kit.app_users.erase(1);
    rehearsal = test::simulate(kit.files());
    EXPECT_FALSE(has_reason(rehearsal["outcomes"][0], "PF6016"));
    EXPECT_EQ(rehearsal["outcomes"][0]["status"], "unknown");
    EXPECT_EQ(rehearsal["outcomes"][0]["missing"], Json::array({"okta-app-user-schema"}));
}

TEST(Simulation, ACustomFormatRenamesWithEveryPush) {
    Kit kit;
    kit.drop_feature("EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH");
    kit.account("anna", {{"id", 77}, {"email", "ana@acme.test"}});
    kit.app_users[0]["externalId"] = "77";
    kit.app_users[0]["credentials"]["userName"] = "anna";
    EXPECT_NE(status(test::simulate(kit.files()), "ana"), "failed") << "only Update Now renames";
    kit.username_expression("String.substringBefore(user.email, \"@\")");
    kit.username_template()["pushStatus"] = "PUSH";
    const Json ana = outcome(test::simulate(kit.files()), "ana");
    EXPECT_EQ(ana["status"], "failed");
    EXPECT_TRUE(has_reason(ana, "PF5007"));
    EXPECT_TRUE(has_reason(ana, "PF5008"));
    kit.username_template()["pushStatus"] = "DONT_PUSH";
    EXPECT_NE(status(test::simulate(kit.files()), "ana"), "failed");
}

TEST(Simulation, AnAccountThatIsNotInTheExport) {
    Kit kit;
    kit.app_users[0]["externalId"] = "77";
    Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(status(rehearsal, "ana"), "failed") << "a whole list";
    EXPECT_TRUE(has_reason(outcome(rehearsal, "ana"), "PF6031"));
    EXPECT_EQ(outcome(rehearsal, "ana")["egnyteUser"], nullptr);
    EXPECT_EQ(outcome(rehearsal, "ana")["exchange"][0]["status"], 404);
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "failed");
    kit.egnyte_users["totalResults"] = 250;
    rehearsal = test::simulate(kit.files());
    EXPECT_EQ(status(rehearsal, "ana"), "unknown") << "a page of a list";
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "unknown");
    EXPECT_EQ(outcome(rehearsal, "ana")["missing"], Json::array({"egnyte-users"}));
    kit.egnyte_users = nullptr;
    const std::string header = "Username,LastName,FirstName,Email,Type,AuthType,Active,IdPUserID\n";
    kit.more["egnyte.csv"] = header + "zoe,Z,Zoe,zoe@acme.test,power,SSO,yes,zoe\n";
    rehearsal = test::simulate(kit.files());
    EXPECT_EQ(status(rehearsal, "ana"), "unknown") << "the CSV has no ids";
    kit.more["egnyte.csv"] = header + "ana,Lee,Ana,ana@acme.test,power,SSO,yes,ana\n";
    rehearsal = test::simulate(kit.files());
    EXPECT_EQ(status(rehearsal, "ana"), "unchanged");
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "signed-in");
    kit.more["egnyte.csv"] = header + "al,Lee,Ana,ANA@acme.test,power,SSO,yes,al\n";
    EXPECT_TRUE(has_reason(outcome(test::simulate(kit.files()), "ana"), "PF5008")) << "known by the address";
}

TEST(Simulation, ABlankIdpUsernameIsJudgedByTheLastUse) {
    const auto at = [](const Json& last) {
        Kit kit;
        kit.account("ana", {{"idpUserId", ""}});
        if (last != "") kit.egnyte_users["resources"][1]["lastActiveDate"] = last;
        return sign_in(test::simulate(kit.files()), "ana");
    };
    EXPECT_EQ(at("2026-11-20T07:05:00Z")["status"], "signed-in");
    EXPECT_EQ(at("2026-11-20T07:05:00Z")["key"], "ana");
    EXPECT_EQ(at("2026-08-26")["status"], "signed-in") << "89 days";
    EXPECT_EQ(at("2026-08-20")["status"], "unknown") << "longer ago";
    EXPECT_FALSE(has_reason(at("2026-08-20"), "PF8008"));
    EXPECT_EQ(at(nullptr)["status"], "unknown") << "never";
    EXPECT_TRUE(has_reason(at(nullptr), "PF8008"));
    EXPECT_EQ(at("")["status"], "unknown") << "not said";
    EXPECT_FALSE(has_reason(at(""), "PF8008"));
    EXPECT_FALSE(has_reason(at("yesterday"), "PF8008"));
}

TEST(Simulation, TheNameOpensAnotherPersonsAccount) {
    Kit kit;
    kit.app_users[1]["credentials"]["userName"] = "Ana";
    Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "signed-in");
    EXPECT_EQ(sign_in(rehearsal, "bo")["status"], "failed");
    EXPECT_TRUE(has_reason(sign_in(rehearsal, "bo"), "PF8011"));
    kit.scenario["egnyte"]["sso"].erase("defaultUserMapping");
    rehearsal = test::simulate(kit.files());
    EXPECT_FALSE(has_reason(sign_in(rehearsal, "bo"), "PF8011")) << "which account opens is not known";
}

TEST(Simulation, WhoIsNotExpectedToSignInIsSkipped) {
    Kit kit;
    kit.add_person("svc")["service"] = true;
    kit.expression("authType") = "user.login == \"bo@acme.test\" ? \"egnyte\" : \"sso\"";
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "signed-in");
    EXPECT_EQ(sign_in(rehearsal, "bo")["status"], "skipped") << "a password";
    EXPECT_EQ(sign_in(rehearsal, "svc")["status"], "skipped") << "a service account";
}

TEST(Simulation, StandardUsersWithSsoMayNotGetIn) {
    Kit kit;
    kit.expression("userType") = "\"standard\"";
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(status(rehearsal, "ana"), "created");
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "unknown");
    EXPECT_TRUE(has_reason(sign_in(rehearsal, "ana"), "PF6005"));
}

TEST(Simulation, AnEventThatCannotBePlayedLeavesItsPeopleOpen) {
    Kit kit;
    kit.scenario["events"] = Json::array({{{"type", "provision"}},
                                          {{"type", "some day"}, {"user", "ANA@acme.test"}},
                                          {{"type", "provision"}},
                                          {{"type", "sign-in"}}});
    const Json rehearsal = test::simulate(kit.files());
    std::vector<std::string> ana, bo;
    for (const Json& o : rehearsal["outcomes"])
        (o["user"]["login"] == "ana@acme.test" ? ana : bo).push_back(o["status"]);
    EXPECT_EQ(ana, (std::vector<std::string>{"created", "unknown", "unknown"}));
    EXPECT_EQ(bo, (std::vector<std::string>{"created", "unchanged"}));
    EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "unknown");
    EXPECT_FALSE(sign_in(rehearsal, "ana")["missing"].empty());
    EXPECT_EQ(sign_in(rehearsal, "bo")["status"], "signed-in");
}

TEST(Simulation, LeaversAreDeactivated) {
    for (const char* type : {"unassign", "deactivate"}) {
        Kit kit;
        kit.scenario["egnyte"]["licences"] = {{"power", 2}, {"standard", 0}};  // one is used by the admin
        kit.scenario["events"] = Json::array({{{"type", "provision"}, {"user", "ana@acme.test"}},
                                              {{"type", type}, {"user", "ana@acme.test"}},
                                              {{"type", type}, {"user", "ana@acme.test"}},
                                              {{"type", "provision"}},
                                              {{"type", "sign-in"}}});
        const Json rehearsal = test::simulate(kit.files());
        const Json& outcomes = rehearsal["outcomes"];
        ASSERT_EQ(outcomes.size(), 5U) << type;
        EXPECT_EQ(outcomes[0]["status"], "created") << type;
        EXPECT_EQ(outcomes[1]["status"], "deactivated") << type;
        EXPECT_EQ(outcomes[1]["operation"], type);
        EXPECT_EQ(outcomes[1]["changes"]["active"], (Json{{"from", true}, {"to", false}})) << type;
        EXPECT_EQ(outcomes[1]["egnyteUser"]["active"], false) << type;
        EXPECT_EQ(outcomes[1]["exchange"][0]["method"], "PATCH") << type;
        EXPECT_EQ(outcomes[2]["status"], "skipped") << type << ": nobody left to take it from";
        EXPECT_EQ(outcomes[3]["status"], "skipped") << type << ": not assigned any more";
        EXPECT_EQ(outcomes[4]["status"], "created") << type << ": the seat is free";
        EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "skipped") << type;
        EXPECT_EQ(sign_in(rehearsal, "bo")["status"], "signed-in") << type;
    }
}

TEST(Simulation, WhoComesBackGetsTheAccountBack) {
    for (const auto& [away, back] : {std::pair("unassign", "assign"), std::pair("deactivate", "reactivate")}) {
        Kit kit;
        kit.scenario["events"] = Json::array({{{"type", "provision"}},
                                              {{"type", away}, {"user", "ana@acme.test"}},
                                              {{"type", back}, {"user", "ana@acme.test"}},
                                              {{"type", "sign-in"}}});
        const Json rehearsal = test::simulate(kit.files());
        const Json& outcomes = rehearsal["outcomes"];
        ASSERT_EQ(outcomes.size(), 4U) << back;
        EXPECT_EQ(outcomes[2]["status"], "deactivated") << back;
        EXPECT_EQ(outcomes[3]["status"], "reactivated") << back;
        EXPECT_EQ(outcomes[3]["egnyteUser"]["active"], true) << back;
        EXPECT_EQ(sign_in(rehearsal, "ana")["status"], "signed-in") << back;
    }
    Kit kit;
    kit.users[0]["status"] = "DEPROVISIONED";
    kit.app_users[1]["status"] = "UNASSIGNED";
    kit.account("ana", {{"active", false}});
    kit.scenario["events"] = Json::array(
        {{{"type", "reactivate"}, {"user", "ana@acme.test"}}, {{"type", "assign"}, {"user", "bo@acme.test"}}});
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(status(rehearsal, "ana"), "reactivated") << "whatever the export says";
    EXPECT_EQ(status(rehearsal, "bo"), "created");
}

TEST(Simulation, WithoutDeactivateUsersALeaversAccountStaysActive) {
    Kit kit;
    kit.drop_feature("PUSH_USER_DEACTIVATION");
    kit.account("ana", {{"id", 77}});
    kit.app_users[0]["externalId"] = "77";
    kit.scenario["events"] = Json::array({{{"type", "unassign"}, {"user", "00uAna"}}});
    const Json ana = outcome(test::simulate(kit.files()), "ana");
    EXPECT_EQ(ana["status"], "skipped");
    EXPECT_TRUE(has_reason(ana, "PF6032"));
}

TEST(Simulation, PeopleWhoAreSentOneByOneDoNotShareAnAccount) {
    Kit kit;
    kit.app_users[1]["credentials"]["userName"] = "ana";
    kit.scenario["events"] = Json::array({{{"type", "provision"}, {"user", "bo@acme.test"}},
                                          {{"type", "provision"}, {"user", "00uAna"}},
                                          {{"type", "sign-in"}}});
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(status(rehearsal, "bo"), "created");
    EXPECT_EQ(status(rehearsal, "ana"), "failed");
    EXPECT_TRUE(has_reason(outcome(rehearsal, "ana"), "PF5005"));
    EXPECT_TRUE(has_reason(sign_in(rehearsal, "ana"), "PF8011"));
}

// What PF6031 advises: Okta forgets the account that is gone, and creates another one.
TEST(Simulation, AnAssignmentThatEndedForgetsTheAccount) {
    Kit kit;
    kit.app_users[0]["externalId"] = "77";
    kit.scenario["events"] = {{{"type", "provision"}, {"user", "ana@acme.test"}},
                              {{"type", "unassign"}, {"user", "ana@acme.test"}},
                              {{"type", "assign"}, {"user", "ana@acme.test"}}};
    const Json gone = test::simulate(kit.files());
    EXPECT_EQ(gone["outcomes"][0]["status"], "failed");
    EXPECT_EQ(gone["outcomes"][0]["reasons"][0]["code"], "PF6031");
    EXPECT_EQ(gone["outcomes"][2]["status"], "created") << gone.dump(1);
    // The account that is there is found by its username.
    kit.account("ana", {{"id", 77}});
    const Json there = test::simulate(kit.files());
    EXPECT_EQ(there["outcomes"][1]["status"], "deactivated");
    EXPECT_EQ(there["outcomes"][2]["status"], "reactivated") << there.dump(1);
}

TEST(Simulation, TheLastAdminIsKnownAfterAllEvents) {
    Kit kit;
    kit.account("ana", {{"userType", "admin"}});
    kit.egnyte_users["resources"].erase(0);
    kit.scenario["egnyte"].erase("tokenOwner");
    kit.expression("userType") = "\"admin\"";
    kit.scenario["events"] = {{{"type", "provision"}, {"user", "bo@acme.test"}},
                              {{"type", "deactivate"}, {"user", "ana@acme.test"}}};
    EXPECT_EQ(test::codes(test::check(kit.files())).count("PF6025"), 0U) << "bo is an admin";
    kit.scenario["events"].push_back({{"type", "deactivate"}, {"user", "bo@acme.test"}});
    const Json rehearsal = test::simulate(kit.files());
    EXPECT_EQ(rehearsal["outcomes"][1]["reasons"][0]["code"], "PF6025");
    EXPECT_EQ(rehearsal["outcomes"][2]["reasons"][0]["code"], "PF6025");
    EXPECT_EQ(test::codes(test::check(kit.files())).count("PF6025"), 1U);
}

}  // namespace
}  // namespace preflight
