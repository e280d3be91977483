// Expressions through the door: for one person of the files, with what the files say of attributes.
#include <gtest/gtest.h>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

std::unique_ptr<Session> session_of(const Kit& kit) {
    auto session = std::make_unique<Session>(Options{});
    for (const auto& [name, text] : kit.files()) {
        test::MemoryReader reader(text);
        session->add(name, reader);
    }
    return session;
}

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

}  // namespace
}  // namespace preflight
