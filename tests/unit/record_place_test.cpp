// Records and fields are found again where they were read, whatever is in them.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "core/formats/csv.h"
#include "core/formats/json/document.h"
#include "core/formats/record_place.h"

namespace preflight {
namespace {

constexpr std::size_t kLimit = 1U << 20U;

// A raw cell as the reader understands it.
std::string cell_of(std::string_view raw) {
    std::string result;
    bool quoted = !raw.empty() && raw.front() == '"';
    for (std::size_t i = quoted ? 1 : 0; i < raw.size(); ++i) {
        if (quoted && raw[i] == '"') {
            if (i + 1 < raw.size() && raw[i + 1] == '"') {
                ++i;
            } else {
                quoted = false;
                continue;
            }
        }
        result += raw[i];
    }
    return result;
}

TEST(RecordPlace, CsvRecordsAndCells) {
    std::mt19937 random(7);
    const std::vector<std::string> kPieces = {"a", "é", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", " ", "\"x\"", "{"};
    for (int round = 0; round < 3000; ++round) {
        std::string text = round % 2 == 0 ? "Name,\"E\nmail\",Kind\r\n" : "Name;\"E\nmail\";Kind\n";
        for (int i = 0; i < 40; ++i) text += kPieces[random() % kPieces.size()];
        const text::Source source("x", text);
        const formats::CsvHeader header = formats::csv_header(source).value();
        ASSERT_EQ(header.names, (std::vector<std::string>{"Name", "E\nmail", "Kind"}));
        formats::CsvReader reader(kLimit, [&](const formats::CsvRecord& record) {
            const auto found = formats::csv_record_at(source, header, record.span.begin, kLimit);
            EXPECT_EQ(found, record.span) << text;
            const formats::CsvCells cells =
                formats::csv_cells(std::string_view(text).substr(record.span.begin), header.delimiter);
            EXPECT_EQ(cells.fields.size(), record.fields.size()) << text;
            for (std::size_t i = 0; i < std::min(record.fields.size(), header.names.size()); ++i) {
                const auto cell = formats::csv_cell(source, header, record.span, header.names[i]);
                EXPECT_TRUE(cell);
                EXPECT_EQ(cell_of(std::string_view(text).substr(cell->begin, cell->size())), record.fields[i]) << text;
            }
            EXPECT_FALSE(formats::csv_cell(source, header, record.span, "Other"));
            return !testing::Test::HasFailure();
        });
        if (reader.feed(text)) reader.finish();
        ASSERT_FALSE(testing::Test::HasFailure());
    }
}

TEST(RecordPlace, JsonRecordsAndFields) {
    const std::string longer(20'000, '}');
    const std::string one = R"({"id":"1","profile":{"login":"a\"}b","tags":["]",{"x":1}]},"status":"ACTIVE"})";
    const std::string two = R"({"profile":{"login":")" + longer + R"("}})";
    const std::string text = "[ " + one + ",\n" + two + "]";
    const text::Source source("x", text);
    const std::size_t second = text.find(two);
    EXPECT_EQ(formats::json_record_at(source, 2, kLimit), (text::Span{2, 2 + one.size()}));
    EXPECT_EQ(formats::json_record_at(source, second, kLimit), (text::Span{second, second + two.size()}));
    EXPECT_EQ(formats::json_record_at(source, 0, kLimit), (text::Span{0, text.size()}));
    EXPECT_EQ(formats::json_record_at(source, second, two.size()), (text::Span{second, second + two.size()}));
    EXPECT_FALSE(formats::json_record_at(source, second, two.size() - 1)) << "the limit";
    EXPECT_FALSE(formats::json_record_at(source, 1, kLimit)) << "a blank";
    EXPECT_FALSE(formats::json_record_at(source, text.size(), kLimit));
    EXPECT_FALSE(formats::json_record_at(text::Source("x", "{\"a\":"), 0, kLimit)) << "cut off";

    const text::Span record{2, 2 + one.size()};
    const auto shown = [&](const std::vector<std::string>& paths) {
        const auto field = formats::json_field(source, record, paths);
        return field ? paths[field->path] + " " + text.substr(field->span.begin, field->span.size()) : std::string();
    };
    EXPECT_EQ(shown({"profile/login"}), R"(profile/login "a\"}b")");
    EXPECT_EQ(shown({"credentials/userName", "status", "id"}), R"(status "ACTIVE")");
    EXPECT_EQ(shown({"profile/none"}), "");
    EXPECT_EQ(shown({}), "");
    EXPECT_FALSE(formats::json_field(source, {2, 10}, {"id"})) << "not a whole record";
}

}  // namespace
}  // namespace preflight
