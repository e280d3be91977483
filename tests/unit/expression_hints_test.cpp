// What `eval` says about what people really type, and about expressions in other places than a mapping to an app.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "core/preflight.h"

namespace preflight {
namespace {

struct Said {
    bool ok = false;
    std::string text;
};

Said said(const std::string& expression, const std::string& dialect = "mapping", const std::string& context = "") {
    EvalRequest request;
    request.expression = expression;
    request.context_json = context;
    request.dialect = dialect;
    request.type = true;
    const EvalAnswer answer = eval(request, "text");
    return {answer.ok, answer.output};
}

// The kinds of the problems.
std::set<std::string> problems(const std::string& expression, const std::string& dialect = "mapping") {
    EvalRequest request;
    request.expression = expression;
    request.dialect = dialect;
    request.type = true;
    const auto answer = nlohmann::json::parse(eval(request, "json").output);
    std::set<std::string> kinds;
    for (const auto& problem : answer.value("problems", nlohmann::json::array())) kinds.insert(problem["kind"]);
    return kinds;
}

TEST(ExpressionHints, ASyntaxErrorSaysWhatToWrite) {
    const std::pair<const char*, const char*> cases[] = {
        {"String.substringBefore(user.manager, \xE2\x80\x9C,\xE2\x80\x9D)", "straight quotes: \""},
        {"user.title == \xE2\x80\x98x\xE2\x80\x99", "straight quotes: '"},
        {"user.title == `x`", "straight quotes: '"},
        {"user.title\xC2\xA0== \"x\"", "no-break space"},
        {"user.firstName \xE2\x80\x93 user.lastName", "hyphen: -"},
        {"user.active ? [\"Riggers\"] : [\"\"]", "in braces: {\"a\", \"b\"}"},
        {"String.substringBefore(user.email, \\\"@\\\")", "left over from JSON or Terraform; write \""},
        {"\"say \\\"hi\\\"\"", "doubled quote"},
        {"user.city &quot;Hull&quot;", "left over from HTML or XML"},
        {"user.city === \"Hull\"", "== compares"},
        {"user.city !== \"Hull\"", "write !="},
        {"user.city <> \"Hull\"", "write !="},
        {"user.level => 3", "write >="},
        {"user.a | user.b", "write ||"},
        {"user.a & user.b", "write &&"},
        {"user.city == \"Hull\" AND OR user.state == \"N\"", "missing before OR, after AND"},
        {"user.city == \"Hull\" && || user.state == \"N\"", "operand is missing"},
        {"if (user.a) \"x\" else \"y\"", "condition ? value : other"},
        {"${user.login}", "built-in username formats"},
        {"user.email;", "delete it"},
    };
    for (const auto& [expression, hint] : cases) {
        const Said answer = said(expression);
        EXPECT_FALSE(answer.ok) << expression;
        EXPECT_NE(answer.text.find(hint), std::string::npos) << answer.text;
    }
    // None of these is a mistake.
    for (const char* expression : {"user.and == \"x\"", "\"XDOMAIN\\\" + user.login", "{\"a\", \"b\"}", "user.a <= 3",
                                   "!user.a and not user.b", "'it''s'", "user[\"or\"]"}) {
        EXPECT_TRUE(said(expression).ok) << expression << "\n" << said(expression).text;
    }
}

TEST(ExpressionHints, DoubledQuotesOfOldExportsAreQuotesInBuiltInFormatsOnly) {
    const std::string context = R"({"user": {"email": "ana.lee@acme.test"}})";
    const auto value = [&](const char* text) { return said(text, "template", context).text.substr(0, 12); };
    EXPECT_EQ(value("${fn:substringBefore(source.email, \"\"@\"\")}"), "\"ana.lee\"\n\nT");
    EXPECT_EQ(value("${fn:substringBefore(source.email, \"\".\"\")}"), "\"ana\"\n\nType:");
    // The empty text stays what it is.
    EXPECT_EQ(value("${fn:replace(source.email, \"@acme.test\", \"\")}").substr(0, 9), "\"ana.lee\"");
    EXPECT_EQ(value("${\"\" + source.email + \"\"}").substr(0, 8), "\"ana.lee");
    EXPECT_EQ(value("${empty source.email ? \"\" : \"x\"}").substr(0, 3), "\"x\"");
    EXPECT_FALSE(said("String.substringBefore(user.email, \"\"@\"\")", "mapping", context).ok);
}

TEST(ExpressionHints, NamesThatOktaDoesNotKnow) {
    EXPECT_EQ(problems("user.lastname"), std::set<std::string>{"unknown-attribute"});
    EXPECT_NE(said("user.lastname").text.find("user.lastName"), std::string::npos);
    EXPECT_EQ(problems("user.lastNames"), std::set<std::string>{}) << "it may be a custom attribute";
    EXPECT_EQ(problems("user.profile.department"), std::set<std::string>{"wrong-root"});
    EXPECT_FALSE(said("user.profile.department").ok);
    EXPECT_EQ(problems("user.profile.department", "identity-engine"), std::set<std::string>{});
}

TEST(ExpressionHints, WhatHasNoEffect) {
    const std::set<std::string> kind = {"without-effect"};
    EXPECT_EQ(problems("String.replace(user.title, \"[^a-z]\", \"\")"), kind);
    EXPECT_EQ(problems("String.stringContains(user.title, \".*Manager.*\")"), kind);
    EXPECT_EQ(problems("user.getInternalProperty(\"department\")"), kind);
    EXPECT_EQ(problems("String.replace(user.title, \"[External]\", \"\")"), std::set<std::string>{});
    EXPECT_EQ(problems("String.replace(user.title, \"^\", \"\")"), std::set<std::string>{});
    EXPECT_EQ(problems("user.getInternalProperty(\"status\")"), std::set<std::string>{});
    EXPECT_EQ(problems("isMemberOfAnyGroup('Night Crew', '00g1a2b3c4d5e6f7g8h9')"),
              (std::set<std::string>{"no-remap", "without-effect"}));
    EXPECT_EQ(problems("isMemberOfAnyGroup('00g1a2b3c4d5e6f7g8h9')"), std::set<std::string>{"no-remap"});
}

TEST(ExpressionHints, ACutThatLeavesASeparator) {
    const std::string cut = "String.substringBefore(user.firstName, \" \")";
    EXPECT_EQ(problems(cut + " + \"_\" + user.secondEmail").count("empty-part"), 1U);
    EXPECT_NE(said(cut + " + \"_\" + user.login").text.find("has no \" \""), std::string::npos);
    EXPECT_EQ(problems("(String.stringContains(user.firstName, \" \") ? " + cut + " : user.firstName) + \"_\"")
                  .count("empty-part"),
              0U);
    EXPECT_EQ(problems("String.substringBefore(user.email, \"@\") + \"_\"").count("empty-part"), 0U)
        << "an address always has an @";
}

TEST(ExpressionHints, ImportsReadTheAppUser) {
    EXPECT_EQ(problems("appuser.crews + \"\"", "to-okta"), std::set<std::string>{"null-to-text"});
    EXPECT_EQ(problems("Arrays.flatten(appuser.depots, idpuser.routes)", "to-okta"), std::set<std::string>{"may-fail"});
    EXPECT_EQ(problems("String.substringAfter(appuser.seat, \"=\")", "to-okta"), std::set<std::string>{});
    EXPECT_EQ(problems("String.toLowerCase(source.email)", "to-okta"), std::set<std::string>{});
    EXPECT_EQ(problems("profile.email", "to-okta"), std::set<std::string>{"wrong-root"});
    EXPECT_EQ(problems("appuser.email"), std::set<std::string>{"wrong-root"});
}

TEST(ExpressionHints, GroupRulesAreConditionsWithFewerFunctions) {
    EXPECT_EQ(problems("user.department == \"Sales\"", "group-rule"), std::set<std::string>{});
    EXPECT_EQ(problems("isMemberOfGroupName(\"Sales\")", "group-rule"), std::set<std::string>{})
        << "it is not a mapping";
    EXPECT_EQ(problems("user.department", "group-rule"), std::set<std::string>{"never-works"});
    EXPECT_FALSE(said("Convert.toInt(user.employeeNumber) > 5", "group-rule").ok);
    EXPECT_FALSE(
        said("Convert.toInt(user.employeeNumber) > 5", "group-rule", R"({"user": {"employeeNumber": "7"}})").ok);
    EXPECT_TRUE(said("Convert.toInt(user.employeeNumber) > 5").ok);
}

TEST(ExpressionHints, WhatNeverYieldsAValueFails) {
    EXPECT_FALSE(
        said("user.division == \"Bay\" ? Groups.startsWith(\"OKTA\", \"b\", 50) : String.tirm(user.login)").ok);
    EXPECT_TRUE(said("user.division == \"Bay\" ? Groups.startsWith(\"OKTA\", \"b\", 50) : user.login").ok);
    EXPECT_TRUE(
        said("user.isMemberOf({'group.profile.name': 'Dock Crew', 'operator': 'EXACT'})", "identity-engine").ok);
    EXPECT_EQ(problems("user.isMemberOf({'group.profile.name': 'Dock Crew'})", "identity-engine"),
              std::set<std::string>{});
}

}  // namespace
}  // namespace preflight
