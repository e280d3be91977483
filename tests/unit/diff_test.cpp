// Two bundles: what becomes of people, which settings and findings differ; and the limits for CI.
#include <gtest/gtest.h>

#include <memory>

#include "core/verdict/gates.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;
using test::session_of;
using Files = std::vector<std::pair<std::string, std::string>>;

DiffAnswer answer(const Files& before, const Files& after, const DiffLimits& limits = {},
                  const std::string& format = "json") {
    return Session::diff(*session_of(before), *session_of(after), format, {}, limits);
}

Json diff(const Files& before, const Files& after) {
    const DiffAnswer given = answer(before, after);
    EXPECT_TRUE(given.compared) << given.output;
    return given.compared ? Json::parse(given.output) : Json();
}
Json diff(const Kit& before, const Kit& after) {
    return diff(before.files(), after.files());
}

Json change(const Json& report, const std::string& name) {
    for (const Json& one : report["people"]["changes"]) {
        if (one["change"] == name) return one;
    }
    return {{"people", 0}, {"examples", Json::array()}};
}

Json setting(const Json& report, const std::string& area, const std::string& name) {
    for (const Json& one : report["settings"]) {
        if (one["area"] == area && one["name"] == name) return one;
    }
    return Json();
}

TEST(Diff, OfABundleWithItselfIsEmpty) {
    const Kit kit;
    const Json report = diff(kit, kit);
    EXPECT_TRUE(report["empty"]);
    EXPECT_EQ(report["people"]["changed"], 0);
    EXPECT_TRUE(report["people"]["changes"].empty());
    EXPECT_TRUE(report["settings"].empty());
    EXPECT_TRUE(report["findings"]["appeared"].empty());
    EXPECT_TRUE(report["metadata"]["changes"].empty());
    EXPECT_TRUE(report["notCompared"].empty());
}

// Files renamed, lists in another order: nothing of it matters.
TEST(Diff, OfTheSameContentsInOtherFilesIsEmpty) {
    Kit kit;
    for (const char* name : {"di", "ed", "fay"}) kit.add_person(name);
    Kit other = kit;
    std::reverse(other.users.begin(), other.users.end());
    Files renamed = other.files();
    for (auto& file : renamed) file.first = "x-" + file.first;
    const Json report = diff(kit.files(), renamed);
    EXPECT_TRUE(report["empty"]) << report.dump(1);
    EXPECT_EQ(report["people"]["paired"], 5);
}

TEST(Diff, ASimplerUsernameFormatRenamesAndEgnyteRejects) {
    Kit before;
    before.app_users = nullptr;
    before.egnyte_users = nullptr;
    Kit after = before;
    after.username_expression("user.email");
    const Json report = diff(before, after);
    EXPECT_FALSE(report["empty"]);
    EXPECT_EQ(change(report, "refused")["people"], 2) << report["people"].dump(1);
    EXPECT_EQ(change(report, "refused")["examples"][0]["after"], "failed: PF5002");
    EXPECT_EQ(change(report, "renamed")["people"], 2);
    EXPECT_EQ(change(report, "renamed")["examples"][0]["login"], "ana@acme.test");
    EXPECT_EQ(report["people"]["changed"], 2);
    const Json format = setting(report, "username-format", "template");
    EXPECT_EQ(format["after"], "user.email");
    EXPECT_EQ(format["expression"]["different"], 2);
    bool moved = false;
    for (const Json& transition : report["people"]["endStates"])
        moved = moved || (transition["before"] != "refused" && transition["after"] == "refused");
    EXPECT_TRUE(moved) << report["people"]["endStates"].dump(1);
    const auto appeared = test::codes({{"findings", report["findings"]["appeared"]}});
    EXPECT_EQ(appeared.count("PF3011"), 1U);
    // And the other way round.
    const Json back = diff(after, before);
    EXPECT_EQ(change(back, "no-longer-refused")["people"], 2);
    EXPECT_EQ(test::codes({{"findings", back["findings"]["gone"]}}), appeared);
}

TEST(Diff, ExpressionsAreProvedEqualOrComparedOverPeople) {
    Kit before;
    before.expression("userType") = "user.department == \"IT\" ? \"admin\" : \"power\"";
    const auto compared = [&](const std::string& expression) {
        Kit after = before;
        after.expression("userType") = expression;
        const Json report = diff(before, after);
        const Json entry = setting(report, "mapping", "userType");
        return entry.is_null() ? Json() : entry["expression"];
    };
    EXPECT_EQ(compared("(user.department==\"IT\")?\"admin\":\"power\"")["proof"], "same-expression");
    EXPECT_EQ(compared("source.department == \"IT\" ? \"admin\" : \"power\"")["proof"], "same-expression");
    const Json equal = compared("user.department == \"Sales\" ? \"admin\" : \"power\"");
    EXPECT_EQ(equal["proof"], "none") << "nobody is in either, but somebody may be";
    EXPECT_EQ(equal["people"], 2);
    EXPECT_EQ(equal["equal"], 2);
    EXPECT_EQ(equal["words"], "Equal for the 2 Okta users given, not proved for all.");
    const Json different = compared("\"standard\"");
    EXPECT_EQ(different["different"], 2);
    EXPECT_EQ(different["examples"][0], (Json{{"login", "ana@acme.test"}, {"before", "power"}, {"after", "standard"}}));
    before.expression("userType") = "\"po\" + \"wer\"";
    EXPECT_EQ(compared("\"power\"")["proof"], "same-constant");
    EXPECT_EQ(compared("\"power \"")["proof"], "none") << "another text";
}

TEST(Diff, AnEntryThatIsGoneIsNamed) {
    const Kit before;
    Kit after = before;
    after.mapping["properties"].erase("userType");
    after.drop_feature("PUSH_USER_DEACTIVATION");
    const Json report = diff(before, after);
    EXPECT_EQ(setting(report, "mapping", "userType")["after"], nullptr);
    EXPECT_EQ(setting(report, "mapping", "userType")["expression"], nullptr);
    EXPECT_EQ(setting(report, "feature", "PUSH_USER_DEACTIVATION")["before"], "on");
    EXPECT_EQ(report["settings"].size(), 2U) << report["settings"].dump(1);
}

// Two pushed groups, Sales with both people.
struct Pushed : Kit {
    Pushed() {
        app["features"].push_back("GROUP_PUSH");
        more["groups.json"] = R"([
            {"id": "00gOps", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Ops"}},
            {"id": "00gSales", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales"}}])";
        more["members-00gSales.json"] = users.dump();
        push({"00gSales"});
    }
    void push(const std::vector<std::string>& ids) {
        Json list = Json::array();
        for (const std::string& id : ids)
            list.push_back({{"id", "gPm" + id}, {"sourceGroupId", id}, {"status", "ACTIVE"}});
        more["push.json"] = list.dump();
    }
    void rule(const std::string& condition) {
        Json one{{"id", "0prSales"}, {"type", "group_rule"}, {"name", "Salespeople"}, {"status", "ACTIVE"}};
        one["conditions"]["expression"]["value"] = condition;
        one["actions"]["assignUserToGroups"]["groupIds"] = Json::array({"00gSales"});
        more["rules.json"] = Json::array({one}).dump();
    }
};

TEST(Diff, GroupsThatArePushed) {
    const Pushed before;
    Pushed after = before;
    EXPECT_TRUE(diff(before, after)["groups"]["changes"].empty());
    after.push({"00gOps"});
    const Json report = diff(before, after);
    EXPECT_FALSE(report["empty"]);
    ASSERT_EQ(report["groups"]["changes"].size(), 2U);
    const Json ops = report["groups"]["changes"][0], sales = report["groups"]["changes"][1];
    EXPECT_EQ(ops["before"], nullptr);
    EXPECT_EQ(ops["after"], "unknown") << "no file lists its members";
    EXPECT_EQ(sales["before"], "created");
    EXPECT_EQ(sales["after"], nullptr);
    EXPECT_EQ(setting(report, "group-push", "Ops")["after"], "ACTIVE");
    EXPECT_EQ(setting(report, "group-push", "Sales")["after"], nullptr);
    EXPECT_NE(report["verdict"].get<std::string>().find("2 pushed groups differ."), std::string::npos);
}

TEST(Diff, MembersWhoArePushed) {
    const Pushed before;
    Pushed after = before;
    after.more["members-00gSales.json"] = Json::array({after.users[1]}).dump();
    const Json report = diff(before, after);
    ASSERT_EQ(report["groups"]["changes"].size(), 1U);
    EXPECT_EQ(report["groups"]["changes"][0]["removed"], (Json{{"count", 1}, {"examples", {"ana"}}}));
    EXPECT_EQ(report["groups"]["changes"][0]["added"]["count"], 0);
    for (const char* format : {"text", "markdown"}) {
        const std::string text = answer(before.files(), after.files(), {}, format).output;
        EXPECT_NE(text.find("Pushed groups"), std::string::npos) << text;
    }
    after.more.erase("push.json");
    EXPECT_EQ(diff(before, after)["groups"], nullptr);
    EXPECT_EQ(diff(before, after)["notCompared"][0], "A list of pushed groups is given before only.");
}

TEST(Diff, ConditionsOfGroupRulesAreComparedLikeOtherExpressions) {
    Pushed before;
    before.users[0]["profile"]["department"] = "Sales";
    before.rule("user.department == \"Sales\"");
    const auto compared = [&](const std::string& condition) {
        Pushed after = before;
        after.rule(condition);
        return setting(diff(before, after), "group-rule", "Salespeople");
    };
    EXPECT_EQ(compared("user.department == \"Sales\""), Json());
    EXPECT_EQ(compared("(user.department==\"Sales\")")["expression"]["proof"], "same-expression");
    const Json other = compared("user.department == \"IT\"");
    EXPECT_EQ(other["expression"]["different"], 1);
    EXPECT_EQ(other["expression"]["equal"], 1);
    EXPECT_EQ(other["expression"]["examples"][0],
              (Json{{"login", "ana@acme.test"}, {"before", "true"}, {"after", "false"}}));
}

TEST(Diff, AttributesOfSchemas) {
    const Kit before;
    Kit after = before;
    Json& custom = after.user_schema["definitions"]["custom"]["properties"];
    custom["access"]["enum"] = {"read", "write"};
    custom["badge"] = {{"title", "Badge"}, {"type", "string"}};
    const Json report = diff(before, after);
    EXPECT_EQ(setting(report, "user-schema", "access")["before"], "string");
    EXPECT_EQ(setting(report, "user-schema", "access")["after"], "string, one of: read, write");
    EXPECT_EQ(setting(report, "user-schema", "badge")["before"], nullptr);
    EXPECT_EQ(report["settings"].size(), 2U) << report["settings"].dump(1);
}

TEST(Diff, WhatAnImportFinds) {
    Kit before;
    before.account("ana", Json::object());
    before.scenario["events"] = Json::array({{{"type", "import"}}});
    Kit after = before;
    EXPECT_TRUE(diff(before, after)["imports"]["changes"].empty());
    after.users.erase(0);
    after.app_users.erase(0);
    const Json report = diff(before, after);
    ASSERT_EQ(report["imports"]["changes"].size(), 1U) << report["imports"];
    EXPECT_EQ(report["imports"]["changes"][0],
              (Json{{"before", "matched"}, {"after", "new"}, {"accounts", {{"count", 1}, {"examples", {"ana"}}}}}));
    after.scenario.erase("events");
    EXPECT_EQ(diff(before, after)["imports"], nullptr);
}

// Users whom a group rule might have assigned are none of the people.
TEST(Diff, ARuleThatBringsNobodyAddsNobody) {
    Pushed before;
    before.add_person("dee");
    before.app_users.erase(2);
    before.rule("user.department == \"Sales\"");
    before.scenario["events"] = Json::array({{{"type", "provision"}}});
    Pushed after = before;
    after.scenario["events"].push_back(
        {{"type", "change-group-rule"}, {"rule", "0prSales"}, {"expression", "user.department == \"IT\""}});
    const Json report = diff(before, after);
    EXPECT_EQ(report["people"]["after"], 2);
    EXPECT_EQ(report["people"]["paired"], 2);
    EXPECT_EQ(report["people"]["changed"], 0);
}

TEST(Diff, OnlyTheScenarioDiffers) {
    Kit before;
    before.egnyte_users = nullptr;
    before.app_users = nullptr;
    Kit after = before;
    after.scenario["egnyte"]["licences"] = {{"power", 1}, {"standard", 0}};
    const Json report = diff(before, after);
    EXPECT_EQ(change(report, "refused")["people"], 1) << report.dump(1);
    EXPECT_EQ(change(report, "refused")["examples"][0]["after"], "failed: PF6023");
    EXPECT_EQ(setting(report, "scenario", "egnyte.licences.power")["after"], "1");
    EXPECT_EQ(report["people"]["seats"][0]["after"], 1);
    EXPECT_EQ(report["people"]["seats"][0]["boughtAfter"], 1);
}

TEST(Diff, EventsOfTheScenario) {
    Kit before;
    before.scenario["events"] = Json::parse(R"([{"type": "provision"}])");
    Kit after = before;
    after.scenario["events"].push_back(Json::parse(R"({"type": "deactivate", "user": "ana@acme.test"})"));
    const Json report = diff(before, after);
    EXPECT_EQ(change(report, "deactivated")["people"], 1) << report["people"].dump(1);
    EXPECT_EQ(change(report, "freed")["people"], 1);
    EXPECT_EQ(setting(report, "scenario", "events[1]")["before"], nullptr);
    EXPECT_EQ(setting(report, "scenario", "events[1]")["after"], R"({"type":"deactivate","user":"ana@acme.test"})");
}

TEST(Diff, ValuesOfExistingAccountsThatAreNewlyReplaced) {
    Kit before;
    before.expression("userType") = "\"standard\"";
    before.account("cy", {{"userType", "standard"}});
    before.add_person("cy");
    Kit after = before;
    after.expression("userType") = "\"power\"";
    const Json report = diff(before, after);
    const Json& attributes = report["people"]["attributes"];
    const auto of = [&](const std::string& accounts) {
        for (const Json& one : attributes) {
            if (one["attribute"] == "userType" && one["accounts"] == accounts) return one;
        }
        return Json();
    };
    ASSERT_FALSE(of("existing").is_null()) << report["people"].dump(1);
    const Json cy = of("existing")["examples"].back();
    EXPECT_EQ(cy, (Json{{"login", "cy@acme.test"}, {"before", "standard"}, {"after", "power"}}));
    EXPECT_GE(change(report, "overwritten")["people"], 1);
    EXPECT_TRUE(change(diff(after, after), "overwritten")["examples"].empty());
}

TEST(Diff, PeopleWithoutIdsAreFoundByTheirLogin) {
    Kit before;
    before.app_users = nullptr;
    Kit after = before;
    after.users = nullptr;
    after.more["people.csv"] =
        "login,email,firstName,lastName\nBO@acme.test,bo@acme.test,Bo,Ray\nana@acme.test,ana@acme.test,Ana,Lee\n"
        "new@acme.test,new@acme.test,New,One\n";
    const Json report = diff(before, after);
    EXPECT_EQ(report["people"]["paired"], 2) << report["people"].dump(1);
    EXPECT_EQ(change(report, "joined")["people"], 1);
    EXPECT_EQ(change(report, "joined")["examples"][0]["login"], "new@acme.test");
    EXPECT_EQ(change(report, "left")["people"], 0);
}

TEST(Diff, WhatOnlyOneHasIsNotCompared) {
    const Kit before;
    Kit after = before;
    after.users = nullptr;
    after.app_users = nullptr;
    const Json report = diff(before, after);
    EXPECT_EQ(report["people"], nullptr);
    EXPECT_EQ(report["findings"], nullptr);
    EXPECT_EQ(report["notCompared"][0], "A list of people is given before only.");
    DiffLimits limits;
    limits.refused = read_limit("0", false);
    EXPECT_FALSE(answer(before.files(), after.files(), limits).compared) << "a limit on nobody would hold always";
    const DiffAnswer nothing = answer({{"a.json", before.app.dump()}}, {{"m.xml", before.metadata}});
    EXPECT_FALSE(nothing.compared);
    EXPECT_EQ(nothing.output.find("nothing to compare: before: a.json (okta-application)"), 0U) << nothing.output;
}

TEST(Diff, LimitsAreExceededByOneMore) {
    Kit before;
    before.app_users = nullptr;
    before.egnyte_users = nullptr;
    Kit after = before;
    after.username_expression("user.email");
    const auto exceeded = [&](std::optional<DiffLimit> DiffLimits::*limit, const char* text) {
        DiffLimits limits;
        limits.*limit = read_limit(text, true);
        return answer(before.files(), after.files(), limits).limit_exceeded;
    };
    EXPECT_FALSE(exceeded(&DiffLimits::refused, "2"));
    EXPECT_TRUE(exceeded(&DiffLimits::refused, "1"));
    EXPECT_FALSE(exceeded(&DiffLimits::changed, "2"));
    EXPECT_TRUE(exceeded(&DiffLimits::changed, "1"));
    EXPECT_FALSE(exceeded(&DiffLimits::changed, "100%"));
    EXPECT_TRUE(exceeded(&DiffLimits::changed, "99%"));
    EXPECT_FALSE(exceeded(&DiffLimits::seats, "0"));
    // Two more people need two more seats.
    std::swap(before, after);
    EXPECT_TRUE(exceeded(&DiffLimits::seats, "1"));
    EXPECT_FALSE(exceeded(&DiffLimits::seats, "2"));
}

TEST(Diff, LimitsAreNumbersOrPercentages) {
    EXPECT_FALSE(read_limit("", true) || read_limit("-1", true) || read_limit("1.5", true) || read_limit("%", true));
    EXPECT_FALSE(read_limit("101%", true) || read_limit("5%", false) || read_limit("99999999999999999999", true));
    EXPECT_TRUE(read_limit("5%", true)->percent);
    EXPECT_EQ(read_limit("12", false)->number, 12U);
}

TEST(Diff, MarkdownNamesNobodyUnlessAsked) {
    Kit before;
    before.app_users = nullptr;
    before.egnyte_users = nullptr;
    before.scenario["events"] = Json::parse(R"([{"type": "provision"}])");
    Kit after = before;
    after.username_expression("user.email");
    after.scenario["events"].push_back(Json::parse(R"({"type": "deactivate", "user": "ana@acme.test"})"));
    const std::string without = answer(before.files(), after.files(), {}, "markdown").output;
    EXPECT_EQ(without.find("# What changes\n"), 0U);
    EXPECT_EQ(without.find("acme.test"), std::string::npos) << without;
    Style style;
    style.with_people = true;
    const std::string with =
        Session::diff(*session_of(before.files()), *session_of(after.files()), "markdown", style).output;
    EXPECT_NE(with.find("ana&#64;acme.test"), std::string::npos) << with;
}

Json saml_app(const std::string& username_template) {
    return {{"mode", "managed"},
            {"type", "okta_app_saml"},
            {"values",
             {{"id", "0oaEgnyte"},
              {"label", "Egnyte SCIM 2.0"},
              {"preconfigured_app", "egnyte"},
              {"status", "ACTIVE"},
              {"user_name_template", username_template},
              {"user_name_template_type", "BUILT_IN"}}}};
}

// One plan is the state before and what is planned; people come from other files.
TEST(Diff, OfATerraformPlan) {
    const auto module = [](const Json& resource) {
        return Json{{"root_module", {{"resources", Json::array({resource})}}}};
    };
    const Json plan{{"format_version", "1.2"},
                    {"terraform_version", "1.9.8"},
                    {"planned_values", module(saml_app("${source.email}"))},
                    {"prior_state", {{"values", module(saml_app("${fn:substringBefore(source.email, \"@\")}"))}}}};
    Kit kit;
    kit.app = kit.app_users = kit.egnyte_users = nullptr;
    kit.metadata.clear();
    const auto both = session_of(kit.files());
    Options prior;
    prior.limits.prior_state_of_plans = true;
    const auto compared = [&](const Json& document) {
        const std::string text = document.dump(1);
        const auto before = both->fork(prior), after = both->fork();
        for (Session* session : {before.get(), after.get()}) {
            test::MemoryReader reader(text);
            session->add("plan.json", reader);
        }
        return Session::diff(*before, *after, "json");
    };
    const Json report = Json::parse(compared(plan).output);
    EXPECT_EQ(change(report, "refused")["people"], 2) << report.dump(1);
    EXPECT_EQ(setting(report, "username-format", "template")["beforeAt"]["pointer"],
              "/prior_state/values/root_module/resources/0/values/user_name_template");
    EXPECT_EQ(setting(report, "username-format", "template")["afterAt"]["pointer"],
              "/planned_values/root_module/resources/0/values/user_name_template");
    Json unchanged = plan;
    unchanged["planned_values"] = plan["prior_state"]["values"];
    EXPECT_TRUE(Json::parse(compared(unchanged).output)["empty"]);
    // A state does not say what will change.
    const Json state{{"format_version", "1.0"}, {"terraform_version", "1.9.8"}, {"values", plan["planned_values"]}};
    const Json of_state = Json::parse(compared(state).output);
    EXPECT_EQ(of_state["notCompared"][0], "An application is given after only.");
}

// What the page asks: from the files to the files with something tried out.
TEST(Diff, OfWhatIsTriedOut) {
    Kit kit;
    kit.app_users = kit.egnyte_users = nullptr;
    const auto session = session_of(kit.files());
    EXPECT_NE(session->ask(R"({"ask": "diff"})").find("error"), std::string::npos) << "nothing is checked yet";
    while (!session->step(1000)) continue;
    const std::string before = session->check("json");
    EXPECT_TRUE(Json::parse(session->ask(R"({"ask": "diff"})"))["empty"]);
    const Json report = Json::parse(session->ask(
        R"({"ask": "diff", "overlay": {"mapping": {"properties": {"userType": {"expression": "\"Power\""}}}}})"));
    EXPECT_EQ(change(report, "refused")["people"], 2) << report.dump(1);
    EXPECT_EQ(change(report, "refused")["examples"][0]["after"], "failed: PF6001");
    EXPECT_EQ(session->check("json"), before) << "only tried out";
    EXPECT_NE(session->ask(R"({"ask": "diff", "overlay": []})").find("error"), std::string::npos);
}

}  // namespace
}  // namespace preflight
