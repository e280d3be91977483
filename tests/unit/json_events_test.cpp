// JSON as events: the same whatever the pieces, each at its place; errors in plain words; going on after an error.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/formats/json/events.h"
#include "tests/unit/linear.h"

namespace preflight::formats::json {
namespace {

// Writes down what comes: "{", "}", "k:key", "v:text", each with its offsets.
class Log final : public Handler {
public:
    bool key(std::string_view text, Range at) override { return note("k:" + std::string(text), at); }
    bool scalar(Type, std::string_view text, Range at) override { return note("v:" + std::string(text), at); }
    bool open(Type type, std::uint64_t offset) override {
        open_.push_back(type);
        return note(type == Type::object ? "{" : "[", {offset, offset + 1});
    }
    bool close(std::uint64_t end) override {
        const bool object = open_.back() == Type::object;
        open_.pop_back();
        return note(object ? "}" : "]", {end - 1, end});
    }
    bool note(std::string what, Range at) {
        events.push_back(std::move(what));
        places.push_back(at);
        return !stop_behind_containers || (events.back() != "}" && events.back() != "]");
    }

    [[nodiscard]] std::uint64_t keep_from(std::uint64_t now) const override { return keeps ? 0 : now; }

    std::vector<std::string> events;
    std::vector<Range> places;
    std::vector<Type> open_;
    bool keeps = false;
    bool stop_behind_containers = false;
};

Window::Fetch pieces(std::string_view text, std::size_t length) {
    return [text, length](std::string& out) mutable {
        out += text.substr(0, length);
        text.remove_prefix(std::min(length, text.size()));
        return !text.empty();
    };
}

constexpr std::string_view kText =
    " {\"a\" : [1, -2.50e3 ,\"x\\n\\u00e9\\\"\", true,false , null, {}, []],\r\n\t\"\": {\"b\":18446744073709551616}} "
    "\n[0]  7 ";

TEST(JsonEvents, AreTheSameWhateverThePieces) {
    Log whole;
    Window window(kText);
    Reader reader(window, whole, {});
    std::size_t values = 0;
    for (; !reader.at_end(); ++values) ASSERT_EQ(reader.next(), Reader::Result::value);
    EXPECT_EQ(values, 3U);
    const std::vector<std::string> expected = {
        "{",      "k:a",     "[",      "v:1", "v:-2.50e3", "v:x\n\xC3\xA9\"",
        "v:true", "v:false", "v:null", "{",   "}",         "[",
        "]",      "]",       "k:",     "{",   "k:b",       "v:18446744073709551616",
        "}",      "}",       "[",      "v:0", "]",         "v:7"};
    EXPECT_EQ(whole.events, expected);
    for (std::size_t i = 0; i < whole.events.size(); ++i) {
        const Range at = whole.places[i];
        const std::string_view spelt =
            kText.substr(static_cast<std::size_t>(at.begin), static_cast<std::size_t>(at.end - at.begin));
        if (whole.events[i].size() == 1) {
            EXPECT_EQ(spelt, whole.events[i]);
        } else if (spelt[0] == '"') {
            EXPECT_EQ(spelt.back(), '"');
        } else {
            EXPECT_EQ("v:" + std::string(spelt), whole.events[i]);
        }
    }
    for (std::size_t length = 1; length <= 9; ++length) {
        Log log;
        Window narrow("", pieces(kText, length), 100);
        Reader in_pieces(narrow, log, {});
        while (!in_pieces.at_end()) ASSERT_EQ(in_pieces.next(), Reader::Result::value) << length;
        EXPECT_EQ(log.events, whole.events) << length;
        for (std::size_t i = 0; i < whole.places.size(); ++i) {
            EXPECT_EQ(log.places[i].begin, whole.places[i].begin) << length << " " << i;
            EXPECT_EQ(log.places[i].end, whole.places[i].end) << length << " " << i;
        }
    }
}

TEST(JsonEvents, ErrorsSayWhatWasExpectedAndWhere) {
    struct Case {
        std::string_view text;
        std::size_t offset;
        bool truncated;
        std::string_view words;
    };
    for (const Case& c :
         std::initializer_list<Case>{{"{\"a\" 1}", 5, false, "unexpected number literal; expected ':'"},
                                     {"{\"a\":1,}", 7, false, "unexpected '}'; expected string literal"},
                                     {"{\"a\":01}", 6, false, "unexpected number literal; expected '}'"},
                                     {"{\"a\":", 5, true, "unexpected end of input; expected '[', '{', or a literal"},
                                     {"[\"a", 3, true, "invalid string: missing closing quote"},
                                     {"[1 2]", 3, false, "',' or ']' expected"},
                                     {"[1,]", 3, false, "a value expected behind the comma"},
                                     {"[1,2", 4, true, "the text ends before the array is closed"},
                                     {"[1, ", 4, true, "the text ends before the array is closed"},
                                     {"[", 1, true, "the text ends before the array is closed"},
                                     {"{\"a\":[1,]}", 8, false, "unexpected ']'; expected '[', '{', or a literal"}}) {
        for (const std::size_t length : {1U, 2U, 100U}) {
            Log log;
            Window window("", pieces(c.text, length), 100);
            Reader reader(window, log, {});
            ASSERT_FALSE(reader.at_end());
            ASSERT_EQ(reader.next(), Reader::Result::error) << c.text;
            EXPECT_EQ(reader.error()->offset, c.offset) << c.text << " in pieces of " << length;
            EXPECT_EQ(reader.error()->truncated, c.truncated) << c.text;
            EXPECT_EQ(reader.error()->expected, c.words) << c.text;
        }
    }
}

TEST(JsonEvents, HaveLimits) {
    Log log;
    const std::string deep(300, '[');
    Window window(deep);
    Reader reader(window, log, {});
    EXPECT_EQ(reader.next(), Reader::Result::error);
    EXPECT_TRUE(reader.error()->limit);
    EXPECT_EQ(reader.error()->offset, 256U);
    // One token of more bytes than the window may hold; white space of any length is none.
    const std::string blanks =
        "[" + std::string(500, ' ') + "1" + std::string(500, '\n') + "," + std::string(500, ' ') + "2]";
    Log spaced;
    Window narrow("", pieces(blanks, 7), 100);
    Reader of_blanks(narrow, spaced, {});
    EXPECT_EQ(of_blanks.next(), Reader::Result::value);
    EXPECT_EQ(spaced.events.size(), 4U);
    const std::string large = "[\"" + std::string(500, 'x') + "\"]";
    Window too_narrow("", pieces(large, 7), 100);
    Reader of_large(too_narrow, spaced, {});
    EXPECT_EQ(of_large.next(), Reader::Result::error);
    EXPECT_TRUE(of_large.error()->limit);
    EXPECT_EQ(of_large.error()->offset, 1U);
}

TEST(JsonEvents, GoOnWhereTheHandlerStopped) {
    Log whole;
    Window window(kText);
    Reader reader(window, whole, {});
    while (!reader.at_end()) ASSERT_EQ(reader.next(), Reader::Result::value);
    for (const std::size_t length : {1U, 3U, 1000U}) {
        Log log;
        log.stop_behind_containers = true;
        Window again("", pieces(kText, length), 100);
        Reader stopping(again, log, {});
        std::size_t stops = 0;
        while (!stopping.at_end()) {
            Reader::Result result = stopping.next();
            for (; result == Reader::Result::stopped && !log.open_.empty(); ++stops)
                result = stopping.resume(log.open_);
            ASSERT_NE(result, Reader::Result::error);
        }
        EXPECT_EQ(stops, 4U);
        EXPECT_EQ(log.events, whole.events) << length;
    }
}

TEST(JsonEvents, SkipADamagedElement) {
    constexpr std::string_view text = R"({"x": [{"a": 1}, {"a" "]}\"", [2]}, {"a": 3}, nul, 4]})";
    for (const std::size_t length : {1U, 5U, 100U}) {
        Log log;
        log.keeps = true;
        Window window("", pieces(text, length), 100);
        Reader reader(window, log, {});
        ASSERT_EQ(reader.next(), Reader::Result::error);
        EXPECT_EQ(reader.error()->offset, text.find("\"]}") + 5);
        // The damaged element begins at the last opening brace.
        const std::uint64_t begin = log.places[log.places.size() - 2].begin;
        EXPECT_EQ(text[static_cast<std::size_t>(begin)], '{');
        log.open_.resize(2);
        ASSERT_TRUE(reader.skip(begin));
        ASSERT_EQ(reader.resume({Type::object, Type::array}), Reader::Result::error);
        EXPECT_EQ(log.events[log.events.size() - 2], "v:3");
        EXPECT_EQ(reader.error()->offset, text.find("nul,") + 3);
    }
}

TEST(JsonEvents, TakeTimeInProportion) {
    test::expect_linear(
        "events",
        [](std::size_t times) {
            std::string text = "[";
            for (std::size_t i = 0; i < times * 20'000; ++i) text += "{\"a\": \"b\\u0041\", \"c\": [1, 2.5]},\n      ";
            return text + "0]";
        },
        [](const std::string& text) {
            class Nothing final : public Handler {
                bool key(std::string_view, Range) override { return true; }
                bool scalar(Type, std::string_view, Range) override { return true; }
                bool open(Type, std::uint64_t) override { return true; }
                bool close(std::uint64_t) override { return true; }
            } nothing;
            Window window("", pieces(text, 4096), 1U << 20U);
            Reader reader(window, nothing, {});
            EXPECT_EQ(reader.next(), Reader::Result::value);
        });
}

}  // namespace
}  // namespace preflight::formats::json
