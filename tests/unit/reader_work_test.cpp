// Every reader does about twice the work for twice the input: the example of each registered kind of artefact
// (tests/data/artefacts), with its records repeated. A new kind is measured without a change here.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/preflight.h"
#include "core/text/work.h"
#include "tests/unit/files.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using Files = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kKinds[] = {
#define ARTEFACT(name) #name,
#include "core/intake/artefacts.def"
#undef ARTEFACT
};

std::pair<std::uint64_t, std::string> checked(const Files& files) {
    const std::uint64_t before = text::work_counted;
    Options options;
    options.now = "2026-11-23T12:00:00Z";
    std::string report = test::session_of(files, options)->check("json");
    return {text::work_counted - before, std::move(report)};
}

// Gives the ids, logins and addresses of a record a number of their own.
Json numbered(Json record, std::size_t number) {
    static const std::vector<std::string> kNames = {"id", "login", "email", "userName", "username", "uuid"};
    std::vector<Json*> pending = {&record};
    while (!pending.empty()) {
        Json& node = *pending.back();
        pending.pop_back();
        for (auto member = node.begin(); member != node.end(); ++member) {
            if (member->is_structured()) pending.push_back(&*member);
            if (!node.is_object() || !member->is_string()) continue;
            if (std::find(kNames.begin(), kNames.end(), member.key()) == kNames.end()) continue;
            const std::string old = member->get<std::string>();
            const std::size_t end = std::min(old.find('@'), old.size());
            *member = old.substr(0, end) + std::to_string(number) + old.substr(end);
        }
    }
    return record;
}

// The list of records of a document; null when it is one record.
Json* records_of(Json& document) {
    std::vector<Json*> pending = {&document};
    for (std::size_t i = 0; i < pending.size(); ++i) {
        if (pending[i]->is_array() && !pending[i]->empty() && pending[i]->front().is_object()) return pending[i];
        if (i > 3 || !pending[i]->is_object()) continue;
        for (const char* name : {"log", "entries", "responses", "resources", "Resources", "value", "data"})
            if (pending[i]->contains(name)) pending.push_back(&(*pending[i])[name]);
    }
    return nullptr;
}

std::string repeated_json(const std::string& text, std::size_t count) {
    Json document = Json::parse(text);
    Json* const records = records_of(document);
    const Json record = records == nullptr ? document : records->front();
    Json list = Json::array();
    for (std::size_t i = 0; i < count; ++i) list.push_back(numbered(record, i));
    if (records == nullptr) return list.dump();
    *records = std::move(list);
    return document.dump();
}

std::string repeated_csv(const std::string& text, std::size_t count) {
    const std::size_t header = text.find('\n') + 1;
    const std::string row = text.substr(header, text.find('\n', header) - header);
    std::string result = text.substr(0, header);
    for (std::size_t i = 0; i < count; ++i) result += "p" + std::to_string(i) + row + "\n";
    return result;
}

std::string repeated_xml(const std::string& text, std::size_t count) {
    const std::size_t begin = text.find("<md:NameIDFormat"), end = text.find('>', text.find("</md:NameIDFormat")) + 1;
    std::string formats;
    for (std::size_t i = 0; i < count; ++i)
        formats += "<md:NameIDFormat>urn:test:" + std::to_string(i) + "</md:NameIDFormat>";
    return text.substr(0, begin) + formats + text.substr(end);
}

class EveryReader : public testing::TestWithParam<std::string_view> {};

TEST_P(EveryReader, DoublesItsWorkWithItsInput) {
    const std::string base = test::source_path("tests/data/artefacts/" + std::string(GetParam()));
    Files example;
    std::string (*repeated)(const std::string&, std::size_t) = nullptr;
    for (const auto& [extension, how] :
         {std::pair{".json", &repeated_json}, {".csv", &repeated_csv}, {".xml", &repeated_xml}}) {
        if (auto text = test::read_file(base + extension)) {
            example = {{std::string(GetParam()) + extension, std::move(*text)}};
            repeated = how;
        }
    }
    ASSERT_FALSE(example.empty()) << "no example in tests/data/artefacts";
    const auto work = [&](std::size_t count) {
        return checked({{example[0].first, repeated(example[0].second, count)}}).first;
    };
    constexpr std::size_t kCount = 150;
    const std::uint64_t fixed = work(1), once = work(kCount) - fixed, twice = work(2 * kCount) - fixed;
    EXPECT_GT(once, kCount / 2) << "nothing was counted";
    EXPECT_LE(twice, once * 5 / 2) << once << " steps for " << kCount << " records";
}

INSTANTIATE_TEST_SUITE_P(Artefacts, EveryReader, testing::ValuesIn(kKinds),
                         [](const auto& kind) { return std::string(kind.param); });

TEST(ReaderWork, BracketsAndBlanks) {
    for (const std::string_view unit : {"[ ", "[\n", "{\"a\": ", "[[], "}) {
        const auto work = [&](std::size_t count) {
            std::string text;
            for (std::size_t i = 0; i < count; ++i) text += unit;
            return checked({{"x.json", text}, {"y.txt", text}}).first;
        };
        const std::uint64_t fixed = work(1), once = work(20'000) - fixed, twice = work(40'000) - fixed;
        EXPECT_LE(twice, once * 5 / 2 + 1000) << unit;
    }
}

TEST(ReaderWork, EventsOfAScenarioAndPeople) {
    const auto work = [&](std::size_t events) {
        test::Kit kit;
        for (std::size_t i = 0; i < 50; ++i) kit.add_person("p" + std::to_string(i));
        kit.scenario["events"] = Json::array();
        for (std::size_t i = 0; i < events; ++i)
            kit.scenario["events"].push_back({{"type", i % 2 == 0 ? "provision" : "sign-in"}});
        return checked({{"app.json", kit.app.dump()},
                        {"mapping.json", kit.mapping.dump()},
                        {"users.json", kit.users.dump()},
                        {"app-users.json", kit.app_users.dump()},
                        {"scenario.json", kit.scenario.dump()}});
    };
    const std::uint64_t fixed = work(1).first, once = work(60).first - fixed, twice = work(120).first - fixed;
    EXPECT_LE(twice, once * 5 / 2 + 1000);
}

// Mappings that join an enum of long texts again and again: beyond the budget of all expressions together their values
// are estimated, and PF1007 says so.
TEST(ReaderWork, ExpressionsWithHugeAlternatives) {
    const auto check = [](std::size_t mappings, int joins) {
        test::Kit kit;
        Json& level = kit.user_schema["definitions"]["custom"]["properties"]["level"];
        level = {{"type", "string"}, {"enum", Json::array()}};
        for (int i = 0; i < 64; ++i) level["enum"].push_back(std::to_string(i) + std::string(4'000, 'x'));
        std::string expression = "user.level";
        for (int i = 0; i < joins; ++i) expression += " + user.level";
        for (std::size_t i = 0; i < mappings; ++i)
            kit.mapping["properties"]["target" + std::to_string(i)] = {{"expression", expression},
                                                                       {"pushStatus", "PUSH"}};
        return checked({{"app.json", kit.app.dump()},
                        {"mapping.json", kit.mapping.dump()},
                        {"schema.json", kit.user_schema.dump()}});
    };
    const auto few = check(2, 0), many = check(10, 100);
    EXPECT_EQ(few.second.find("too many long values"), std::string::npos);
    EXPECT_NE(many.second.find("too many long values"), std::string::npos);
    EXPECT_NE(many.second.find("PF1007"), std::string::npos);
}

}  // namespace
}  // namespace preflight
