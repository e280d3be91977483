// Every vector of tests/conformance/okta-el.json against the evaluator. What this version names as not evaluated yet is
// left out by family, visibly; everything else has to agree in value or in kind of error.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "core/expression/eval_json.h"
#include "tests/unit/files.h"

namespace preflight {
namespace {

using Json = nlohmann::json;

// The families that need groups, a clock, the country table or the second dialect.
std::string family_left_out(const Json& vector) {
    if (vector.value("dialect", "") == "identity-engine") return "identity-engine";
    const std::string expression = vector["expression"];
    constexpr std::array<const char*, 5> kFamilies = {"Time.", "Iso3166Convert", "Groups.", "isMemberOf",
                                                      "getFilteredGroups"};
    for (const char* family : kFamilies) {
        if (expression.find(family) != std::string::npos) return family;
    }
    return {};
}

bool same(const Json& a, const Json& b) {
    if (a.is_number() && b.is_number()) {
        const double x = a.get<double>(), y = b.get<double>();
        return x == y || std::fabs(x - y) <= 1e-12 * std::fabs(x);
    }
    if (a.is_array() && b.is_array()) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (!same(a[i], b[i])) return false;
        }
        return true;
    }
    return a == b;
}

bool agrees(const Json& vector) {
    Json request{{"id", vector["id"]},
                 {"expression", vector["expression"]},
                 {"context", vector.value("context", Json::object())}};
    if (vector.contains("dialect")) request["dialect"] = vector["dialect"];
    const Json answer = Json::parse(expression::evaluate_json_line(request.dump()));
    const Json& wanted = vector["result"];
    if (wanted.is_object() && wanted.size() == 1 && wanted.contains("error"))
        return answer.contains("error") && answer["error"]["kind"] == wanted["error"];
    return answer.contains("result") && same(answer["result"], wanted);
}

TEST(OktaExpressionConformance, VectorsAgree) {
    const auto text = test::read_file(test::source_path("tests/conformance/okta-el.json"));
    ASSERT_TRUE(text);
    const Json vectors = Json::parse(*text);
    ASSERT_EQ(vectors.size(), 779U);
    std::map<std::string, int> left_out;
    int judged = 0;
    for (const Json& vector : vectors) {
        if (const std::string family = family_left_out(vector); !family.empty()) {
            ++left_out[family];
            continue;
        }
        ++judged;
        EXPECT_TRUE(agrees(vector)) << vector.dump();
    }
    EXPECT_GE(judged, 612);
    for (const auto& [family, count] : left_out) RecordProperty("left out: " + family, count);
    std::printf("%d of %zu vectors judged, the rest by family:", judged, vectors.size());
    for (const auto& [family, count] : left_out) std::printf(" %s %d", family.c_str(), count);
    std::printf("\n");
}

}  // namespace
}  // namespace preflight
