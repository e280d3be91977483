// Two random bundles: a bundle does not differ from itself, and everybody is counted once; and corrections do what
// their preview says.
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>

#include "tests/property/random_world.h"

namespace preflight::simulation {
namespace {

using test::session_of;

TEST(DiffProperty, OfABundleWithItselfIsEmptyAndCountsEverybodyOnce) {
    for (std::uint32_t seed = 0; seed < rounds(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const RandomWorld world(seed), other(seed + 1);
        const auto before = session_of(world.kit), again = session_of(world.kit), after = session_of(other.kit);
        const DiffAnswer same = Session::diff(*before, *again, "json");
        ASSERT_TRUE(same.compared) << same.output;
        ASSERT_EQ(Json::parse(same.output)["empty"], true) << same.output;
        const DiffAnswer compared = Session::diff(*before, *after, "json");
        ASSERT_TRUE(compared.compared) << compared.output;
        const Json people = Json::parse(compared.output)["people"];
        if (people.is_null()) continue;
        std::size_t counted = 0;
        for (const Json& transition : people["endStates"]) counted += transition["people"].get<std::size_t>();
        const auto number = [&](const char* key) { return people[key].get<std::size_t>(); };
        EXPECT_EQ(counted, number("before") + number("after") - number("paired"));
        for (const Json& change : people["changes"]) EXPECT_LE(change["people"].get<std::size_t>(), number("changed"));
    }
}

std::set<std::string> fingerprints(const Json& report) {
    std::set<std::string> result;
    for (const Json& finding : report["findings"]) result.insert(finding["fingerprint"].get<std::string>());
    return result;
}

// The requests sent, and everything checked again.
TEST(FixProperty, RemovesItsFindingsAndAddsNothingThatItDoesNotAnnounce) {
    std::size_t corrected = 0;
    for (std::uint32_t seed = 0; seed < rounds(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        test::Kit kit = RandomWorld(seed).kit;
        const std::set<std::string> before = fingerprints(test::check(kit.files()));
        const FixAnswer answer = session_of(kit)->fix("json");
        ASSERT_EQ(answer.problem, "");
        const Json report = Json::parse(answer.output);
        if (answer.files.empty()) continue;
        ++corrected;
        for (const FixFile& file : answer.files) {
            const Json body = Json::parse(file.content);
            if (body.contains("properties")) {
                for (const auto& [target, entry] : body["properties"].items())
                    kit.mapping["properties"][target].update(entry);
            } else {
                kit.app = body;
            }
        }
        const Json after = test::check(kit.files());
        const std::set<std::string> left = fingerprints(after);
        std::set<std::string> announced;
        for (const Json& code : report["together"]["appeared"]) announced.insert(code.get<std::string>());
        for (const Json& correction : report["corrections"]) {
            if (!correction["chosen"]) continue;
            for (const Json& fingerprint : correction["fingerprints"])
                EXPECT_EQ(left.count(fingerprint.get<std::string>()), 0U) << correction.dump(1);
        }
        for (const Json& finding : after["findings"]) {
            const bool alarms = finding["severity"] == "error" || finding["severity"] == "warning";
            if (!alarms || before.count(finding["fingerprint"].get<std::string>()) != 0) continue;
            EXPECT_EQ(announced.count(finding["code"].get<std::string>()), 1U) << finding.dump(1) << report.dump(1);
        }
    }
    EXPECT_GT(corrected, rounds() / 20) << "hardly anything was corrected";
}

}  // namespace
}  // namespace preflight::simulation
