// Inputs that once cost the square of their size, through the whole session: twice the input, about twice the counted
// work (core/text/work.h), whatever the machine is doing.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/preflight.h"
#include "core/text/work.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using Files = std::vector<std::pair<std::string, std::string>>;

struct Work {
    std::uint64_t steps = 0;
    std::string report;
};

Work work_of(const Files& files, unsigned threads = 1) {
    const std::uint64_t before = text::work_counted;
    Options options;
    options.now = "2026-11-23T12:00:00Z";
    options.threads = threads;
    Session session(options);
    for (const auto& [name, bytes] : files) {
        test::MemoryReader reader(bytes);
        session.add(name, reader);
    }
    std::string report = session.check("json");
    (void)session.simulate("ndjson");
    return {text::work_counted - before, std::move(report)};
}

// `make` gives the files of a size. What stays the same at every size is measured with size 1 and does not count.
template <typename Make>
void expect_linear_work(std::size_t size, Make make) {
    const std::uint64_t fixed = work_of(make(1)).steps;
    const std::uint64_t once = work_of(make(size)).steps - fixed;
    const std::uint64_t twice = work_of(make(2 * size)).steps - fixed;
    EXPECT_GT(once, size / 2) << "nothing was counted";
    EXPECT_LE(twice, once * 5 / 2) << once << " steps for " << size;
}

std::string repeated(std::size_t count, const std::string& text) {
    std::string result;
    for (std::size_t i = 0; i < count; ++i) result += text;
    return result;
}

TEST(LinearWork, RequiredAttributesOfASchema) {
    expect_linear_work(1000, [](std::size_t size) {
        Json schema = {{"id", "https://acme.okta.com/meta/schemas/user/default"}, {"$schema", "x"}, {"name", "user"}};
        Json& custom = schema["definitions"]["custom"];
        custom["required"] = Json::array();
        for (std::size_t i = 0; i < size; ++i) {
            custom["properties"]["attribute" + std::to_string(i)] = {{"type", "string"}};
            custom["required"].push_back("attribute" + std::to_string(i));
        }
        return Files{{"schema.json", schema.dump()}};
    });
}

Json schema_of(std::size_t size) {
    Json schema = {{"id", "https://acme.okta.com/meta/schemas/user/default"}, {"$schema", "x"}, {"name", "user"}};
    for (std::size_t i = 0; i < size; ++i)
        schema["definitions"]["custom"]["properties"]["known" + std::to_string(i)] = {{"type", "string"}};
    return schema;
}

TEST(LinearWork, UnknownAttributesAndASchema) {
    expect_linear_work(300, [](std::size_t size) {
        test::Kit kit;
        for (std::size_t i = 0; i < size; ++i)
            kit.mapping["properties"]["target" + std::to_string(i)] = {
                {"expression", "user.unknown" + std::to_string(i)}, {"pushStatus", "PUSH"}};
        return Files{{"app.json", kit.app.dump()},
                     {"mapping.json", kit.mapping.dump()},
                     {"schema.json", schema_of(size).dump()}};
    });
}

TEST(LinearWork, EnumThatAnExpressionReads) {
    expect_linear_work(1000, [](std::size_t size) {
        test::Kit kit;
        Json schema = schema_of(1);
        Json& level = schema["definitions"]["custom"]["properties"]["level"];
        level = {{"type", "string"}, {"enum", Json::array()}};
        for (std::size_t i = 0; i < size; ++i) level["enum"].push_back("value" + std::to_string(i));
        kit.mapping["properties"]["userType"] = {{"expression", "user.level + user.level"}, {"pushStatus", "PUSH"}};
        return Files{
            {"app.json", kit.app.dump()}, {"mapping.json", kit.mapping.dump()}, {"schema.json", schema.dump()}};
    });
}

TEST(LinearWork, LongKeyAroundAList) {
    expect_linear_work(2000, [](std::size_t size) {
        std::string people;
        for (std::size_t i = 0; i < size; ++i)
            people += (i == 0 ? "" : ",") + std::string(R"({"id":"00u)") + std::to_string(i) +
                      R"(","status":"ACTIVE","profile":{"login":"p@acme.test"}})";
        return Files{{"users.json", "{\"" + std::string(size * 20, 'k') + "\":[" + people + "]}"}};
    });
}

// The second thread gets copies of objects; the first ones of a wrapper are parts of one large document.
TEST(LinearWork, ObjectsThatAreFilledBesideTheReading) {
    std::string list = "[";
    for (std::size_t i = 0; i < 50'000; ++i)
        list += (i == 0 ? "" : ",") + std::string(R"({"id":"00u)") + std::to_string(i) +
                R"(","status":"ACTIVE","profile":{"login":"person@acme.test","email":"person@acme.test"}})";
    list += "]";
    const std::uint64_t plain = work_of({{"users.json", list}}, 2).steps;
    const std::uint64_t wrapped = work_of({{"users.json", "{\"data\":" + list + "}"}}, 2).steps;
    EXPECT_GT(plain, list.size() / 4) << "no copy was counted";
    EXPECT_LE(wrapped, plain * 3 / 2);
}

TEST(LinearWork, FieldsOfACsvRecord) {
    const std::string header = "Username,Email,Type,AuthType,Active\r\n";
    const Work work = work_of({{"accounts.csv", header + repeated(100'000, ",") + "\r\n"}});
    EXPECT_LT(work.steps, 50'000U);
    EXPECT_NE(work.report.find("PF1007"), std::string::npos);
    EXPECT_NE(work.report.find("more than 10000 fields"), std::string::npos);
}

TEST(LinearWork, AccountsOfOneAddressAndPeople) {
    expect_linear_work(200, [](std::size_t size) {
        test::Kit kit;
        kit.egnyte_users["resources"] = Json::array();
        for (std::size_t i = 0; i < size; ++i) {
            const std::string name = "p" + std::to_string(i);
            kit.add_person(name)["profile"]["email"] = "one@acme.test";
            kit.egnyte_users["resources"].push_back({{"id", i}, {"userName", "q" + name}, {"email", "one@acme.test"}});
        }
        return Files{{"app.json", kit.app.dump()},
                     {"mapping.json", kit.mapping.dump()},
                     {"users.json", kit.users.dump()},
                     {"app-users.json", kit.app_users.dump()},
                     {"egnyte-users.json", kit.egnyte_users.dump()}};
    });
}

TEST(LinearWork, MembersOfPushedGroups) {
    expect_linear_work(100, [](std::size_t size) {
        test::Kit kit;
        kit.app["features"].push_back("GROUP_PUSH");
        Json mappings = Json::array(), groups = Json::array(), in_egnyte = Json::array();
        Files files;
        for (std::size_t i = 0; i < size; ++i) {
            const std::string id = "00g" + std::string(17 - std::to_string(i).size(), '0') + std::to_string(i);
            mappings.push_back({{"id", "gPm" + id}, {"sourceGroupId", id}, {"status", "ACTIVE"}});
            groups.push_back({{"id", id},
                              {"type", "OKTA_GROUP"},
                              {"objectClass", {"okta:user_group"}},
                              {"profile", {{"name", "Group " + id}}}});
            in_egnyte.push_back({{"id", id}, {"displayName", "Other " + id}});
            Json members = Json::array();
            for (const char* name : {"Ana", "Bo", "Cy"})
                members.push_back({{"id", std::string("00u") + name}, {"profile", {{"login", name}}}});
            members.push_back({{"id", "00u" + id}, {"profile", {{"login", id}}}});
            for (Json& member : members) member["status"] = "ACTIVE";
            files.emplace_back("members-" + id + ".json", members.dump());
        }
        kit.scenario["events"] = Json::parse(
            R"([{"type": "provision"}, {"type": "push-groups"}, {"type": "import"}, {"type": "push-groups"}])");
        files.emplace_back("push.json", mappings.dump());
        files.emplace_back("groups.json", groups.dump());
        files.emplace_back("egnyte-groups.json", Json{{"resources", in_egnyte}}.dump());
        for (const auto& file : kit.files()) files.push_back(file);
        return files;
    });
}

TEST(LinearWork, LongValuesAreElided) {
    test::Kit kit;
    const std::string value(100'000, 'v');
    kit.mapping["properties"]["userType"]["expression"] = "\"" + value + "\" + user." + value;
    kit.users[0]["profile"]["login"] = value + " " + value;
    const Work work = work_of({{"app.json", kit.app.dump()},
                               {"mapping.json", kit.mapping.dump()},
                               {"users.json", kit.users.dump()},
                               {"app-users.json", kit.app_users.dump()}});
    const Json report = Json::parse(work.report);
    for (const Json& finding : report["findings"])
        EXPECT_EQ(finding["message"].get<std::string>().find(value.substr(0, 201)), std::string::npos)
            << finding["code"];
}

TEST(LinearWork, FindingsOfOneRule) {
    test::Kit kit;
    for (int i = 0; i < 1200; ++i)
        kit.mapping["properties"]["target" + std::to_string(i)] = {{"expression", "user.unknown" + std::to_string(i)},
                                                                   {"pushStatus", "PUSH"}};
    const Work work = work_of(
        {{"app.json", kit.app.dump()}, {"mapping.json", kit.mapping.dump()}, {"schema.json", kit.user_schema.dump()}});
    EXPECT_NE(work.report.find("200 more findings of PF4003 are not listed"), std::string::npos);
    const Json report = Json::parse(work.report);
    std::size_t listed = 0;
    for (const Json& finding : report["findings"]) listed += finding["code"] == "PF4003" ? 1U : 0U;
    EXPECT_EQ(listed, 1000U);
}

}  // namespace
}  // namespace preflight
