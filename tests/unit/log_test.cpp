// The System Log among the files: failures become findings, and changes of settings count as evidence (spec 2; facts
// okta-exports 9).
#include <gtest/gtest.h>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

constexpr const char* kInvalidUserName =
    "Error while creating user {}: . Errors reported by remote server: constraint violations: "
    "ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, rootBeanClass=class "
    "PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user name]";

Json event(const char* type, const char* published, const Json& outcome) {
    return {
        {"eventType", type},
        {"published", published},
        {"displayMessage", "Something"},
        {"uuid", std::string("u-") + published + type},
        {"outcome", outcome},
        {"debugContext", {{"debugData", {{"appname", "egnyte"}}}}},
        {"target", Json::array({{{"type", "AppInstance"}, {"id", "0oaEgnyte"}, {"displayName", "Egnyte SCIM 2.0"}}})}};
}
Json failed(const char* user, const std::string& reason, const char* published = "2026-05-04T12:21:02.101Z") {
    Json result = event("application.provision.user.push", published, {{"result", "FAILURE"}, {"reason", reason}});
    result["uuid"] = result["uuid"].get<std::string>() + user;
    result["target"].push_back({{"type", "AppUser"}, {"id", "0ua1"}, {"alternateId", user}});
    return result;
}
Json changed(const char* published, const Json& to) {
    Json result = event("application.lifecycle.update", published, {{"result", "SUCCESS"}, {"reason", nullptr}});
    result["target"][0]["changeDetails"] = {{"from", Json::object()}, {"to", to}};
    return result;
}

Json only(const Json& report, const char* code) {
    Json found;
    for (const Json& finding : report["findings"]) {
        if (finding["code"] != code) continue;
        EXPECT_TRUE(found.is_null()) << code << " fires more than once";
        found = finding;
    }
    return found;
}

Json with_log(Kit kit, const Json& events) {
    kit.more["log.json"] = events.dump(1);
    return test::check(kit.files());
}

TEST(Log, TheSameFailureOfSeveralPeopleIsOneFinding) {
    Json events = Json::array();
    for (const char* user : {"ana@acme.test", "bo@acme.test", "cy@acme.test"})
        events.push_back(failed(user, test::with(kInvalidUserName, "{}", user)));
    events.push_back(
        failed("ana@acme.test", test::with(kInvalidUserName, "{}", "ana@acme.test"), "2026-05-06T00:00:00.000Z"));
    const Json report = with_log({}, events);
    const Json finding = only(report, "PF9001");
    EXPECT_EQ(finding["affected"]["users"], 3);
    EXPECT_EQ(finding["locations"].size(), 4U);
    EXPECT_EQ(finding["locations"][0]["pointer"], "/0");
    const std::string consequence = finding["consequence"];
    EXPECT_NE(consequence.find("4 times, between 2026-05-04 and 2026-05-06"), std::string::npos) << consequence;
    EXPECT_TRUE(report["unused"].empty()) << report["unused"].dump();
}

TEST(Log, EverybodyElseWhoWillHitItIsCounted) {
    Kit kit;
    kit.app["credentials"]["userNameTemplate"]["template"] = "${source.login}";
    for (Json& assignment : kit.app_users)
        assignment["credentials"]["userName"] = assignment["credentials"]["userName"].get<std::string>() + "@acme.test";
    const Json finding =
        only(with_log(kit, Json::array({failed("ana@acme.test", test::with(kInvalidUserName, "{}", "ana@acme.test"))})),
             "PF9001");
    EXPECT_EQ(finding["affected"]["users"], 2);
    EXPECT_NE(finding["consequence"].get<std::string>().find("1 more person will get the same error: \"bo@acme.test\""),
              std::string::npos)
        << finding["consequence"];
}

TEST(Log, OtherApplicationsAndSuccessesAreNotUsed) {
    Json other = failed("ana", kInvalidUserName);
    other["target"][0] = {{"type", "AppInstance"}, {"id", "0oaZendesk"}, {"displayName", "Zendesk"}};
    Json success = failed("ana", "");
    success["outcome"] = {{"result", "SUCCESS"}, {"reason", nullptr}};
    success["uuid"] = "another";
    const Json report = with_log({}, Json::array({other, success}));
    for (const Json& finding : report["findings"]) EXPECT_NE(finding["code"].get<std::string>().substr(0, 3), "PF9");
    ASSERT_EQ(report["unused"].size(), 1U) << report["unused"].dump();
    EXPECT_EQ(report["unused"][0]["kind"], "okta-system-log");
}

TEST(Log, WithoutAnApplicationEgnytesEventsCount) {
    EXPECT_FALSE(
        only(test::check({{"log.json", Json::array({failed("ana", kInvalidUserName)}).dump()}}), "PF9001").is_null());
}

// Okta logs one failed request twice, the second time without its reason.
TEST(Log, AFailureWithoutAReasonIsNotToldBesideItsReason) {
    Json second = failed("ana", "");
    second["eventType"] = "application.provision.user.sync";
    second["outcome"]["reason"] = nullptr;
    second["uuid"] = "second";
    const Json both = with_log({}, Json::array({failed("ana", kInvalidUserName), second}));
    EXPECT_TRUE(only(both, "PF9011").is_null());
    EXPECT_FALSE(only(with_log({}, Json::array({second})), "PF9011").is_null());
}

TEST(Log, TheSameEventsInEveryForm) {
    const Json events = Json::array({failed("ana", kInvalidUserName), failed("bo", "Matching user not found")});
    std::string lines,
        table =
            "event_type,display_message,uuid,timestamp,outcome.result,outcome.reason,target0.id,target0."
            "type,target0.alternate_id,target0.display_name,target1.id,target1.type,target1.alternate_id,"
            "target1.display_name\n";
    for (const Json& one : events) {
        lines += one.dump() + "\n";
        table += one["eventType"].get<std::string>() + ",x," + one["uuid"].get<std::string>() + "," +
                 one["published"].get<std::string>() + ",FAILURE,\"" + one["outcome"]["reason"].get<std::string>() +
                 "\",0oaEgnyte,AppInstance,Egnyte,Egnyte SCIM 2.0,0ua1,AppUser," +
                 one["target"][1]["alternateId"].get<std::string>() + ",x\n";
    }
    const auto messages = [](const std::string& name, const std::string& text) {
        Kit kit;
        kit.more[name] = text;
        std::set<std::string> result;
        const Json report = test::check(kit.files());
        for (const Json& finding : report["findings"]) {
            if (finding["code"].get<std::string>().substr(0, 3) == "PF9") result.insert(finding["message"]);
        }
        return result;
    };
    const auto expected = messages("log.json", events.dump());
    EXPECT_EQ(expected.size(), 2U);
    EXPECT_EQ(messages("log.json", events.dump(2)), expected);
    EXPECT_EQ(messages("log.ndjson", lines), expected);
    EXPECT_EQ(messages("log.csv", table), expected);
}

// ---- evidence of settings

TEST(Log, TheNewestOfApplicationAndLogDecidesASwitch) {
    Kit kit;
    kit.app["lastUpdated"] = "2026-05-01T00:00:00.000Z";
    const Json off{{"createUsers", "false"}};
    const Json newer = with_log(kit, Json::array({changed("2026-05-02T00:00:00.000Z", off)}));
    const Json finding = only(newer, "PF3008");
    ASSERT_FALSE(finding.is_null());
    EXPECT_EQ(finding["locations"][0]["input"], "log.json");
    EXPECT_TRUE(newer["unused"].empty());
    EXPECT_TRUE(only(with_log(kit, Json::array({changed("2026-04-02T00:00:00.000Z", off)})), "PF3008").is_null())
        << "the application is newer";
    EXPECT_TRUE(only(with_log(kit, Json::array({changed("2026-05-03T00:00:00.000Z", {{"createUsers", "true"}}),
                                                changed("2026-05-02T00:00:00.000Z", off)})),
                     "PF3008")
                    .is_null())
        << "the last change counts, whatever the order of the events";
    EXPECT_FALSE(
        only(with_log(kit, Json::array({changed("2026-05-02T00:00:00.000Z", {{"create_users", false}})})), "PF3008")
            .is_null())
        << "the other spelling of the key";
    kit.app.erase("lastUpdated");
    EXPECT_TRUE(only(with_log(kit, Json::array({changed("2026-05-02T00:00:00.000Z", off)})), "PF3008").is_null())
        << "nothing says which is newer";
}

TEST(Log, TheScenarioDecidesBeforeTheLog) {
    Kit kit;
    kit.app["lastUpdated"] = "2026-05-01T00:00:00.000Z";
    kit.scenario["okta"]["createUsers"] = true;
    EXPECT_TRUE(
        only(with_log(kit, Json::array({changed("2026-05-02T00:00:00.000Z", {{"createUsers", "false"}})})), "PF3008")
            .is_null());
}

TEST(Log, WithoutTheApplicationTheLogSaysTheSwitches) {
    Kit kit;
    kit.app = nullptr;
    EXPECT_FALSE(only(with_log(kit, Json::array({changed("2026-05-02T00:00:00.000Z", {{"deactivateUsers", "false"}})})),
                      "PF3010")
                     .is_null());
}

TEST(Log, AnEventThatFailedChangedNothing) {
    Kit kit;
    kit.app["lastUpdated"] = "2026-05-01T00:00:00.000Z";
    Json change = changed("2026-05-02T00:00:00.000Z", {{"createUsers", "false"}});
    change["outcome"]["result"] = "FAILURE";
    EXPECT_TRUE(only(with_log(kit, Json::array({change})), "PF3008").is_null());
}

TEST(Log, AUsernameFormatThatWasChangedLaterCounts) {
    Kit kit;
    kit.app["lastUpdated"] = "2026-05-01T00:00:00.000Z";
    Json change = changed("2026-05-02T00:00:00.000Z", Json::object());
    const auto says = [&](const char* message) {
        change["debugContext"]["debugData"]["custom_message"] = message;
        return with_log(kit, Json::array({change}));
    };
    const Json now_login = says("Application username format changed: Email prefix -> Okta username");
    const Json finding = only(now_login, "PF3011");
    ASSERT_FALSE(finding.is_null()) << "the name of a built-in format";
    EXPECT_EQ(finding["locations"][0]["input"], "log.json");
    EXPECT_FALSE(only(says("Application username format changed: x -> ${source.email}"), "PF3011").is_null());
    EXPECT_TRUE(only(says("Something else: x -> ${source.email}"), "PF3011").is_null());
    // What was changed to a format that the log does not spell out is not known any more.
    kit.app["credentials"]["userNameTemplate"]["template"] = "${source.login}";
    EXPECT_TRUE(only(says("Application username format changed: Okta username -> Custom"), "PF3011").is_null());
    kit.app["lastUpdated"] = "2026-06-01T00:00:00.000Z";
    EXPECT_FALSE(only(says("Application username format changed: Okta username -> Custom"), "PF3011").is_null());
}

// ---- beside logs

TEST(Rules, ALeaverWithoutAnAssignmentIsFound) {
    Kit kit;
    kit.add_person("cy");
    kit.users[2]["status"] = "DEPROVISIONED";
    kit.app_users.erase(2);
    kit.account("cy", Json::object());
    const Json finding = only(test::check(kit.files()), "PF6032");
    ASSERT_FALSE(finding.is_null());
    EXPECT_EQ(finding["affected"]["examples"], Json::array({"cy@acme.test"}));
    Kit inactive = kit;
    inactive.egnyte_users["resources"].back()["active"] = false;
    EXPECT_TRUE(only(test::check(inactive.files()), "PF6032").is_null());
    // Somebody who was hired again has the address now.
    Kit again = kit;
    again.users.push_back(
        {{"id", "00uCy2"}, {"status", "ACTIVE"}, {"profile", {{"login", "cy2@acme.test"}, {"email", "cy@acme.test"}}}});
    EXPECT_TRUE(only(test::check(again.files()), "PF6032").is_null());
}

TEST(Rules, ASignInThatNoUserMappingFitsFails) {
    Kit kit;
    kit.scenario["egnyte"]["sso"].erase("defaultUserMapping");
    Json account{{"id", 77}, {"email", "ana@elsewhere.test"}};
    kit.account("ana.old", account);
    kit.egnyte_users["resources"].back().erase("idpUserId");
    kit.app_users[0]["externalId"] = "77";
    const Json report = test::check(kit.files());
    const Json finding = only(report, "PF8001");
    ASSERT_FALSE(finding.is_null()) << report["findings"].dump(1);
    EXPECT_NE(finding["message"].get<std::string>().find("\"ana@elsewhere.test\" or \"ana.old\""), std::string::npos);
    kit.egnyte_users["resources"].back()["userName"] = "ana";
    EXPECT_TRUE(only(test::check(kit.files()), "PF8001").is_null());
}

TEST(Rules, EgnytesOwnMetadataSettlesTheDomainAndTheAddresses) {
    const auto metadata = [](const std::string& domain) {
        return R"(<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://saml-auth.egnyte.com"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://)" +
               domain + R"(.egnyte.com/samlconsumer/Okta" index="0"/></md:SPSSODescriptor></md:EntityDescriptor>)";
    };
    Kit kit;
    kit.scenario["egnyte"].erase("domain");
    kit.more["egnyte.xml"] = metadata("acme");
    EXPECT_TRUE(only(test::check(kit.files()), "PF3005").is_null());
    kit.more["egnyte.xml"] = metadata("elsewhere");
    EXPECT_FALSE(only(test::check(kit.files()), "PF3005").is_null());
    kit.scenario["egnyte"]["domain"] = "acme";
    EXPECT_TRUE(only(test::check(kit.files()), "PF3005").is_null()) << "the scenario decides";
    kit.app["settings"]["signOn"] = {{"audienceOverride", "https://saml-auth.egnyte.com"},
                                     {"ssoAcsUrlOverride", "https://elsewhere.egnyte.com/samlconsumer/Okta"}};
    EXPECT_TRUE(only(test::check(kit.files()), "PF3019").is_null());
    kit.app["settings"]["signOn"]["audienceOverride"] = "https://acme.egnyte.com";
    const std::string message = only(test::check(kit.files()), "PF3019")["message"];
    EXPECT_NE(message.find("https://acme.egnyte.com"), std::string::npos);
    EXPECT_EQ(message.find("samlconsumer"), std::string::npos) << message;
}

TEST(Metadata, AResponseIsDescribed) {
    const std::string response =
        R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0" IssueInstant="2026-11-23T12:00:00Z"><a:Issuer>http://www.okta.com/exk1</a:Issuer><a:Assertion ID="_2" Version="2.0" IssueInstant="2026-11-23T12:00:00Z"><a:Subject><a:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">ana</a:NameID></a:Subject><a:Conditions NotBefore="2026-11-23T11:55:00Z" NotOnOrAfter="2026-11-23T12:05:00Z"><a:AudienceRestriction><a:Audience>https://saml-auth.egnyte.com</a:Audience></a:AudienceRestriction></a:Conditions></a:Assertion></samlp:Response>)";
    const std::string message = only(test::check({{"response.xml", response}}), "DOC-05")["message"];
    for (const char* part :
         {"\"http://www.okta.com/exk1\"", "NameID \"ana\" (unspecified)", "audience \"https://saml-auth.egnyte.com\"",
          "from \"2026-11-23T11:55:00Z\"", "until \"2026-11-23T12:05:00Z\"", "not checked"})
        EXPECT_NE(message.find(part), std::string::npos) << part << " in " << message;
    const std::string encrypted = test::with(
        response, response.substr(response.find("<a:Assertion "), response.find("</samlp:") - response.find("<a:Ass")),
        "<a:EncryptedAssertion/>");
    EXPECT_NE(
        only(test::check({{"response.xml", encrypted}}), "DOC-05")["message"].get<std::string>().find("encrypted"),
        std::string::npos);
    // Its parts are not an error in what they leave out.
    const Json bare =
        test::check({{"response.xml", R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>)"}});
    EXPECT_NE(only(bare, "DOC-05")["message"].get<std::string>().find("names no issuer"), std::string::npos);
}

}  // namespace
}  // namespace preflight
