// Places in a text that is read again on demand are those of the same text in memory.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/intake/pipeline.h"
#include "core/text/source.h"
#include "core/text/unicode.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

// A file that can be changed after it was read.
class Changeable final : public text::ByteSource {
public:
    explicit Changeable(std::string bytes) : bytes_(std::move(bytes)) {}
    std::size_t read_at(std::uint64_t offset, char* out, std::size_t length) override {
        return text::MemoryBytes(bytes_).read_at(offset, out, length);
    }
    [[nodiscard]] bool unchanged() override { return !changed; }
    void cut(std::size_t size) { bytes_.resize(size); }

    bool changed = false;

private:
    std::string bytes_;
};

struct Both {
    text::Source kept, again;
};

Both both(const std::string& bytes, std::size_t piece, std::shared_ptr<text::ByteSource> source) {
    test::MemoryReader reader(bytes, piece);
    intake::Pipeline pipeline(reader, 1);
    std::string text;
    while (pipeline.pull(text)) continue;
    text::Source again("x", std::move(source), pipeline.decoder().encoding(), pipeline.checkpoints());
    return {text::Source("x", std::move(text)), std::move(again)};
}

Both both(const std::string& bytes, std::size_t piece = 1U << 16U) {
    return both(bytes, piece, std::make_shared<text::MemoryBytes>(bytes));
}

// Every kind of line end and character, in no order that repeats at a power of two.
std::string lines(std::size_t size, const std::vector<std::string>& pieces) {
    std::string text;
    for (std::size_t i = 0; text.size() < size; ++i) text += pieces[(i * i + i / 3) % pieces.size()];
    return text;
}

std::string utf16(const std::string& utf8, bool big, bool mark) {
    std::string result;
    const auto unit = [&](unsigned value) {
        const char low = static_cast<char>(value & 0xFFU), high = static_cast<char>(value >> 8U);
        result += big ? high : low;
        result += big ? low : high;
    };
    if (mark) unit(0xFEFF);
    for (std::size_t i = 0; i < utf8.size();) {
        const text::CodePoint point = text::decode(utf8, i);
        i += point.length;
        if (point.value < 0x10000) {
            unit(point.value);
        } else {
            unit(0xD800 + ((point.value - 0x10000) >> 10U));
            unit(0xDC00 + ((point.value - 0x10000) & 0x3FFU));
        }
    }
    return result;
}

void expect_same(const Both& sources, std::size_t step, const std::string& what) {
    ASSERT_EQ(sources.again.size(), sources.kept.text().size()) << what;
    for (std::size_t at = 0; at <= sources.kept.text().size() + 2; at += step) {
        ASSERT_EQ(sources.again.position(at), sources.kept.position(at)) << what << " " << at;
        const std::size_t length = at % 50;
        ASSERT_EQ(sources.again.slice(at, length), sources.kept.slice(at, length)) << what << " " << at;
        const auto again = sources.again.line_around(at, length, 9), kept = sources.kept.line_around(at, length, 9);
        ASSERT_TRUE(again && kept);
        ASSERT_EQ(again->text, kept->text) << what << " " << at;
        ASSERT_EQ(again->begin, kept->begin) << what << " " << at;
        ASSERT_EQ(again->from_start, kept->from_start) << what << " " << at;
    }
}

TEST(Source, ReadAgainItIsTheSame) {
    const std::vector<std::vector<std::string>> kinds = {
        {"abcdefg", "é", "€", "😀", "\n", "x"},
        {"abc", "é", "\r\n", "😀", "\r", "\n", "\x80\xFF", "yy"},
        {"{\"a\":\"é\"},", "😀€", "[1,2]"},  // one line
    };
    for (const auto& pieces : kinds) {
        const std::string text = "[" + lines(200'000, pieces);
        expect_same(both(text), 611, "UTF-8");
        expect_same(both("\xEF\xBB\xBF" + text), 1999, "a byte order mark");
        expect_same(both("\xEF\xBB\xBF\xEF\xBB\xBF" + text), 1999, "two of them");
        for (const bool big : {false, true}) {
            expect_same(both(utf16(text, big, true)), 1999, "UTF-16 with a mark");
            expect_same(both(utf16(text, big, false)), 1999, "UTF-16");
            expect_same(both(utf16(text, big, false) + "\xD8"), 4999, "UTF-16 with half a unit at the end");
        }
    }
    for (const std::string text : {"", "\r", "\n", "\r\n", "\n\r", "a", "\xEF\xBB\xBF", "\xEF\xBB", "\r\r\n\n\ra\r"}) {
        for (const std::size_t piece : {1U, 3U}) expect_same(both(text, piece), 1, text);
    }
    const std::string text = "[" + lines(200'000, kinds[1]);
    expect_same(both(text, 999), 997, "odd pieces");
    expect_same(both(utf16(text, false, true), 999), 997, "odd pieces of UTF-16");
}

TEST(Source, LinesAreFoundByNumber) {
    const std::string text = lines(200'000, {"abc", "é", "\r\n", "😀", "\r", "\n", "yy", "long and longer"});
    const Both sources = both(text);
    const std::size_t last = sources.kept.position(text.size())->line;
    for (std::size_t number = 0; number <= last + 1; number += number < 50 || number + 50 > last ? 1 : 997) {
        const auto kept = sources.kept.line(number, 40), again = sources.again.line(number, 40);
        ASSERT_EQ(kept.has_value(), number >= 1 && number <= last) << number;
        ASSERT_EQ(again.has_value(), kept.has_value()) << number;
        if (!kept) continue;
        EXPECT_EQ(again->text, kept->text) << number;
        EXPECT_EQ(again->begin, kept->begin) << number;
        EXPECT_EQ(sources.kept.position(kept->begin), (text::Position{number, 1}));
    }
}

TEST(Source, WhatChangedIsNotShown) {
    const std::string text = lines(200'000, {"abc", "\n", "yy"});
    const auto bytes = std::make_shared<Changeable>(text);
    const Both sources = both(text, 1U << 16U, bytes);
    EXPECT_TRUE(sources.again.position(200'000));
    bytes->changed = true;
    EXPECT_FALSE(sources.again.available());
    EXPECT_TRUE(sources.again.changed());
    EXPECT_FALSE(sources.again.position(100'000));
    EXPECT_FALSE(sources.again.slice(5, 1));
    EXPECT_FALSE(sources.again.line(7, 10));
    bytes->changed = false;
    bytes->cut(150'000);
    EXPECT_FALSE(sources.again.position(200'000)) << "the file became shorter";
    EXPECT_TRUE(sources.again.changed());
    const Both once = both(text, 1U << 16U, nullptr);
    EXPECT_FALSE(once.again.position(3)) << "it could be read only once";
    EXPECT_FALSE(once.again.changed());
}

TEST(Source, LinesInFrontOfTheTextCount) {
    const text::Source source("x", "a\nb", {7, 3});
    EXPECT_EQ(source.position(0), (text::Position{7, 3}));
    EXPECT_EQ(source.position(1), (text::Position{7, 4}));
    EXPECT_EQ(source.position(2), (text::Position{8, 1}));
    EXPECT_EQ(source.line(8, 9)->text, "b");
    EXPECT_FALSE(source.line(6, 9));
}

}  // namespace
}  // namespace preflight
