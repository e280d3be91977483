// Inputs that are too large to keep have the same findings, lines, columns and excerpts as those that are kept. "Too
// large" is 1 KB here.
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/text/unicode.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using Files = std::vector<std::pair<std::string, std::string>>;

Files files_of(const std::filesystem::path& folder) {
    Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().extension() == ".md") continue;
        files.emplace_back(entry.path().lexically_relative(folder).generic_string(),
                           test::read_file(entry.path().string()).value());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Json checked(const Files& files, std::size_t kept_text, std::size_t piece) {
    Options options;
    options.clock = "2026-11-23T12:00:00Z";
    options.limits.kept_text = kept_text;
    Session session(std::move(options));
    for (const auto& [name, text] : files) {
        test::MemoryReader reader(text, piece);
        session.add(name, reader);
    }
    return Json::parse(session.check("json"));
}

std::size_t excerpts(const Json& report) {
    std::size_t count = 0;
    for (const Json& finding : report["findings"]) {
        for (const Json& location : finding["locations"]) count += location.contains("excerpt") ? 1U : 0U;
    }
    return count;
}

// The same, with a first difference that can be read.
void expect_same(const Files& files, const std::string& what) {
    const Json kept = checked(files, 32U << 20U, 1U << 16U);
    for (const std::size_t piece : {std::size_t{333}, std::size_t{1} << 16U}) {
        const Json again = checked(files, 1000, piece);
        ASSERT_EQ(again["findings"].size(), kept["findings"].size()) << what;
        for (std::size_t i = 0; i < kept["findings"].size(); ++i)
            ASSERT_EQ(again["findings"][i].dump(1), kept["findings"][i].dump(1)) << what;
        ASSERT_EQ(again, kept) << what;
    }
}

std::string one_line(const std::string& json) {
    return Json::parse(json).dump();
}
std::string with_returns(const std::string& text) {
    return test::with_all(text, "\n", "\r\n");
}
std::string utf16(const std::string& text) {
    std::string result = "\xFF\xFE";
    for (std::size_t i = 0; i < text.size();) {
        const text::CodePoint point = text::decode(text, i);
        i += point.length;
        const auto put = [&](char32_t unit) {
            result += static_cast<char>(unit & 0xFFU);
            result += static_cast<char>(unit >> 8U);
        };
        if (point.value >= 0x10000) {
            put(0xD800 + ((point.value - 0x10000) >> 10U));
            put(0xDC00 + ((point.value - 0x10000) & 0x3FFU));
        } else {
            put(point.value);
        }
    }
    return result;
}

TEST(Places, LargeInputsAreShownLikeSmallOnes) {
    const std::vector<std::pair<std::string, std::function<std::string(const std::string&)>>> kSaved = {
        {"as it is", [](const std::string& text) { return text; }},
        {"one line", one_line},
        {"CR LF", with_returns},
        {"a byte order mark", [](const std::string& text) { return "\xEF\xBB\xBF" + text; }},
        {"UTF-16", utf16},
        {"UTF-16, CR LF", [](const std::string& text) { return utf16(with_returns(text)); }},
        {"saved headers",
         [](const std::string& text) { return "HTTP/2 200\r\ncontent-type: application/json\r\nx: é\r\n\r\n" + text; }},
        {"guarded", [](const std::string& text) { return "while(1){};" + one_line(text); }},
    };
    std::size_t shown = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::source_path("samples"))) {
        const Files files = files_of(entry.path());
        for (const auto& [what, save] : kSaved) {
            Files saved = files;
            for (auto& [name, text] : saved) {
                if (name.size() > 5 && name.compare(name.size() - 5, 5, ".json") == 0) text = save(text);
            }
            expect_same(saved, entry.path().filename().string() + ", " + what);
            shown += excerpts(checked(saved, 1000, 1U << 16U));
        }
    }
    EXPECT_GT(shown, 200U);
}

TEST(Places, WhatIsBrokenFarBehindIsFound) {
    test::Kit kit;
    for (int i = 0; i < 100; ++i) kit.add_person("pé" + std::to_string(i));
    for (const std::string& users : {kit.users.dump(2), kit.users.dump()}) {
        const std::string broken = test::with(users, "\"Fpé90\",", "\"Fpé90\"");
        const std::string cut_off = users.substr(0, users.size() - 300);
        for (const std::string& text : {broken, cut_off, "HTTP/1.1 200 OK\n\n" + broken, utf16(broken)}) {
            expect_same({{"users.json", text}}, text.substr(0, 20));
            EXPECT_EQ(excerpts(checked({{"users.json", text}}, 1000, 1U << 16U)), 1U);
        }
    }
    std::string csv = "Username,Email,Type,\"Notes\nof others\"\r\n";
    for (int i = 0; i < 100; ++i)
        csv += "p" + std::to_string(i) + ",p" + std::to_string(i) + "@acme.test,power,\"two\r\nlines, \"\"é\"\"\"\r\n";
    for (const std::string& text : {csv + "é\xFF,x@acme.test,power,\r\n", csv + "x,\"never closed\r\n",
                                    "\xEF\xBB\xBF" + csv + "x,\"never closed"}) {
        expect_same({{"egnyte.csv", text}}, text.substr(text.size() - 20));
        EXPECT_EQ(excerpts(checked({{"egnyte.csv", text}}, 1000, 1U << 16U)), 1U);
    }
}

TEST(Places, PrivateKeysInLargeInputsAreCovered) {
    test::Kit kit;
    const std::string line(64, 'Q');
    std::string key = "-----BEGIN PRIVATE KEY-----\n";
    for (int i = 0; i < 20; ++i) key += line + "\n";
    key += "-----END PRIVATE KEY-----\n";
    kit.add_person("eve")["note"] = key;
    kit.app_users.back()["credentials"]["userName"] = "eve@" + line.substr(0, 40);
    kit.app_users.back()["note"] = key;
    for (int i = 0; i < 30; ++i) kit.add_person("p" + std::to_string(i));
    const Files files = {
        {"app.json", kit.app.dump()}, {"users.json", kit.users.dump()}, {"app-users.json", kit.app_users.dump()}};
    for (const std::size_t kept_text : {std::size_t{1000}, std::size_t{32} << 20U}) {
        const std::string report = checked(files, kept_text, 1U << 16U).dump();
        EXPECT_EQ(report.find(line.substr(0, 16)), std::string::npos) << kept_text;
        EXPECT_NE(report.find("[redacted]"), std::string::npos) << kept_text;
    }
}

// A file that was edited between reading and printing: neither a line that may be wrong nor silence.
TEST(Places, AChangedInputSaysSo) {
    class Edited final : public text::ByteSource {
    public:
        std::size_t read_at(std::uint64_t, char*, std::size_t) override { return 0; }
        [[nodiscard]] bool unchanged() override { return false; }
    };
    class Reader final : public intake::ByteReader {
    public:
        explicit Reader(std::string_view bytes) : reader_(bytes) {}
        std::size_t read(char* buffer, std::size_t capacity) override { return reader_.read(buffer, capacity); }
        std::shared_ptr<text::ByteSource> bytes() override { return std::make_shared<Edited>(); }

    private:
        test::MemoryReader reader_;
    };
    test::Kit kit;
    for (int i = 0; i < 30; ++i) kit.add_person("p" + std::to_string(i));
    const std::string text = kit.users.dump().substr(0, 3000);
    Options options;
    options.limits.kept_text = 1000;
    Session session(std::move(options));
    Reader reader(text);
    session.add("users.json", reader);
    const Json report = Json::parse(session.check("json"));
    std::size_t changed = 0;
    for (const Json& finding : report["findings"]) {
        for (const Json& location : finding["locations"]) {
            if (!location.contains("changed")) continue;
            ++changed;
            EXPECT_FALSE(location.contains("line"));
            EXPECT_FALSE(location.contains("excerpt"));
        }
    }
    EXPECT_GT(changed, 0U);
    EXPECT_NE(session.check("text").find("This file changed after it was read"), std::string::npos);
}

}  // namespace
}  // namespace preflight
