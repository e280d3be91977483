// What is this? Recognition by content, tolerance for how exports are saved, attribute names that are learned, and the
// streamed way that must read the same as the kept one.
#include <gtest/gtest.h>

#include "core/intake/intake.h"
#include "core/workspace/excerpts.h"
#include "core/workspace/workspace.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

workspace::Workspace read(const std::string& text, const std::string& name = "x", intake::Limits limits = {},
                          std::size_t piece = 1U << 16U) {
    workspace::Workspace workspace;
    test::MemoryReader reader(text, piece);
    workspace::put(workspace, intake::parse(0, name, reader, limits, workspace.atoms));
    workspace::join(workspace);
    return workspace;
}

std::vector<std::string> kinds(const std::string& text, const std::string& name = "x") {
    return read(text, name).inputs[0].kinds;
}

TEST(Intake, RecognisesByContent) {
    const Kit kit;
    using Kinds = std::vector<std::string>;
    EXPECT_EQ(kinds(kit.app.dump()), Kinds{"okta-application"});
    EXPECT_EQ(kinds(kit.mapping.dump()), Kinds{"okta-profile-mapping"});
    EXPECT_EQ(kinds(kit.users.dump()), Kinds{"okta-users"});
    EXPECT_EQ(kinds(kit.app_users.dump()), Kinds{"okta-app-users"});
    EXPECT_EQ(kinds(kit.policies.dump()), Kinds{"okta-password-policies"});
    EXPECT_EQ(kinds(kit.egnyte_users.dump()), Kinds{"egnyte-users"});
    EXPECT_EQ(kinds(kit.scenario.dump()), Kinds{"preflight-scenario"});
    EXPECT_EQ(kinds(kit.metadata), Kinds{"saml-idp-metadata"});
    EXPECT_EQ(kinds("Username,Email,Type\nana,a@b.test,power\n"), Kinds{"egnyte-users"});
    EXPECT_EQ(kinds("{\"errorCode\":\"E0000011\",\"errorSummary\":\"x\"}"), Kinds{"okta-error"});
    EXPECT_EQ(kinds("<html><body>"), Kinds{"html-page"});
    EXPECT_EQ(kinds("a,b,c\n1,2,3\n"), Kinds{"unknown"});
    const Json wrapper{{"app", kit.app}, {"people", kit.users}, {"deep", {{"mapping", kit.mapping}}}};
    EXPECT_EQ(kinds(wrapper.dump()), (Kinds{"okta-application", "okta-users", "okta-profile-mapping"}));
    EXPECT_EQ(kinds(kit.users[0].dump() + "\n" + kit.users[1].dump() + "\n"), Kinds{"okta-users"});
}

std::string utf16(const std::string& ascii, bool mark) {
    std::string result = mark ? "\xFF\xFE" : "";
    for (const char c : ascii) {
        result += c;
        result += '\0';
    }
    return result;
}

TEST(Intake, ReadsHoweverItWasSaved) {
    const std::string plain = Kit().users.dump(2);
    const std::string guarded = "while(1){};" + plain,
                      headers =
                          "HTTP/2 200\r\ncontent-type: application/json\r\nlink: <x>; rel=\"next\"\r\n\r\n" + plain;
    for (const std::string& text : {plain, "\xEF\xBB\xBF" + plain, utf16(plain, true), utf16(plain, false), guarded,
                                    headers, "\r\n " + plain + "\n\n"}) {
        for (const std::size_t piece : {1U, 3U, 65536U}) {
            const workspace::Workspace workspace = read(text, "x", {}, piece);
            ASSERT_EQ(workspace.users->size(), 2U) << text.substr(0, 20);
            EXPECT_EQ(population::text(*workspace.users, 1, "profile.login"), "bo@acme.test");
        }
    }
    // Lines stay those of the file.
    const workspace::Workspace saved = read(headers);
    EXPECT_EQ(saved.inputs[0].source->position(saved.users->place(0).offset)->line, 6U);
}

// A list larger than what is kept is read piece by piece: the same people at the same places.
TEST(Intake, StreamedAndKeptAgree) {
    Kit kit;
    for (int i = 0; i < 200; ++i) kit.add_person("pé" + std::to_string(i));
    for (const std::string& text : {kit.users.dump(2), kit.users.dump()}) {
        const workspace::Workspace kept = read(text);
        intake::Limits small;
        small.kept_text = 1000;
        for (const std::size_t piece : {7U, 500U, 65536U}) {
            const workspace::Workspace streamed = read(text, "x", small, piece);
            EXPECT_FALSE(streamed.inputs[0].source->kept());
            EXPECT_EQ(streamed.inputs[0].sha256, kept.inputs[0].sha256);
            ASSERT_EQ(streamed.users->size(), kept.users->size());
            for (std::size_t row = 0; row < kept.users->size(); ++row) {
                EXPECT_EQ(population::text(*streamed.users, row, "profile.email"),
                          population::text(*kept.users, row, "profile.email"));
                EXPECT_EQ(streamed.users->pointer(row), kept.users->pointer(row));
                const std::uint64_t offset = streamed.users->place(row).offset;
                EXPECT_EQ(offset, kept.users->place(row).offset);
                EXPECT_EQ(workspace::row_span(streamed, *streamed.users, row),
                          workspace::row_span(kept, *kept.users, row));
                EXPECT_EQ(streamed.inputs[0].source->position(offset), kept.inputs[0].source->position(offset)) << row;
            }
        }
    }
    std::string csv = "Username,Email,Type,AuthType,Active\r\n";
    for (int i = 0; i < 300; ++i)
        csv += "p" + std::to_string(i) + ",\"p" + std::to_string(i) + "@acme.test\",power,SSO,yes\r\n";
    intake::Limits small;
    small.kept_text = 1000;
    const workspace::Workspace kept = read(csv), streamed = read(csv, "x", small, 100);
    ASSERT_EQ(streamed.egnyte_users->size(), 300U);
    EXPECT_EQ(population::text(*streamed.egnyte_users, 299, "email"),
              population::text(*kept.egnyte_users, 299, "email"));
    EXPECT_EQ(streamed.inputs[0].source->position(streamed.egnyte_users->place(299).offset)->line, 301U);
}

TEST(Intake, AttributeNamesAreLearned) {
    const auto learned = [](const std::string& property, const std::string& more = "") {
        Kit kit;
        workspace::Workspace workspace;
        const auto give = [&](const std::string& text) {
            test::MemoryReader reader(text);
            workspace::put(workspace, intake::parse(workspace.parts.size(), "x", reader, {}, workspace.atoms));
        };
        give(kit.app.dump());
        give(
            R"({"id":"https://acme.okta.com/meta/schemas/apps/0oaEgnyte/default","$schema":"x","definitions":{"base":{"properties":{)" +
            property + "}}}}");
        if (!more.empty()) give(more);
        workspace::join(workspace);
        const auto found = workspace.variable_of.find("userType");
        return found == workspace.variable_of.end() ? std::string() : found->second;
    };
    EXPECT_EQ(learned(R"("userType":{"title":"x"})"), "userType");
    EXPECT_EQ(learned(R"("kind":{"externalName":"urn.userType"})"), "kind");
    EXPECT_EQ(learned(R"("kind":{"title":"User Type"})"), "kind");
    EXPECT_EQ(learned(R"("kind":{"title":"Kind"})"), "");
    EXPECT_EQ(learned(R"("kind":{"title":"Kind"},"userType":{"title":"User Type"})",
                      R"({"preflightScenario":1,"egnyteAttributes":{"userType":"kind"}})"),
              "kind");
}

TEST(Intake, TheEgnyteAppIsChosen) {
    Kit kit;
    Json other = kit.app, old = kit.app;
    other["name"] = "salesforce";
    other["label"] = "Salesforce";
    other["id"] = "0oaOther";
    old["label"] = "Egnyte SCIM 1.0";
    old["id"] = "0oaOld";
    workspace::Workspace workspace;
    test::MemoryReader reader(Json::array({other, old, kit.app}).dump());
    const std::string text = Json::array({other, old, kit.app}).dump();
    test::MemoryReader all(text);
    workspace::put(workspace, intake::parse(0, "apps.json", all, {}, workspace.atoms));
    workspace::join(workspace);
    ASSERT_NE(workspace.application, nullptr);
    EXPECT_EQ(workspace.application->id.value(), "0oaEgnyte");
}

// The clauses of PF1015, kept whole and read piece by piece.
std::vector<std::string> partly_read(const std::string& text) {
    std::vector<std::string> result;
    for (const std::size_t kept : {std::size_t{32} << 20U, std::size_t{16}}) {
        intake::Limits limits;
        limits.kept_text = kept;
        limits.tape_bytes = kept;
        std::vector<std::string> details;
        for (const intake::Problem& problem : read(text, "x.json", limits).problems)
            if (problem.kind == intake::Problem::Kind::partly_read) details.push_back(problem.detail);
        if (kept == 16) {
            EXPECT_EQ(result, details) << text;
        }
        result = std::move(details);
    }
    return result;
}

TEST(Intake, SaysWhichKeysAppearTwice) {
    using Details = std::vector<std::string>;
    const std::string once = R"({"id":"00u1","status":"ACTIVE","profile":{"login":"a@b.test","email":"a@b.test"}})";
    const std::string twice =
        R"({"id":"00u2","status":"ACTIVE","profile":{"login":"a@b.test","email":"a@b.test","login":"c@d.test"}})";
    EXPECT_EQ(partly_read("[" + once + "," + once + "]"), Details{});
    EXPECT_EQ(partly_read("[" + once + "," + twice + "]"), Details{"the key \"login\" appears twice in one object"});
    EXPECT_EQ(partly_read("[" + twice + "," + once + "," + twice + "," + twice + "]"),
              Details{"the key \"login\" appears twice in one object, and 2 other objects are like it"});
    // The same key in two objects is not a repetition.
    EXPECT_EQ(partly_read(
                  R"([{"id":"00u1","status":"ACTIVE","a":{"id":1},"b":{"id":2},"profile":{"login":"a","email":"b"}}])"),
              Details{});
}

TEST(Intake, SaysWhichElementsAreOfAnotherType) {
    using Details = std::vector<std::string>;
    const std::string person = R"({"id":"00u1","status":"ACTIVE","profile":{"login":"a@b.test","email":"a@b.test"}})";
    EXPECT_EQ(partly_read("[" + person + ",null]"), Details{"an element of a list is null, not an object"});
    EXPECT_EQ(partly_read(R"({"value":["x",)" + person + ",7,[]," + person + "]}"),
              Details{"an element of a list is a text, not an object, and 2 more"});
    // Lists without artefacts are not read at all.
    EXPECT_EQ(partly_read(R"({"schemas":["urn:x",null],"value":[)" + person + "]}"), Details{});
    Json app = Kit().app;
    app["features"].push_back(5);
    EXPECT_EQ(partly_read(app.dump()), Details{"a list holds a number beside a text"});
}

}  // namespace
}  // namespace preflight
