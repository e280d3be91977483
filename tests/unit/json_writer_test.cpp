// The writer against nlohmann: the same bytes for the same values, in both layouts.
#include "core/text/json_writer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

namespace preflight::text {
namespace {

using Json = nlohmann::ordered_json;
using Layout = JsonWriter::Layout;

void write(JsonWriter& writer, const Json& json) {
    switch (json.type()) {
        case Json::value_t::object:
            writer.begin_object();
            for (const auto& [key, value] : json.items()) {
                writer.key(key);
                write(writer, value);
            }
            writer.end_object();
            break;
        case Json::value_t::array:
            writer.begin_array();
            for (const Json& value : json) write(writer, value);
            writer.end_array();
            break;
        case Json::value_t::string:
            writer.value(json.get_ref<const std::string&>());
            break;
        case Json::value_t::boolean:
            writer.value(json.get<bool>());
            break;
        case Json::value_t::number_integer:
            writer.value(json.get<std::int64_t>());
            break;
        case Json::value_t::number_unsigned:
            writer.value(json.get<std::uint64_t>());
            break;
        default:
            writer.null();
    }
}

std::string written(const Json& json, Layout layout) {
    std::string out;
    JsonWriter writer(out, layout);
    write(writer, json);
    return out;
}

std::string embedded(std::string_view json, Layout layout) {
    std::string out;
    JsonWriter(out, layout).json(json);
    return out;
}

Json random_json(std::mt19937& random, int depth) {
    const auto below = [&random](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
    switch (below(depth > 0 ? 8 : 5)) {
        case 0:
            return nullptr;
        case 1:
            return below(2) == 1;
        case 2:
            return static_cast<std::int64_t>(random()) - static_cast<std::int64_t>(random());
        case 3:
        case 4: {
            static constexpr std::string_view kParts[] = {"a",  "\"", "\\", "\n", "\x01", "\x1f", "/", "é",
                                                          "漢", "😀",  "{",  "]",  ",",    ":",    " "};
            std::string text;
            for (std::size_t i = below(12); i > 0; --i) text += kParts[below(std::size(kParts))];
            return text;
        }
        case 5: {
            Json list = Json::array();
            for (std::size_t i = below(4); i > 0; --i) list.push_back(random_json(random, depth - 1));
            return list;
        }
        default: {
            Json object = Json::object();
            for (std::size_t i = below(4); i > 0; --i)
                object["k\"" + std::to_string(i)] = random_json(random, depth - 1);
            return object;
        }
    }
}

// What a terminal obeys, hides or turns around does not get there; the value is the same.
TEST(JsonWriter, EscapesWhatCannotBeSeen) {
    const std::string text = "a\x7f\xC2\x9b\xE2\x80\xAE\xE2\x80\x8B\xF3\xA0\x81\x81z é\xE3\x80\x80";
    EXPECT_EQ(written(text, Layout::compact), "\"a\\u007f\\u009b\\u202e\\u200b\\udb40\\udc41z é\xE3\x80\x80\"");
    EXPECT_EQ(Json::parse(written(text, Layout::compact)), Json(text));
}

TEST(JsonWriter, WritesWhatNlohmannWrites) {
    std::mt19937 random(20261129);
    for (int i = 0; i < 5'000; ++i) {
        const Json json = random_json(random, 4);
        const std::string compact = json.dump(), indented = json.dump(1);
        EXPECT_EQ(written(json, Layout::compact), compact);
        EXPECT_EQ(written(json, Layout::indented), indented);
        EXPECT_EQ(embedded(indented, Layout::compact), compact);
        EXPECT_EQ(embedded(compact, Layout::indented), indented);
    }
}

TEST(JsonWriter, EmbeddedTextStandsAtItsLevel) {
    std::string out;
    JsonWriter writer(out, Layout::indented);
    writer.begin_object().key("a").json(R"({"b":[1.50,{}],"c":"\u00e9"})").member("d", true).end_object();
    EXPECT_EQ(out, "{\n \"a\": {\n  \"b\": [\n   1.50,\n   {}\n  ],\n  \"c\": \"\\u00e9\"\n },\n \"d\": true\n}");
}

TEST(JsonWriter, MalformedUtf8IsRepaired) {
    for (const char* text : {"a\xFFz", "\xC3", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
        std::string out;
        JsonWriter(out).value(text);
        EXPECT_TRUE(Json::accept(out)) << text;
        EXPECT_NE(out.find("\xEF\xBF\xBD"), std::string::npos);
    }
}

TEST(JsonWriter, ListsAndOptionalValues) {
    std::string out;
    JsonWriter writer(out);
    writer.begin_array().value(std::vector<std::string>{"a", "b"}).value(std::optional<std::string>());
    writer.value(std::optional<int>(7)).value("literal").end_array();
    EXPECT_EQ(out, R"([["a","b"],null,7,"literal"])");
}

}  // namespace
}  // namespace preflight::text
