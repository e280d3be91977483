// The registry of artefacts: what each row has to say.
#include <gtest/gtest.h>

#include <set>

#include "core/intake/artefact.h"

namespace preflight::intake {
namespace {

TEST(Artefacts, RowsSayWhatTheyAre) {
    std::set<std::string_view> kinds;
    for (const Artefact* one : artefacts()) {
        if (!one->kind.empty()) {
            EXPECT_TRUE(kinds.insert(one->kind).second) << one->kind;
            EXPECT_EQ(&artefact(one->kind), one);
        }
        // What is recognised is read, or its row says what it is.
        if (one->recognises != nullptr) {
            EXPECT_EQ(one->read == nullptr, !one->unused.empty()) << one->kind;
        }
        if (one->recognises_header != nullptr) {
            EXPECT_NE(one->read_record, nullptr) << one->kind;
        }
        EXPECT_EQ(one->unlocks.empty(), one->how.empty()) << one->kind;
    }
    EXPECT_GE(kinds.size(), 12U);
}

TEST(Artefacts, HowToGetThemNamesTheApplication) {
    EXPECT_EQ(how_to_get(artefact("okta-app-user-schema"), "0oaX"), "GET /api/v1/meta/schemas/apps/0oaX/default");
    EXPECT_EQ(how_to_get(artefact("okta-application"), "0oaX"),
              "GET /api/v1/apps?q=egnyte, signed in as admin; save the answer");
}

TEST(Artefacts, KeysAreThoseOfTheObject) {
    const auto parsed = formats::json::parse(R"({"": 1, "id": "00gx", "name": null, "profile": {"login": "a"}})");
    const Keys keys(parsed.document.root());
    EXPECT_TRUE(keys.has(""));
    EXPECT_TRUE(keys.has("name"));
    EXPECT_FALSE(keys.has("di"));
    EXPECT_FALSE(keys.has("login"));
    EXPECT_TRUE(keys.is_object("profile"));
    EXPECT_FALSE(keys.is_object("name"));
    EXPECT_TRUE(keys.starts("id", "00g"));
    EXPECT_FALSE(keys.starts("id", "00gxyz"));
    EXPECT_FALSE(keys.starts("profile", "x"));
}

}  // namespace
}  // namespace preflight::intake
