// Two random bundles: a bundle does not differ from itself, and everybody is counted once; and corrections do what
// their preview says.
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>

#include "tests/property/random_world.h"

namespace preflight::simulation {
namespace {

std::unique_ptr<Session> session_of(const test::Kit& kit) {
    auto session = std::make_unique<Session>(Options{});
    for (const auto& [name, text] : kit.files()) {
        test::MemoryReader reader(text);
        session->add(name, reader);
    }
    return session;
}

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

}  // namespace
}  // namespace preflight::simulation
