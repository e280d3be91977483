// Both corpora of SAML metadata at one date: every verdict, every id that a file must yield, and nothing more but notes
// or what the list of extra findings gives a reason for. The made corpus is in tests/data/saml-generated with its
// generator; the files from public repositories lie beside a checkout and are never copied.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;

Json judge(const std::string& name, const std::string& text) {
    return test::check_at(name, text, "2026-11-23T00:00:00Z");
}

std::string verdict(const Json& report) {
    return report["summary"]["error"] > 0 ? "invalid" : report["summary"]["warning"] > 0 ? "warnings" : "valid";
}

// Lines of a file with columns between tabs, without comments.
std::vector<std::vector<std::string>> table(const std::string& path) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(test::read_file(test::source_path(path)).value());
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::vector<std::string> row(1);
        for (const char c : line) {
            if (c == '\t') row.emplace_back();
            else row.back() += c;
        }
        rows.push_back(row);
    }
    return rows;
}

// What is reported beyond `must`, at warning or above: corpus, file, id, reason.
std::map<std::string, std::set<std::string>> explained(const std::string& corpus) {
    std::map<std::string, std::set<std::string>> result;
    for (const auto& row : table("tests/conformance/saml-extra.tsv")) {
        EXPECT_EQ(row.size(), 4U) << row[0];
        if (row.size() != 4 || row[0] != corpus) continue;
        EXPECT_GT(row[3].size(), 10U) << row[1] << " " << row[2] << " has no reason";
        EXPECT_TRUE(result[row[1]].insert(row[2]).second) << row[1] << " " << row[2] << " appears twice";
    }
    return result;
}

void judge_corpus(const std::string& corpus, const std::string& folder, std::size_t size) {
    auto extra = explained(corpus);
    const Json list = Json::parse(*test::read_file(folder + "/expected.json"));
    EXPECT_EQ(list.size(), size);
    for (const Json& expected : list) {
        const std::string file = expected["file"];
        const Json report = judge(file, test::read_file(folder + "/" + file).value());
        EXPECT_EQ(verdict(report), expected["verdict"]) << file;
        const auto found = test::codes(report);
        std::set<std::string> must;
        for (const Json& id : expected["must"]) {
            must.insert(id.get<std::string>());
            EXPECT_GE(found.count(id.get<std::string>()), 1U) << file << " " << id;
        }
        std::set<std::string> beyond;
        for (const Json& finding : report["findings"]) {
            const std::string code = finding["code"];
            const bool loud = finding["severity"] == "error" || finding["severity"] == "warning";
            if (loud && must.count(code) == 0) beyond.insert(code);
        }
        EXPECT_EQ(beyond, extra[file]) << file;
        EXPECT_TRUE(expected["verdict"] != "valid" || beyond.empty()) << file;
        extra.erase(file);
    }
    EXPECT_TRUE(extra.empty()) << extra.begin()->first << " is explained and does not exist";
}

TEST(SamlCorpus, MadeFiles) {
    judge_corpus("made", test::source_path("tests/data/saml-generated"), 227);
}

TEST(SamlCorpus, FilesOfPublicRepositories) {
    if (!test::read_file(test::shared_path("corpus/saml/expected.json")))
        GTEST_SKIP() << "../shared/corpus/saml is not there";
    judge_corpus("public", test::shared_path("corpus/saml"), 62);
}

// Where the culprit is: file, id, line, column, element path.
TEST(SamlCorpus, PlacesOfMadeFiles) {
    std::set<std::string> files;
    for (const auto& row : table("tests/conformance/saml-places.tsv")) {
        ASSERT_EQ(row.size(), 5U) << row[0];
        files.insert(row[0]);
        const Json report =
            judge(row[0], test::read_file(test::source_path("tests/data/saml-generated/" + row[0])).value());
        std::string places;
        bool there = false;
        for (const Json& finding : report["findings"]) {
            if (finding["code"] != row[1]) continue;
            const Json& at = finding["locations"][0];
            const std::string place = std::to_string(at["line"].get<int>()) + ":" +
                                      std::to_string(at["column"].get<int>()) + " " + at.value("pointer", "");
            places += place + "; ";
            there = there || place == row[2] + ":" + row[3] + " " + row[4];
        }
        EXPECT_TRUE(there) << row[0] << " " << row[1] << " is at " << places;
    }
    EXPECT_GE(files.size(), 60U);
}

// Every finding about a document has a line and a column, and inside XML an element path.
TEST(SamlCorpus, EveryFindingHasAPlace) {
    const std::string folder = test::source_path("tests/data/saml-generated");
    for (const Json& expected : Json::parse(*test::read_file(folder + "/expected.json"))) {
        const std::string file = expected["file"];
        const std::string text = test::read_file(folder + "/" + file).value();
        if (text.empty()) continue;  // no bytes, no place
        const Json report = judge(file, text);
        for (const Json& finding : report["findings"]) {
            if (finding["severity"] == "manual") continue;
            ASSERT_FALSE(finding["locations"].empty()) << file << " " << finding["code"];
            for (const Json& at : finding["locations"]) {
                EXPECT_TRUE(at.contains("line") && at.contains("column")) << file << " " << finding["code"];
                const std::string code = finding["code"];
                EXPECT_TRUE(code.rfind("DOC-", 0) == 0 || !at.value("pointer", "").empty()) << file << " " << code;
            }
        }
    }
}

}  // namespace
}  // namespace preflight
