// Import Now: whom each Egnyte account belongs to, and what an import would write into Okta (spec 5.9).
#include <gtest/gtest.h>

#include <sstream>

#include "tests/unit/kit.h"

namespace preflight::test {
namespace {

struct Imported : Kit {
    Imported() { scenario["events"] = Json::parse(R"([{"type": "import"}])"); }
    // The mapping from Egnyte to Okta.
    void to_okta(const Json& properties) {
        more["to-okta.json"] = Json{
            {"id", "prm2"},
            {"source", {{"id", "0oaEgnyte"}, {"name", "egnyte"}, {"type", "appuser"}}},
            {"target", {{"id", "oty1"}, {"name", "user"}, {"type", "user"}}},
            {"properties",
             properties}}.dump();
    }
    void egnyte_groups(const std::string& json) { more["egnyte-groups.json"] = json; }
    [[nodiscard]] Json imports() const { return simulate(files())["imports"]; }
    // The row of an account.
    [[nodiscard]] Json of(const std::string& user_name) const {
        for (const Json& row : imports()) {
            if (row["egnyteUser"] == user_name) return row;
        }
        ADD_FAILURE() << "no account " << user_name;
        return Json::object();
    }
};

TEST(Import, MatchesByUsernameOrAddressIgnoringCaseElseByNames) {
    Imported kit;
    kit.account("ANA", {{"email", "other@acme.test"}});
    kit.account("b.ray", {{"email", "BO@acme.test"}});
    kit.add_person("cy");
    kit.account("unlike", {{"name", {{"givenName", "FCY"}, {"familyName", "lcy"}}}});
    EXPECT_EQ(kit.of("ANA")["status"], "matched");
    EXPECT_EQ(kit.of("ANA")["oktaUser"], "ana@acme.test");
    EXPECT_EQ(kit.of("b.ray")["oktaUser"], "bo@acme.test");
    const Json partial = kit.of("unlike");
    EXPECT_EQ(partial["status"], "partial");
    EXPECT_EQ(partial["oktaUser"], "cy@acme.test");
    EXPECT_EQ(partial["reasons"][0]["code"], "PF7012");
    const Json fresh = kit.of("root");
    EXPECT_EQ(fresh["status"], "new");
    EXPECT_EQ(fresh["oktaUser"], nullptr);
    EXPECT_EQ(fresh["reasons"][0]["code"], "PF7013");
    EXPECT_EQ(simulate(kit.files())["summary"]["imports"], Json::parse(R"({"matched": 2, "new": 1, "partial": 1})"));
}

// What events changed before the import is what the import compares with.
TEST(Import, SeesTheValuesOfItsMoment) {
    Imported kit;
    kit.to_okta({{"department", {{"expression", "\"Sales\""}, {"pushStatus", "PUSH"}}}});
    kit.users[0]["profile"]["department"] = "IT";
    kit.account("ann", {{"email", "ann@other.test"}});
    const auto update = [](const char* attribute, const char* value) {
        return Json{{"type", "update-profile"}, {"user", "00uAna"}, {"set", {{attribute, value}}}};
    };
    EXPECT_EQ(kit.of("ann")["status"], "new");
    kit.scenario["events"] =
        Json::array({{{"type", "import"}}, update("email", "ann@other.test"), {{"type", "import"}}});
    const auto found = [&](int event) {
        Json result;
        for (const Json& row : kit.imports()) {
            if (row["event"] == event && row["egnyteUser"] == "ann") result = row;
        }
        return result;
    };
    EXPECT_EQ(found(0)["status"], "new");
    EXPECT_EQ(found(2)["status"], "matched");
    EXPECT_EQ(found(2)["changes"]["department"], (Json{{"from", "IT"}, {"to", "Sales"}}));
    kit.scenario["events"].insert(kit.scenario["events"].begin() + 2, update("department", "Board"));
    EXPECT_EQ(found(3)["changes"]["department"], (Json{{"from", "Board"}, {"to", "Sales"}}));
}

TEST(Import, UsesTheMappingToOkta) {
    Imported kit;
    kit.to_okta({{"department", {{"expression", "\"Sales\""}, {"pushStatus", "PUSH"}}}});
    const auto is_unused = [&] {
        const Json report = check(kit.files());
        return std::any_of(report["unused"].begin(), report["unused"].end(),
                           [](const Json& one) { return one["input"] == "to-okta.json"; });
    };
    EXPECT_FALSE(is_unused());
    kit.scenario.erase("events");
    EXPECT_TRUE(is_unused());
}

TEST(Import, AnAccountThatOktaKnowsByItsIdIsMatched) {
    Imported kit;
    kit.app_users[0]["externalId"] = "1";
    EXPECT_EQ(kit.of("root")["oktaUser"], "ana@acme.test");
}

TEST(Import, WithoutAWholeListOfUsersNobodyIsNew) {
    Imported kit;
    kit.users = nullptr;
    EXPECT_EQ(kit.of("root")["status"], "unknown");
    EXPECT_EQ(kit.of("root")["missing"][0], "okta-users");
    EXPECT_EQ(codes(check(kit.files())).count("PF7013"), 0U);
}

TEST(Import, WritesWhatTheMappingToOktaMakes) {
    Imported kit;
    kit.account("ana", {{"email", "ana@acme.test"}, {"name", {{"givenName", "Anna"}, {"familyName", "Lee"}}}});
    EXPECT_FALSE(kit.of("ana").contains("changes")) << "no mapping was given";
    EXPECT_EQ(kit.of("ana")["missing"][0], "okta-profile-mapping");
    kit.to_okta(Json::parse(R"json({
        "firstName": {"expression": "appuser.givenName", "pushStatus": "PUSH"},
        "lastName": {"expression": "appuser.familyName", "pushStatus": "PUSH"},
        "nickName": {"expression": "String.toUpperCase(appuser.givenName)", "pushStatus": "DONT_PUSH"},
        "mobilePhone": {"expression": "appuser.phone", "pushStatus": "PUSH"}})json"));
    // Of a user who is there only what is mapped on update; what nobody knows has no value.
    EXPECT_EQ(kit.of("ana")["changes"],
              Json::parse(R"({"firstName": {"from": "Ana", "to": "Anna"}, "mobilePhone": {"from": null}})"));
    // A new user gets everything.
    EXPECT_EQ(kit.of("root")["changes"]["nickName"], Json::parse(R"({"from": null, "to": "R"})"));
}

TEST(Import, NamesTheGroupsOfEachAccount) {
    Imported kit;
    EXPECT_EQ(kit.of("root")["missing"], Json({"okta-profile-mapping", "egnyte-groups"}));
    kit.egnyte_groups(
        R"({"totalResults": 2, "resources": [{"id": "g-1", "displayName": "Sales", "members": [{"username": "root"}]},
            {"id": "g-2", "displayName": "Maps", "members": []}]})");
    EXPECT_EQ(kit.of("root")["groups"], Json({"Sales"}));
    EXPECT_EQ(kit.of("root")["missing"], Json({"okta-profile-mapping"}));
}

TEST(Import, BringsGroupsOfNamesThatOktaHas) {
    Imported kit;
    kit.egnyte_groups(R"({"totalResults": 1, "resources": [{"id": "g-1", "displayName": "SALES"}]})");
    const auto okta_group = [](const char* type) {
        return std::string(R"([{"id": "00gSales", "objectClass": ["okta:user_group"], "type": ")") + type +
               R"(", "profile": {"name": "Sales", "description": null}}])";
    };
    kit.more["groups.json"] = okta_group("OKTA_GROUP");
    EXPECT_EQ(codes(check(kit.files())).count("PF7011"), 1U);
    kit.more["groups.json"] = okta_group("APP_GROUP");
    EXPECT_EQ(codes(check(kit.files())).count("PF7011"), 0U) << "it was imported before";
    kit.more["groups.json"] = okta_group("OKTA_GROUP");
    kit.more["push.json"] =
        R"([{"id": "gPm1", "sourceGroupId": "00gSales", "targetGroupId": "00gTarget", "status": "ACTIVE"}])";
    EXPECT_EQ(codes(check(kit.files())).count("PF7011"), 0U) << "it is linked";
}

TEST(Import, AnActiveAccountThatNobodyMatchesIsCountedOnce) {
    Imported kit;
    kit.scenario["egnyte"].erase("tokenOwner");
    kit.scenario["events"].push_back({{"type", "import"}});
    kit.account("bot", {{"isServiceAccount", true}});
    kit.account("gone", {{"active", false}});
    const Json report = check(kit.files());
    for (const Json& finding : report["findings"]) {
        if (finding["code"] != "PF8106") continue;
        EXPECT_EQ(finding["affected"], Json::parse(R"({"users": 1, "examples": ["root"]})"));
    }
    EXPECT_EQ(codes(check(kit.files())).count("PF8106"), 1U);
    kit.scenario["egnyte"]["tokenOwner"] = "Root";
    EXPECT_EQ(codes(check(kit.files())).count("PF8106"), 0U);
    kit.scenario["egnyte"]["tokenOwner"] = "Root@acme.test";
    EXPECT_EQ(codes(check(kit.files())).count("PF8106"), 0U) << "the owner is named by the address";
}

// It changes nothing, and what was made before it is in it.
TEST(Import, StandsInTheOrderOfEvents) {
    Imported kit;
    kit.scenario["events"] =
        Json::parse(R"([{"type": "import"}, {"type": "provision"}, {"type": "import"}, {"type": "sign-in"}])");
    Session session{Options{}};
    const auto files = kit.files();
    for (const auto& [name, text] : files) {
        MemoryReader reader(text);
        session.add(name, reader);
    }
    std::istringstream lines(session.simulate("ndjson"));
    std::string kinds;
    for (std::string line; std::getline(lines, line);) kinds += Json::parse(line)["kind"].get<std::string>() + " ";
    EXPECT_EQ(kinds, "import outcome outcome import import import sign-in sign-in summary ");
}

// ---- two apps

Json old_app(const std::string& status, const Json& features) {
    return {{"id", "0oaOld"},
            {"name", "egnyte_old"},
            {"label", "Egnyte SCIM 1.0"},
            {"status", status},
            {"signOnMode", "SAML_2_0"},
            {"features", features},
            {"settings", {{"app", {{"subDomain", "acme"}}}}}};
}
std::set<std::string> migration_codes(const Kit& kit) {
    std::set<std::string> found;
    for (const std::string& code : codes(check(kit.files()))) {
        if (code.rfind("PF81", 0) == 0) found.insert(code);
    }
    return found;
}

TEST(Migration, SaysWhichStepsAreLeft) {
    Kit kit;
    kit.scenario["egnyte"]["tokenOwner"] = "root";
    EXPECT_EQ(migration_codes(kit), std::set<std::string>{}) << "one app alone";
    kit.more["old-app.json"] = old_app("ACTIVE", {"PUSH_NEW_USERS"}).dump();
    EXPECT_EQ(migration_codes(kit), (std::set<std::string>{"PF8101", "PF8104"}));
    kit.metadata = with_all(kit.metadata, "/app/egnyte/", "/app/egnyte_old/");
    EXPECT_EQ(migration_codes(kit), (std::set<std::string>{"PF8101", "PF8103", "PF8104"}));
    kit.more["old-app.json"] = old_app("ACTIVE", Json::array()).dump();
    EXPECT_EQ(migration_codes(kit), (std::set<std::string>{"PF8103", "PF8104"}));
    kit.more["old-app.json"] = old_app("INACTIVE", Json::array()).dump();
    kit.metadata = Kit().metadata;
    EXPECT_EQ(migration_codes(kit), std::set<std::string>{});
}

TEST(Migration, NamesThoseWhoseUsernameChanges) {
    Kit kit;
    kit.scenario["egnyte"]["tokenOwner"] = "root";
    kit.more["old-app.json"] = old_app("INACTIVE", Json::array()).dump();
    const auto assignment = [](const char* id, const char* name) {
        return Json{{"id", id},
                    {"externalId", "9"},
                    {"scope", "USER"},
                    {"status", "PROVISIONED"},
                    {"credentials", {{"userName", name}}},
                    {"profile", Json::object()},
                    {"_links", {{"app", {{"href", "https://x.okta.com/api/v1/apps/0oaOld"}}}}}};
    };
    kit.more["old-app-users.json"] = Json({assignment("00uAna", "ANA"), assignment("00uBo", "b.ray")}).dump();
    EXPECT_EQ(migration_codes(kit), std::set<std::string>{"PF8102"});
    const Json report = check(kit.files());
    for (const Json& finding : report["findings"]) {
        if (finding["code"] != "PF8102") continue;
        EXPECT_EQ(finding["affected"], Json::parse(R"({"users": 1, "examples": ["b.ray"]})"));
        EXPECT_EQ(finding["message"], "A username changes with the new app: \"b.ray\" to \"bo\".");
    }
    kit.more["old-app-users.json"] = Json({assignment("00uAna", "ANA"), assignment("00uCy", "c")}).dump();
    EXPECT_EQ(migration_codes(kit), std::set<std::string>{}) << "Cy is not assigned to the new app";
}

}  // namespace
}  // namespace preflight::test
