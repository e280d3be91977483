// Which values have the same shape: rows of a list are compared so.
#include <gtest/gtest.h>

#include <string_view>

#include "core/formats/json/document.h"

namespace preflight::formats::json {
namespace {

bool same(std::string_view a, std::string_view b) {
    const ParseResult first = parse(a), second = parse(b);
    EXPECT_TRUE(first.ok() && second.ok()) << a << " " << b;
    return first.document.root().same_shape(second.document.root());
}

TEST(JsonDocument, ValuesOfTheSameShape) {
    EXPECT_TRUE(same(R"({"a": 1, "b": {"c": null}})", R"({"a": "x", "b": {"c": true}})"));
    EXPECT_TRUE(same(R"({"a": ["x", "y"]})", R"({"a": ["z", ""]})"));
    EXPECT_TRUE(same("[1, 2]", "[1.5, 3]")) << "a number is a number";
    EXPECT_TRUE(same("{}", "{ }"));
}

TEST(JsonDocument, ValuesOfAnotherShape) {
    EXPECT_FALSE(same(R"({"a": 1, "b": 2})", R"({"b": 1, "a": 2})")) << "order";
    EXPECT_FALSE(same(R"({"a": 1, "b": 2})", R"({"a": 1, "a": 2})")) << "a key twice";
    EXPECT_FALSE(same(R"({"a": {}})", R"({"a": []})"));
    EXPECT_FALSE(same(R"({"a": {}})", R"({"a": 1})"));
    EXPECT_FALSE(same(R"({"a": {"b": 1}, "c": 2})", R"({"a": {"b": 1, "c": 2}})")) << "a member of another object";
    EXPECT_FALSE(same(R"({"a": [1, 2]})", R"({"a": [1, "2"]})"));
    EXPECT_FALSE(same("[1]", "[1, 2]"));
    EXPECT_FALSE(same("{}", "[]"));
}

TEST(JsonDocument, PartsOfADocumentHaveAShape) {
    const ParseResult all =
        parse(R"([{"a": {"b": 1}, "c": [2]}, {"a": {"b": 3}, "c": [4]}, {"a": {"b": 1, "c": [2]}}])");
    const Node first = all.document.root().first(), second = first.next(), third = second.next();
    EXPECT_TRUE(first.same_shape(second));
    EXPECT_TRUE(first["a"].same_shape(second["a"]));
    EXPECT_FALSE(second.same_shape(third));
    EXPECT_FALSE(first.same_shape(Node()));
    EXPECT_TRUE(Node().same_shape(Node()));
}

}  // namespace
}  // namespace preflight::formats::json
