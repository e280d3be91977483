// The setup report (report/setup.h), which the views of sign-in, migration, applications and attributes show, and the
// questions that belong to them.
#include <gtest/gtest.h>

#include <memory>

#include "tests/unit/kit.h"

namespace preflight::test {
namespace {

constexpr const char* kOldApp =
    R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "ACTIVE", "signOnMode": "SAML_2_0",
        "features": ["PUSH_NEW_USERS"], "settings": {"app": {"subDomain": "acme"}}})";

// Answers about the files of a kit, as they are or with something tried out over them.
struct Asked {
    explicit Asked(const Kit& kit, std::string_view overlay = {}) : session(session_of(kit)) {
        const std::string problem = overlay.empty() ? std::string() : session->set(overlay);
        EXPECT_EQ(problem, "");
        static_cast<void>(session->check("json"));
    }
    [[nodiscard]] Json ask(const Json& question) const { return Json::parse(session->ask(question.dump())); }
    [[nodiscard]] Json setup() const { return ask({{"ask", "setup"}}); }
    [[nodiscard]] Json sign_in(std::size_t row) const { return ask({{"ask", "person"}, {"row", row}})["signIn"]; }
    std::unique_ptr<Session> session;
};

Json step(const Json& setup, const std::string& title) {
    for (const Json& one : setup["migration"]["steps"]) {
        if (one["title"] == title) return one;
    }
    ADD_FAILURE() << "no step " << title;
    return Json::object();
}

TEST(Setup, TheSignInSaysWhichAccountTheNameLeadsTo) {
    Kit kit;
    kit.scenario["egnyte"]["sso"]["defaultUserMapping"] = "email";
    kit.account("ana", {{"idpUserId", "ana"}});
    kit.account("bo", {{"idpUserId", "somebody.else"}});
    const Asked asked(kit);
    const Json ana = asked.sign_in(0);
    EXPECT_EQ(ana["comparedWith"], "idpUserId") << ana.dump(1);
    EXPECT_EQ(ana["account"], Json::parse(R"({"userName": "ana", "own": true})"));
    const Json bo = asked.sign_in(1);
    EXPECT_EQ(bo["key"], "somebody.else") << bo.dump(1);
    EXPECT_EQ(bo["account"], nullptr);
}

TEST(Setup, ASignInThatLandsOnSomebodyElsesAccountNamesIt) {
    Kit kit;
    kit.app_users[0]["credentials"]["userName"] = "BO";
    const Asked asked(kit);
    bool lands = false;
    for (const std::size_t row : {0U, 1U}) {
        const Json sign_in = asked.sign_in(row);
        if (sign_in["account"].is_null() || sign_in["account"]["own"]) continue;
        lands = true;
        EXPECT_EQ(sign_in["status"], "failed");
        EXPECT_EQ(sign_in["reasons"].dump().find("PF8011") != std::string::npos, true) << sign_in.dump(1);
    }
    EXPECT_TRUE(lands);
}

TEST(Setup, ANewAccountIsLookedUpByTheDefaultUserMapping) {
    Kit kit;
    kit.egnyte_users = nullptr;
    kit.scenario["egnyte"]["sso"].erase("defaultUserMapping");
    const Json sign_in = Asked(kit).sign_in(0);
    EXPECT_EQ(sign_in["comparedWith"], nullptr) << sign_in.dump(1);
    EXPECT_EQ(sign_in["account"], nullptr) << "it is not known which account opens";
}

TEST(Setup, TheMetadataIsComparedWithWhatEgnyteHas) {
    Kit kit;
    kit.stated("idpEntityId") = "http://www.okta.com/exk8tideEgnyteSaml7w";
    kit.stated("idpLoginUrl") = "https://other.okta.com/app/egnyte/exkOther/sso/saml";
    const Json values = Asked(kit).setup()["signOn"];
    ASSERT_EQ(values.size(), 3U);
    EXPECT_EQ(values[0]["label"], "Identity provider login URL");
    EXPECT_EQ(values[0]["fit"], "differs");
    EXPECT_FALSE(values[0]["problem"].is_null());
    EXPECT_EQ(values[1]["fit"], "same");
    EXPECT_EQ(values[1]["problem"], nullptr);
    EXPECT_EQ(values[2]["fit"], "unknown");
    EXPECT_EQ(values[2]["egnyte"], nullptr);
    EXPECT_EQ(values[2]["metadataEnds"], "2036-10-05T09:12:40Z") << values[2].dump(1);
}

TEST(Setup, WithoutMetadataNothingIsCompared) {
    Kit kit;
    kit.metadata.clear();
    const Json setup = Asked(kit).setup();
    for (const Json& value : setup["signOn"]) {
        EXPECT_EQ(value["metadata"], nullptr);
        EXPECT_EQ(value["fit"], "unknown");
    }
}

TEST(Setup, TheStepsOfAMigrationAreThoseOfItsDocument) {
    Kit kit;
    EXPECT_EQ(Asked(kit).setup()["migration"], nullptr) << "without an old app there is none";
    kit.more["old-app.json"] = kOldApp;
    const Json setup = Asked(kit).setup();
    EXPECT_EQ(setup["migration"]["from"], Json::parse(R"(["Egnyte SCIM 1.0"])"));
    EXPECT_EQ(setup["migration"]["to"], "Egnyte SCIM 2.0");
    const std::string document = read_file(source_path("docs/migration.md")).value();
    std::size_t number = 0;
    for (const Json& one : setup["migration"]["steps"]) {
        const std::string heading = "**" + std::to_string(++number) + ". " + one["title"].get<std::string>();
        EXPECT_NE(document.find(heading), std::string::npos) << heading;
    }
    EXPECT_EQ(document.find("**" + std::to_string(number + 1) + ". "), std::string::npos);
}

TEST(Setup, StepsAreDoneOrLeftAsTheFilesSay) {
    Kit kit;
    kit.more["old-app.json"] = kOldApp;
    const Json before = Asked(kit).setup();
    EXPECT_EQ(step(before, "Add the new app")["state"], "done");
    EXPECT_EQ(step(before, "Set the username format")["state"], "unknown") << "no assignments of the old app";
    EXPECT_EQ(step(before, "Decide whether to import")["state"], "optional");
    EXPECT_EQ(step(before, "Switch the old app off")["state"], "left");
    EXPECT_EQ(step(before, "Switch the old app off")["problems"][0]["code"], "PF8101");
    EXPECT_EQ(step(before, "Switch provisioning of the new app on")["state"], "done");
    EXPECT_EQ(step(before, "Move single sign-on")["state"], "unknown") << "what Egnyte has now is not stated";
    EXPECT_EQ(step(before, "Deactivate or delete the old app")["state"], "left");

    // The other way round.
    Json old = Json::parse(kOldApp);
    old["status"] = "INACTIVE";
    old["features"] = Json::array();
    old["signOnMode"] = "BOOKMARK";
    kit.more["old-app.json"] = old.dump();
    kit.more["old-app-users.json"] = R"([{"id": "00uAna", "externalId": "7", "scope": "USER", "status": "PROVISIONED",
        "credentials": {"userName": "ana"}, "profile": {}, "_links": {"app": {"href": "https://x.okta.com/api/v1/apps/0oaOld"}}},
        {"id": "00uGone", "externalId": "8", "scope": "USER", "status": "PROVISIONED",
        "credentials": {"userName": "gone"}, "profile": {}, "_links": {"app": {"href": "https://x.okta.com/api/v1/apps/0oaOld"}}}])";
    kit.drop_feature("PUSH_USER_DEACTIVATION");
    const Json after = Asked(kit).setup();
    EXPECT_EQ(step(after, "Set the username format")["state"], "done") << after.dump(1);
    EXPECT_EQ(step(after, "Otherwise assign people and groups by hand")["state"], "left");
    EXPECT_EQ(step(after, "Otherwise assign people and groups by hand")["why"],
              "1 of 2 people of the old app is not assigned to the new one.");
    EXPECT_EQ(step(after, "Switch the old app off")["state"], "done");
    EXPECT_EQ(step(after, "Switch provisioning of the new app on")["why"], "Off in the new app: Deactivate Users.");
    EXPECT_EQ(step(after, "Move single sign-on")["state"], "done") << "the old app did not use SAML";
    EXPECT_EQ(step(after, "Deactivate or delete the old app")["state"], "done");
}

TEST(Setup, TheApplicationsOfEgnyteAndWhichOneIsFollowed) {
    Kit kit;
    Json other = kit.app;
    other["id"] = "0oaOther";
    other["label"] = "Egnyte EU";
    other["settings"]["app"]["subDomain"] = "acme-eu";
    kit.more["other.json"] = other.dump();
    const Json setup = Asked(kit).setup();
    EXPECT_EQ(setup["applications"].size(), 2U);
    EXPECT_FALSE(setup["applicationChosen"]);
    kit.scenario["okta"]["application"] = "0oaOther";
    const Json chosen = Asked(kit).setup();
    EXPECT_TRUE(chosen["applicationChosen"]);
    for (const Json& app : chosen["applications"]) EXPECT_EQ(app["followed"], app["id"] == "0oaOther");
}

TEST(Setup, WhatFeedsAnAttributeIsShownAndCanBeCorrected) {
    Kit kit;
    kit.mapping["properties"]["kind"] = kit.mapping["properties"]["userType"];
    kit.mapping["properties"].erase("userType");
    const auto row = [](const Json& setup, const std::string& name) {
        for (const Json& one : setup["attributes"]) {
            if (one["name"] == name) return one;
        }
        return Json::object();
    };
    const Json found = Asked(kit).setup();
    EXPECT_EQ(row(found, "email")["variable"], "email");
    EXPECT_EQ(row(found, "email")["foundBy"], "name");
    EXPECT_EQ(row(found, "email")["expression"], "user.email");
    EXPECT_EQ(row(found, "userName")["expression"], "${fn:substringBefore(source.email, \"@\")}");
    EXPECT_EQ(row(found, "userType")["variable"], "userType") << "assignments have a column of that name";
    EXPECT_EQ(row(found, "userType")["expression"], nullptr);
    EXPECT_TRUE(row(found, "userType")["onAssignments"]);
    kit.scenario["egnyteAttributes"] = {{"userType", "kind"}};
    const Json corrected = Asked(kit).setup();
    EXPECT_EQ(row(corrected, "userType")["variable"], "kind");
    EXPECT_EQ(row(corrected, "userType")["foundBy"], "scenario");
    EXPECT_EQ(row(corrected, "userType")["expression"], "\"power\"");
}

TEST(Setup, WhatStopsEverybodyIsSaid) {
    Kit kit;
    EXPECT_EQ(Asked(kit).setup()["stoppedBy"], nullptr);
    kit.app["settings"]["app"]["subDomain"] = "https://acme.egnyte.com";
    EXPECT_NE(Asked(kit).setup()["stoppedBy"].get<std::string>().find("Subdomain"), std::string::npos);
}

TEST(Imports, ArePreviewedWithoutAnEventOfTheScenario) {
    Kit kit;
    kit.account("ANA", Json::object());
    kit.account("other", {{"name", {{"givenName", "Bo"}, {"familyName", "Ray"}}}});
    const Asked asked(kit);
    const std::string before = asked.session->ask(R"({"ask": "check"})");
    const Json imports = asked.ask({{"ask", "imports"}, {"count", 10}});
    EXPECT_EQ(imports["total"], 3);
    EXPECT_EQ(imports["counts"], Json::parse(R"({"matched": 1, "new": 1, "partial": 1})"));
    EXPECT_EQ(imports["rows"].back()["status"], "matched") << "those without a certain match come first";
    EXPECT_EQ(asked.ask({{"ask", "imports"}, {"from", 2}, {"count", 10}})["rows"].size(), 1U);
    EXPECT_EQ(asked.session->ask(R"({"ask": "check"})"), before) << "a preview changes nothing";
    // Without a scenario, too.
    kit.scenario = nullptr;
    EXPECT_EQ(Asked(kit).ask({{"ask", "imports"}, {"count", 10}})["total"], 3);
}

TEST(Corrections, OfOneFindingAreTriedOutOverWhatIsTriedOutAlready) {
    Kit kit;
    kit.expression("userType") = "\"Power\"";
    kit.expression("authType") = "user.service = true ? \"egnyte\" : \"sso\"";
    const Asked asked(kit);
    std::string fingerprint;
    const Json report = Json::parse(asked.session->check("json"));
    for (const Json& finding : report["findings"]) {
        if (finding["code"] == "PF4023") fingerprint = finding["fingerprint"];
    }
    ASSERT_FALSE(fingerprint.empty());
    const Json fixed = asked.ask({{"ask", "fix"}, {"finding", fingerprint}});
    ASSERT_EQ(fixed["corrections"].size(), 1U) << fixed.dump(1);
    EXPECT_EQ(fixed["corrections"][0]["changes"][0]["after"], "\"power\"");
    EXPECT_EQ(asked.ask({{"ask", "fix"}})["corrections"].size(), 2U);

    // The edit that was made first stays while the other one is tried out.
    const Asked edited(kit, R"({"mapping": {"properties": {"authType": {"expression": "\"sso\""}}}})");
    const Json over = edited.ask({{"ask", "fix"}, {"finding", fingerprint}});
    ASSERT_EQ(over["corrections"].size(), 1U) << over.dump(1);
    EXPECT_TRUE(over["corrections"][0]["chosen"]);
    EXPECT_EQ(over["corrections"][0]["preview"]["words"], "fixes 2, changes 0, breaks 0");
}

TEST(Ticks, SurviveIntoTicketAndHtml) {
    Kit kit;
    const Asked asked(kit);
    const Json report = Json::parse(asked.session->check("json"));
    Json ticked = Json::array();
    for (const Json& finding : report["findings"]) {
        if (finding["severity"] == "manual" && ticked.empty()) ticked.push_back(finding["fingerprint"]);
    }
    ASSERT_EQ(ticked.size(), 1U);
    const auto text = [&](const char* format, const Json& list) {
        return asked.session->ask(Json{{"ask", "check"}, {"format", format}, {"ticked", list}}.dump());
    };
    EXPECT_EQ(text("markdown", Json::array()).find("- [x] "), std::string::npos);
    EXPECT_NE(text("markdown", ticked).find("- [x] "), std::string::npos);
    EXPECT_EQ(text("html", Json::array()).find("☑"), std::string::npos);
    EXPECT_NE(text("html", ticked).find("☑"), std::string::npos);
}

}  // namespace
}  // namespace preflight::test
