// Corrections of the files: what is offered, what a preview says, and that what is written does what was announced.
#include <gtest/gtest.h>

#include <memory>

#include "core/verdict/fix.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;
using test::session_of;

struct Fixed {
    Json report;
    std::map<std::string, Json> files;
};
Fixed fix(const Kit& kit) {
    const FixAnswer answer = session_of(kit)->fix("json");
    EXPECT_EQ(answer.problem, "");
    Fixed fixed{Json::parse(answer.output), {}};
    for (const FixFile& file : answer.files) fixed.files[file.name] = Json::parse(file.content);
    return fixed;
}

// The kit after the requests were sent.
Kit sent(Kit kit, const Fixed& fixed) {
    if (const auto mapping = fixed.files.find("mapping-prm1.json"); mapping != fixed.files.end()) {
        for (const auto& [target, entry] : mapping->second["properties"].items())
            kit.mapping["properties"][target].update(entry);
    }
    if (const auto app = fixed.files.find("app-0oaEgnyte.json"); app != fixed.files.end()) kit.app = app->second;
    return kit;
}

// What is left is what the report says, and nothing comes up that it does not announce.
void expect_as_announced(const Kit& kit, const Fixed& fixed) {
    const Json before = test::check(kit.files()), after = test::check(sent(kit, fixed).files());
    std::set<std::string> was, is, announced;
    for (const Json& finding : before["findings"]) was.insert(finding["fingerprint"]);
    for (const Json& finding : after["findings"]) is.insert(finding["fingerprint"]);
    for (const Json& code : fixed.report["together"]["appeared"]) announced.insert(code);
    for (const Json& tried : fixed.report["corrections"]) {
        for (const Json& fingerprint : tried["fingerprints"])
            EXPECT_EQ(is.count(fingerprint), tried["chosen"] ? 0U : is.count(fingerprint)) << tried.dump(1);
    }
    for (const Json& finding : after["findings"]) {
        const bool alarms = finding["severity"] == "error" || finding["severity"] == "warning";
        if (!alarms || was.count(finding["fingerprint"]) != 0) continue;
        EXPECT_EQ(announced.count(finding["code"]), 1U) << finding.dump(1);
    }
}

TEST(Fix, TheSpellingOfAUserType) {
    Kit kit;
    kit.expression("userType") = "user.department == \"IT\" ? \"Admin\" : \"Power\"";
    const Fixed fixed = fix(kit);
    ASSERT_EQ(fixed.report["corrections"].size(), 1U) << fixed.report.dump(1);
    const Json& correction = fixed.report["corrections"][0];
    EXPECT_EQ(correction["applicability"], "safe");
    EXPECT_EQ(correction["preview"]["words"], "fixes 2, changes 0, breaks 0");
    EXPECT_EQ(correction["changes"][0]["after"], "user.department == \"IT\" ? \"admin\" : \"power\"");
    EXPECT_EQ(fixed.files.at("mapping-prm1.json"), Json::parse(R"({"properties": {"userType": {
                  "expression": "user.department == \"IT\" ? \"admin\" : \"power\"", "pushStatus": "PUSH"}}})"));
    EXPECT_EQ(fixed.report["files"][0]["request"], "POST /api/v1/mappings/prm1");
    expect_as_announced(kit, fixed);
}

// Without the word in a condition: only what becomes the value is a user type.
TEST(Fix, LeavesConditionsAlone) {
    Kit kit;
    kit.expression("userType") = "user.department == \"Power\" ? \"Power\" : \"standard\"";
    EXPECT_EQ(fix(kit).report["corrections"][0]["changes"][0]["after"],
              "user.department == \"Power\" ? \"power\" : \"standard\"");
}

TEST(Fix, AnExpressionThatDoesNotParse) {
    Kit kit;
    for (const auto& [wrong, right] :
         {std::pair{"user.service = true ? false : true", "user.service == true ? false : true"},
          std::pair{"user.service === true ? false : true", "user.service == true ? false : true"}}) {
        kit.expression("sendInvite") = wrong;
        const Fixed fixed = fix(kit);
        ASSERT_FALSE(fixed.report["corrections"].empty()) << wrong;
        EXPECT_EQ(fixed.report["corrections"][0]["changes"][0]["after"], right);
        expect_as_announced(kit, fixed);
    }
    kit.expression("sendInvite") = "user.service == true ?";
    EXPECT_TRUE(fix(kit).files.empty()) << "nobody knows what was meant";
}

TEST(Fix, TheUsernameFormatKeepsTheRestOfTheApplication) {
    Kit kit;
    kit.app_users = kit.egnyte_users = nullptr;
    kit.username_template() = {{"template", "${source.email}"}, {"type", "BUILT_IN"}};
    kit.app["_links"] = {{"self", "x"}};
    const Fixed fixed = fix(kit);
    const Json& app = fixed.files.at("app-0oaEgnyte.json");
    EXPECT_EQ(app["credentials"]["userNameTemplate"]["template"], "${fn:substringBefore(source.email, \"@\")}");
    EXPECT_EQ(app["features"], kit.app["features"]);
    EXPECT_FALSE(app.contains("_links"));
    EXPECT_EQ(fixed.report["together"]["fixes"], 2) << fixed.report.dump(1);
    EXPECT_EQ(fixed.report["together"]["breaks"], 0);
    // Both prefixes are tried, and one of them is chosen.
    std::size_t tried = 0, chosen = 0;
    for (const Json& one : fixed.report["corrections"]) {
        tried += one["changes"][0]["area"] == "username-format" ? 1U : 0U;
        chosen += one["chosen"] ? 1U : 0U;
    }
    EXPECT_EQ(tried, 2U);
    EXPECT_EQ(chosen, 1U);
    expect_as_announced(kit, fixed);
}

TEST(Fix, NoFileOfAnApplicationThatIsNotTheApis) {
    Kit kit;
    kit.app_users = kit.egnyte_users = nullptr;
    kit.username_template() = {{"template", "${source.email}"}, {"type", "BUILT_IN"}};
    kit.app.erase("signOnMode");
    const Fixed fixed = fix(kit);
    EXPECT_TRUE(fixed.files.empty());
    EXPECT_EQ(fixed.report["heldBack"].size(), 1U) << fixed.report.dump(1);
}

TEST(Fix, NoInvitationForServiceAccounts) {
    Kit kit;
    kit.expression("sendInvite") = "true";
    kit.users[1]["profile"]["service"] = true;
    const Fixed fixed = fix(kit);
    ASSERT_EQ(fixed.files.count("mapping-prm1.json"), 1U) << fixed.report.dump(1);
    EXPECT_EQ(fixed.files.at("mapping-prm1.json")["properties"]["sendInvite"]["expression"],
              "(user.service == true) ? false : true");
    EXPECT_EQ(fixed.report["together"]["fixes"], 1);
    expect_as_announced(kit, fixed);
}

TEST(Fix, AnAttributeThatIsExpectedToFollow) {
    Kit kit;
    kit.mapping["properties"]["email"]["pushStatus"] = "DONT_PUSH";
    const Fixed fixed = fix(kit);
    ASSERT_EQ(fixed.files.count("mapping-prm1.json"), 1U) << fixed.report.dump(1);
    EXPECT_EQ(fixed.files.at("mapping-prm1.json")["properties"]["email"],
              (Json{{"expression", "user.email"}, {"pushStatus", "PUSH"}}));
    expect_as_announced(kit, fixed);
}

TEST(Fix, NothingToCorrect) {
    const Fixed fixed = fix(Kit());
    EXPECT_TRUE(fixed.files.empty());
    EXPECT_TRUE(fixed.report["corrections"].empty());
    EXPECT_EQ(fixed.report["together"], nullptr);
}

TEST(Fix, WhatCannotBeCorrectedInAFileIsLeftWithItsClicks) {
    Kit kit;
    kit.expression("userType") = "\"Power\"";
    kit.app["settings"]["app"]["subDomain"] = "https://acme.egnyte.com";
    const Fixed fixed = fix(kit);
    std::map<std::string, Json> left;
    for (const Json& finding : fixed.report["byHand"]) left[finding["code"]] = finding;
    ASSERT_EQ(left.count("PF3004"), 1U) << fixed.report.dump(1);
    EXPECT_FALSE(left["PF3004"]["fix"]["steps"].empty());
    EXPECT_EQ(left.count("PF4023"), 0U);
}

TEST(Fix, IsSafeOnlyWhereNobodyElseNotices) {
    using findings::Applicability;
    verdict::Preview good;
    good.with_people = good.removes_findings = true;
    good.fixes = 37;
    verdict::Correction mapping, format;
    format.format = verdict::CorrectedFormat{};
    const auto with = [&good](auto change) {
        verdict::Preview preview = good;
        change(preview);
        return preview;
    };
    EXPECT_EQ(verdict::applicability_of(mapping, good), Applicability::safe);
    EXPECT_EQ(verdict::applicability_of(format, good), Applicability::safe);
    const auto renames = with([](verdict::Preview& preview) { preview.renames = 1; });
    EXPECT_EQ(verdict::applicability_of(format, renames), Applicability::review) << "Egnyte rejects the new name";
    EXPECT_EQ(verdict::applicability_of(mapping, with([](auto& preview) { preview.changes = 1; })),
              Applicability::review);
    EXPECT_EQ(verdict::applicability_of(mapping, with([](auto& preview) { preview.with_people = false; })),
              Applicability::review);
    EXPECT_EQ(verdict::applicability_of(mapping, with([](auto& preview) { preview.appeared = {"PF6002"}; })),
              Applicability::review);
    EXPECT_EQ(verdict::applicability_of(mapping, with([](auto& preview) { preview.breaks = 1; })),
              Applicability::manual);
    EXPECT_EQ(verdict::applicability_of(mapping, with([](auto& preview) { preview.removes_findings = false; })),
              Applicability::manual);
}

// `check` offers the same as edits of the files, to be reviewed: it does not try them out.
TEST(Fix, CheckHasTheEdits) {
    Kit kit;
    kit.expression("userType") = "\"Power\"";
    const auto files = kit.files();
    const Json report = test::check(files);
    for (const Json& finding : report["findings"]) {
        if (finding["code"] != "PF4023") continue;
        EXPECT_EQ(finding["fix"]["applicability"], "review");
        ASSERT_EQ(finding["fix"]["edits"].size(), 1U) << finding.dump(1);
        EXPECT_EQ(finding["fix"]["edits"][0]["input"], "mapping.json");
        EXPECT_EQ(finding["fix"]["edits"][0]["replacement"], "\"\\\"power\\\"\"");
        return;
    }
    ADD_FAILURE() << "no PF4023";
}

}  // namespace
}  // namespace preflight
