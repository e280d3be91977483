// Causes and end states: what comes first, what goes away with it, and whom a correction helps.
#include <gtest/gtest.h>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

struct Checked {
    Json check, people;
    [[nodiscard]] std::string code_of(const Json& fingerprint) const {
        for (const Json& finding : check["findings"]) {
            if (finding["fingerprint"] == fingerprint) return finding["code"];
        }
        return {};
    }
    // "PF3011 (PF5002): 2 held back, 1 helped, 3 work after"
    [[nodiscard]] std::vector<std::string> causes() const {
        std::vector<std::string> result;
        for (const Json& cause : check["causes"]) {
            std::string effects;
            for (const Json& effect : cause["effects"]) effects += (effects.empty() ? "" : " ") + code_of(effect);
            if (cause["holdsBack"] == 0) continue;
            result.push_back(code_of(cause["finding"]) + " (" + effects + "): " + cause["holdsBack"].dump() +
                             " held back, " + cause["helps"].dump() + " helped, " + cause["worksAfter"].dump() +
                             " work after");
        }
        return result;
    }
};

Checked check(Kit& kit) {
    Session session(Options{});
    std::vector<std::pair<std::string, std::string>> files;
    for (const auto& [name, text] : kit.files()) files.emplace_back(name, text);
    for (const auto& [name, text] : files) {
        test::MemoryReader reader(text);
        session.add(name, reader);
    }
    return {Json::parse(session.check("json")), Json::parse(session.people("", 0, 100))};
}

TEST(Causes, ASoundIntegrationHasNone) {
    Kit kit;
    const Checked result = check(kit);
    EXPECT_TRUE(result.causes().empty());
    EXPECT_EQ(result.people["counts"]["endState"], (Json{{"works", 2}}));
}

TEST(Causes, AnEffectGoesWithItsCause) {
    Kit kit;
    kit.username_template() = {{"type", "BUILT_IN"}, {"template", "${source.login}"}};
    for (Json& assigned : kit.app_users)
        assigned["credentials"]["userName"] = assigned["credentials"]["userName"].get<std::string>() + "@acme.test";
    for (Json& assigned : kit.app_users) assigned["externalId"] = nullptr;
    kit.egnyte_users["resources"] = Json::array();
    const Checked result = check(kit);
    ASSERT_FALSE(result.causes().empty());
    EXPECT_EQ(result.causes().front().substr(0, 15), "PF3011 (PF5002)") << result.causes().front();
    for (const Json& row : result.people["rows"]) {
        EXPECT_EQ(row[9], "refused");
        EXPECT_NE(row[10].get<std::string>().find('@'), std::string::npos) << "the reason that decides";
    }
}

// The headline, the counts and each row are one answer.
TEST(Causes, AWrongSubdomainStopsEverybodyAndComesFirst) {
    Kit kit;
    kit.app["settings"]["app"]["subDomain"] = "acme.egnyte.com";
    kit.add_person("cy");
    kit.app_users[2]["credentials"]["userName"] = "cy@acme.test";
    const Checked result = check(kit);
    ASSERT_EQ(result.causes().size(), 2U);
    EXPECT_EQ(result.causes()[0], "PF3004 (): 3 held back, 2 helped, 2 work after");
    EXPECT_EQ(result.causes()[1], "PF5002 (): 1 held back, 0 helped, 3 work after");
    EXPECT_EQ(result.people["counts"]["endState"], (Json{{"refused", 3}}));
    const std::string verdict = result.check["verdict"];
    EXPECT_EQ(verdict.find("Nobody will be able to use Egnyte: "), 0U) << verdict;
    EXPECT_NE(verdict.find("There is 1 more cause."), std::string::npos) << verdict;
}

TEST(Causes, WhoeverHasTwoIsHelpedByBoth) {
    Kit kit;
    kit.add_person("cy");
    kit.add_person("di");
    kit.app_users[2]["credentials"]["userName"] = "cy@acme.test";
    kit.app_users[3]["credentials"]["userName"] = "di@acme.test";
    kit.users[3]["profile"]["lastName"] = std::string(300, 'x');
    const Checked result = check(kit);
    ASSERT_FALSE(result.causes().empty());
    EXPECT_EQ(result.causes().front().substr(0, 6), "PF5002");
    EXPECT_EQ(result.check["causes"].back()["worksAfter"], 4);
}

TEST(Causes, PeopleAreFoundByStateAndBySentence) {
    Kit kit;
    kit.add_person("cy");
    kit.app_users[2]["credentials"]["userName"] = "cy@acme.test";
    kit.users[1]["status"] = "SUSPENDED";
    Session session(Options{});
    std::vector<std::pair<std::string, std::string>> files;
    for (const auto& [name, text] : kit.files()) files.emplace_back(name, text);
    for (const auto& [name, text] : files) {
        test::MemoryReader reader(text);
        session.add(name, reader);
    }
    const auto matching = [&](const Json& query) {
        return Json::parse(session.people(query.dump(), 0, 100))["matching"];
    };
    EXPECT_EQ(matching({{"endStates", {"refused"}}}), 1);
    EXPECT_EQ(matching({{"endStates", {"refused", "works"}}}), 2);
    EXPECT_EQ(matching({{"text", "locked out"}}), 0);
    const std::string why = Json::parse(session.people(R"({"endStates":["refused"]})", 0, 1))["rows"][0][10];
    EXPECT_EQ(matching({{"text", why}}), 1) << "every word on screen is found: " << why;
}

TEST(Html, HasNoScriptAndEscapesEverything) {
    Kit kit;
    const std::string nasty = "<script>alert(1)</script>\"'&\xE2\x80\xAE";
    kit.users[0]["profile"]["lastName"] = nasty;
    kit.add_person("cy");
    kit.app_users[2]["credentials"]["userName"] = "cy<b>@acme.test";
    kit.app["settings"]["app"]["subDomain"] = "<img src=x onerror=alert(1)>";
    Session session(Options{});
    std::vector<std::pair<std::string, std::string>> files;
    for (const auto& [name, text] : kit.files()) files.emplace_back(nasty + name, text);
    for (const auto& [name, text] : files) {
        test::MemoryReader reader(text);
        session.add(name, reader);
    }
    Style style;
    style.with_people = true;
    for (const std::string& html : {session.check("html", style), session.check("html"), session.simulate("html")}) {
        EXPECT_EQ(html.find("<!doctype html>"), 0U);
        for (const char* part : {"<script", "<img", "<b>", "http-equiv=\"refresh", "\xE2\x80\xAE"})
            EXPECT_EQ(html.find(part), std::string::npos) << part;
        EXPECT_NE(html.find("</html>"), std::string::npos);
    }
    EXPECT_EQ(session.check("html").find("cy&lt;b&gt;@acme.test"), std::string::npos) << "nobody is named";
    EXPECT_NE(session.check("html", style).find("cy&lt;b&gt;@acme.test"), std::string::npos);
}

}  // namespace
}  // namespace preflight
