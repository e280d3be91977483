// Expressions through the door: for one person of the files, with what the files say of attributes.
#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "core/text/budget.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;
using test::session_of;

Json eval_for(Session& session, const std::string& expression, std::optional<std::size_t> row,
              const std::string& dialect = "mapping") {
    return Json::parse(session.eval({expression, {}, dialect, true, true}, row, "json").output);
}

TEST(SessionEval, AsksThePersonOfTheRow) {
    const auto session = session_of(Kit());
    const auto rows = Json::parse(session->people("", 0, 10))["rows"];
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(eval_for(*session, "user.firstName + 1", 0)["result"], "Ana1");
    EXPECT_EQ(eval_for(*session, "user.firstName + 1", 1)["result"], "Bo1");
    EXPECT_EQ(eval_for(*session, "${source.login}", 1, "template")["result"], "bo@acme.test");
    EXPECT_EQ(eval_for(*session, "user.firstName", std::nullopt)["unknown"], Json::array({"user.firstName"}));
    EXPECT_EQ(eval_for(*session, "user.firstName", 2)["unknown"], Json::array({"user.firstName"})) << "no such row";
    EXPECT_EQ(eval_for(*session, "user.nobody", 0)["error"]["kind"], "unknown-variable") << "the schema is given";
    EXPECT_EQ(eval_for(*session, "String.sub", 0)["error"]["kind"], "unknown-variable");
}

TEST(SessionEval, KnowsTheTimeThatAllIsJudgedAt) {
    Kit kit;
    EXPECT_EQ(eval_for(*session_of(kit), "Time.now(\"UTC\", \"yyyy-MM-dd\")", 0)["result"], "2026-11-23");
}

TEST(SessionEval, CompletesAttributesOfTheSchema) {
    const auto session = session_of(Kit());
    const Json offered = Json::parse(session->complete("user.acc", 8, "mapping"));
    ASSERT_FALSE(offered["list"].empty());
    EXPECT_EQ(offered["list"][0]["insert"], "user.access");
    EXPECT_EQ(offered["begin"], 0);
    EXPECT_EQ(offered["end"], 8);
    EXPECT_TRUE(Json::parse(session->complete("user.acc", 99, "no such dialect")).contains("list"));
}

TEST(SessionPerson, ShowsHowEachValueCameOut) {
    Kit kit;
    kit.expression("userType") =
        "user.department == \"IT\" ? \"admin\" : user.access == null ? \"power\" : \"standard\"";
    kit.users[1]["profile"]["department"] = "IT";
    const auto session = session_of(kit);
    for (const auto& [row, value, state] : {std::tuple{0U, "power", "value"}, std::tuple{1U, "admin", "skipped"}}) {
        const Json story = Json::parse(session->person(row));
        const Json trace = story.value(Json::json_pointer("/profile/userType/trace"), Json());
        ASSERT_TRUE(trace.is_array()) << story.dump(1);
        EXPECT_EQ(trace[0]["value"], value);
        const auto part = std::find_if(trace.begin(), trace.end(),
                                       [](const Json& line) { return line["text"] == "user.access == null"; });
        ASSERT_NE(part, trace.end());
        EXPECT_EQ((*part)["state"], state) << row;
    }
}

// Counts the bytes that are asked of it.
class CountingReader final : public intake::ByteReader {
public:
    CountingReader(std::string_view bytes, std::size_t& count) : reader_(bytes), count_(count) {}
    std::size_t read(char* buffer, std::size_t capacity) override {
        const std::size_t read = reader_.read(buffer, capacity);
        count_ += read;
        return read;
    }

private:
    test::MemoryReader reader_;
    std::size_t& count_;
};

// Whatever was put in and taken out before: the same files give the same answers, and each is read once.
TEST(SessionInputs, AreReplacedAndTakenOutWithoutReadingTheOthers) {
    const Kit kit;
    Kit changed = kit;
    changed.expression("userType") = "\"Power\"";
    std::map<std::string, std::size_t> read;
    Session session(Options{});
    for (const auto& [name, text] : kit.files()) {
        CountingReader reader(text, read[name]);
        session.put(name, reader);
    }
    const std::string before = session.check("json");
    const auto fresh = [](const Kit& given, const std::string& without) {
        auto files = given.files();
        std::erase_if(files, [&](const auto& file) { return file.first == without; });
        return test::check(files);
    };
    const std::string mapping = changed.mapping.dump(1);
    CountingReader reader(mapping, read["replacement"]);
    session.put("mapping.json", reader);
    EXPECT_EQ(Json::parse(session.check("json")), fresh(changed, ""));
    EXPECT_TRUE(session.remove("egnyte-users.json"));
    EXPECT_EQ(Json::parse(session.check("json")), fresh(changed, "egnyte-users.json"));
    EXPECT_FALSE(session.remove("egnyte-users.json"));
    EXPECT_EQ(Json::parse(session.people("", 0, 10))["total"], 2);
    for (const auto& [name, text] : kit.files()) EXPECT_EQ(read[name], text.size()) << name;
    const std::string old = kit.mapping.dump(1), accounts = kit.egnyte_users.dump(1);
    CountingReader again(old, read["again"]), back(accounts, read["again"]);
    session.put("mapping.json", again);
    session.put("egnyte-users.json", back);
    EXPECT_EQ(test::codes(Json::parse(session.check("json"))), test::codes(Json::parse(before)));
}

// ---- in steps -------------------------------------------------------------------------------------------------------

constexpr std::uint64_t kAll = static_cast<std::uint64_t>(-1);

// Counts what is read of all inputs of a session.
class Steps {
public:
    explicit Steps(const std::vector<std::pair<std::string, std::string>>& files) : files_(files.begin(), files.end()) {
        for (const auto& [name, text] : files) wait_for(name);
    }
    void wait_for(const std::string& name) {
        session.put_later(name, std::make_unique<CountingReader>(files_.at(name), read));
    }
    void wait_for(const std::string& name, std::string text) {
        files_[name] = std::move(text);
        wait_for(name);
    }
    void finish(std::uint64_t budget = kAll) {
        while (!session.step(budget)) {
        }
    }
    [[nodiscard]] Json check() { return Json::parse(session.ask(R"({"ask": "check"})")); }

    Session session{Options{}};
    std::size_t read = 0;

private:
    std::map<std::string, std::string> files_;
};

Kit many_people(std::size_t count) {
    Kit kit;
    for (std::size_t i = 0; i < count; ++i) kit.add_person("p" + std::to_string(i));
    return kit;
}

std::size_t size_of(const std::vector<std::pair<std::string, std::string>>& files) {
    std::size_t size = 0;
    for (const auto& file : files) size += file.second.size();
    return size;
}

// An answer without the places that differ where a value was edited and not read from a file.
Json without_places(Json report) {
    report.erase("inputs");
    for (Json& finding : report["findings"]) {
        finding.erase("locations");
        finding["fix"].erase("edits");
        finding.erase("fingerprint");  // it holds the pointer
    }
    for (Json& cause : report["causes"]) {  // likewise
        cause.erase("finding");
        cause["effects"] = cause["effects"].size();
    }
    return report;
}

TEST(SessionSteps, AnswerTheSameAsAtOnce) {
    const Kit kit = many_people(300);
    const Json at_once = test::check(kit.files());
    for (const std::uint64_t budget : {std::uint64_t{1}, std::uint64_t{97}, std::uint64_t{5000}, kAll}) {
        Steps steps(kit.files());
        EXPECT_EQ(Json::parse(steps.session.ask(R"({"ask": "check"})"))["error"], "nothing is checked yet");
        steps.finish(budget);
        EXPECT_EQ(steps.check(), at_once) << budget;
        EXPECT_EQ(Json::parse(steps.session.ask(R"({"ask": "people", "query": {}, "from": 0, "count": 5})"))["total"],
                  302);
    }
}

TEST(SessionSteps, AreBoundedByTheirBudget) {
    constexpr std::uint64_t kBudget = 200;
    constexpr std::size_t kPiece = 1U << 16U;  // what a reader of the kit gives at once
    const Kit kit = many_people(2000);
    Steps steps(kit.files());
    std::size_t count = 0;
    for (bool done = false; !done; ++count) {
        const std::size_t read = steps.read;
        const std::uint64_t evaluated = steps.session.evaluated();
        done = steps.session.step(kBudget);
        EXPECT_LE(steps.read - read, kBudget * text::Budget::kBytesPerUnit + kPiece);
        if (steps.session.evaluated() >= evaluated) {
            EXPECT_LE(steps.session.evaluated() - evaluated, kBudget);
        }
    }
    EXPECT_EQ(steps.read, size_of(kit.files()));
    EXPECT_GT(count, size_of(kit.files()) / (kBudget * text::Budget::kBytesPerUnit));
}

TEST(SessionSteps, SayWhatTheyAreAt) {
    Steps steps(many_people(1000).files());
    std::set<std::string> names;
    while (!steps.session.step(500)) {
        if (const auto reading = steps.session.reading()) names.insert(reading->name);
    }
    EXPECT_EQ(names.count("users.json"), 1U);
    EXPECT_FALSE(steps.session.reading());
}

TEST(SessionSteps, KeepThePreviousAnswersUntilTheNextAreComplete) {
    const Kit kit = many_people(200);
    Steps steps(kit.files());
    steps.finish();
    const Json before = steps.check();
    Kit changed = kit;
    changed.expression("userType") = "\"Power\"";
    steps.wait_for("mapping.json", changed.mapping.dump(1));
    std::size_t count = 0;
    while (!steps.session.step(20)) {
        EXPECT_EQ(steps.check(), before);
        ++count;
    }
    EXPECT_GT(count, 10U);
    EXPECT_EQ(steps.check(), test::check(changed.files()));
}

TEST(SessionSteps, CancelGoesBackToWhatWasComplete) {
    const Kit kit = many_people(200);
    Steps steps(kit.files());
    steps.finish();
    const Json before = steps.check();
    Kit changed = kit;
    changed.expression("userType") = "\"Power\"";
    for (std::size_t stop = 0; stop < 40; stop += 3) {
        steps.wait_for("mapping.json", changed.mapping.dump(1));
        EXPECT_TRUE(steps.session.remove("users.json"));
        for (std::size_t i = 0; i < stop && !steps.session.step(10); ++i) {
        }
        steps.session.cancel();
        EXPECT_EQ(steps.check(), before);
        EXPECT_TRUE(steps.session.step(1)) << "nothing is left to do";
    }
    EXPECT_EQ(Json::parse(steps.session.check("json")), before);
}

TEST(SessionSteps, AnInputThatWaitsCanBeTakenOut) {
    const Kit kit;
    Steps steps(kit.files());
    EXPECT_TRUE(steps.session.remove("egnyte-users.json"));
    EXPECT_FALSE(steps.session.remove("egnyte-users.json"));
    steps.finish();
    auto files = kit.files();
    std::erase_if(files, [](const auto& file) { return file.first == "egnyte-users.json"; });
    EXPECT_EQ(steps.check(), test::check(files));
}

// ---- what is tried out ----------------------------------------------------------------------------------------------

std::string overlay_of(const Json& json) {
    return json.dump(2);
}

TEST(SessionOverlay, ChecksAgainWithoutReading) {
    const Kit kit = many_people(100);
    Steps steps(kit.files());
    steps.finish();
    const Json before = steps.check();
    const std::size_t read = steps.read;
    Kit changed = kit;
    changed.expression("userType") = "\"Power\"";
    changed.username_expression("user.email");
    EXPECT_EQ(steps.session.set(
                  overlay_of({{"mapping", {{"properties", {{"userType", changed.mapping["properties"]["userType"]}}}}},
                              {"userNameTemplate", changed.username_template()}})),
              "");
    EXPECT_EQ(steps.check(), before) << "until the next answers are complete";
    steps.finish(50);
    EXPECT_EQ(without_places(steps.check()), without_places(test::check(changed.files())));
    EXPECT_EQ(steps.session.set("{}"), "");
    steps.finish();
    EXPECT_EQ(steps.check(), before);
    EXPECT_EQ(steps.read, read) << "no input is read again";
}

TEST(SessionOverlay, AScenarioTakesThePlaceOfTheFile) {
    const Kit kit;
    Kit changed = kit;
    changed.scenario["egnyte"]["sso"]["defaultUserMapping"] = "email";
    changed.scenario["egnyte"]["nonsense"] = 1;
    Steps steps(kit.files());
    steps.finish();
    const std::size_t read = steps.read;
    const Json edited{{"scenario", {{"name", "scenario.json"}, {"text", changed.scenario.dump(1)}}}};
    EXPECT_EQ(steps.session.set(overlay_of(edited)), "");
    steps.finish();
    EXPECT_EQ(steps.check(), test::check(changed.files())) << "with the same places and excerpts";
    EXPECT_EQ(steps.session.set(R"({"scenario": null})"), "");
    steps.finish();
    changed.scenario = nullptr;
    EXPECT_EQ(steps.check(), test::check(changed.files()));
    EXPECT_EQ(steps.read, read);
}

TEST(SessionOverlay, FindingsPointIntoTheEdit) {
    Steps steps(Kit().files());
    steps.finish();
    ASSERT_EQ(
        steps.session.set(
            R"({"mapping": {"properties": {"userType": {"expression": "user.nobody + \"x\"", "pushStatus": "PUSH"}}}})"),
        "");
    steps.finish();
    const Json report = steps.check();
    std::size_t places = 0;
    for (const Json& finding : report["findings"]) {
        for (const Json& place : finding["locations"]) {
            if (place["input"] != "edited values") continue;
            ++places;
            EXPECT_EQ(place["pointer"], "/mapping/properties/userType/expression");
            EXPECT_TRUE(place.contains("excerpt")) << finding.dump(1);
        }
    }
    EXPECT_GT(places, 0U) << report["findings"].dump(1);
}

TEST(SessionOverlay, ChoosesTheApplication) {
    const Kit kit;
    Kit with_two = kit;
    Json other = kit.app;
    other["id"] = "0oaother";
    other["status"] = "INACTIVE";
    other["label"] = "Egnyte (old)";
    with_two.more["other-app.json"] = other.dump(1);
    Steps steps(with_two.files());
    steps.finish();
    const Json before = steps.check();
    EXPECT_EQ(steps.session.set(R"({"application": "0oaother"})"), "");
    steps.finish();
    EXPECT_NE(test::codes(steps.check()), test::codes(before));
    EXPECT_EQ(steps.session.set(R"({"application": "0oanobody"})"), "no application has the id \"0oanobody\"");
}

TEST(SessionOverlay, ABadOneChangesNothingAndSaysWhy) {
    const Kit kit;
    Steps steps(kit.files());
    steps.finish();
    ASSERT_EQ(steps.session.set(R"({"mapping": {"properties": {"userType": {"expression": "\"Power\""}}}})"), "");
    steps.finish();
    const Json before = steps.check();
    for (const char* bad : {"", "[]", "{", R"({"scenario": 1})", R"({"scenario": {"text": "{}"}})",
                            R"({"scenario": {"text": "not JSON"}})", R"({"application": "x"})",
                            R"({"mapping": {"properties": []}})", R"({"mapping": 5})"}) {
        EXPECT_NE(steps.session.set(bad), "") << bad;
        EXPECT_TRUE(steps.session.step(1)) << "nothing is left to do";
        EXPECT_EQ(steps.check(), before);
    }
    Session empty(Options{});
    EXPECT_EQ(empty.set(R"({"mapping": {"properties": {}}})"), "there is no profile mapping to edit");
    EXPECT_EQ(empty.set(R"({"userNameTemplate": {}})"),
              "there is no application whose username format could be edited");
}

TEST(SessionOverlay, AnEntryIsTakenOut) {
    const Kit kit;
    Kit changed = kit;
    changed.mapping["properties"].erase("userType");
    Steps steps(kit.files());
    ASSERT_EQ((steps.finish(), steps.session.set(R"({"mapping": {"properties": {"userType": null}}})")), "");
    steps.finish();
    EXPECT_EQ(without_places(steps.check()), without_places(test::check(changed.files())));
}

TEST(SessionAsk, AnswersAsTheFunctionsDo) {
    const auto session = session_of(Kit());
    const std::string check = session->check("json");
    EXPECT_EQ(session->ask(R"({"ask": "check"})"), check);
    EXPECT_EQ(session->ask(R"({"ask": "simulate", "format": "text"})"), session->simulate("text"));
    EXPECT_EQ(session->ask(R"({"ask": "identify"})"), session->identify("json"));
    EXPECT_EQ(session->ask(R"({"ask": "expressions"})"), session->expressions("json"));
    EXPECT_EQ(session->ask(R"({"ask": "people", "query": {"text": "ana"}, "count": 9})"),
              session->people(R"({"text": "ana"})", 0, 9));
    EXPECT_EQ(session->ask(R"({"ask": "person", "row": 1})"), session->person(1));
    EXPECT_EQ(Json::parse(session->ask(R"({"ask": "evaluate", "expression": "user.firstName", "row": 0})"))["result"],
              "Ana");
    EXPECT_EQ(session->ask(R"({"ask": "complete", "expression": "user.acc", "caret": 8})"),
              session->complete("user.acc", 8, "mapping"));
    for (const char* bad : {"", "{}", R"({"ask": "weather"})", R"({"ask": "check", "format": "stone"})"})
        EXPECT_TRUE(Json::parse(session->ask(bad)).contains("error")) << bad;
}

}  // namespace
}  // namespace preflight
