// People, assignments and accounts become the same rows however they were saved, wrapped and cut; what an artefact
// holds inside is not a row.
#include <gtest/gtest.h>

#include "core/intake/intake.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"
#include "core/workspace/workspace.h"
#include "tests/unit/kit.h"
#include "tests/unit/linear.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

intake::Limits small(std::size_t tape) {
    intake::Limits limits;
    limits.kept_text = 64;
    limits.tape_bytes = tape;
    return limits;
}

workspace::Workspace read(const std::string& text, const intake::Limits& limits = {}, std::size_t piece = 1U << 16U) {
    workspace::Workspace workspace;
    test::MemoryReader reader(text, piece);
    workspace::put(workspace, intake::parse(0, "x", reader, limits, workspace.atoms));
    workspace::join(workspace);
    return workspace;
}

// Every cell with its column, kind and value; rows in order.
std::string dump(const population::Table& table) {
    std::string result;
    for (std::size_t row = 0; row < table.size(); ++row) {
        for (population::Column column = 0; column < table.columns(); ++column) {
            const population::Found found = population::spell(table.atoms(), table.cell(row, column));
            if (!found.present) continue;
            result += std::string(table.name(column)) + "=" + std::to_string(static_cast<int>(found.kind)) + ":" +
                      std::string(found.text) + " ";
        }
        result += "\n";
    }
    return result;
}

std::string dump(const workspace::Workspace& workspace) {
    return "users\n" + dump(*workspace.users) + "app users\n" + dump(*workspace.app_users) + "accounts\n" +
           dump(*workspace.egnyte_users) + "applications " + std::to_string(workspace.applications.size());
}

Kit crowd() {
    Kit kit;
    for (int i = 0; i < 20; ++i) {
        const std::string name = "p\u00e9" + std::to_string(i);
        kit.add_person(name);
        kit.app_users.back()["_embedded"]["user"] = kit.users.back();
        kit.egnyte_users["resources"].push_back(
            {{"id", i}, {"userName", name}, {"email", name + "@acme.test"}, {"active", i % 2 == 0}});
    }
    kit.users[0]["profile"]["manager"] = nullptr;
    kit.users[1]["profile"]["vip"] = true;
    kit.users[2]["profile"]["vip"] = "true";
    kit.users[3]["profile"]["floor"] = 12;
    kit.users[4]["profile"]["rate"] = 1.50;
    kit.users[5]["profile"]["sites"] = Json::array({"A", "B"});
    return kit;
}

std::string lines(const Json& list) {
    std::string result;
    for (const Json& one : list) result += one.dump() + "\n";
    return result;
}

std::string utf16(const std::string& utf8) {
    std::string result = "\xFF\xFE";
    for (std::size_t at = 0; at < utf8.size();) {
        const text::CodePoint point = text::decode(utf8, at);
        at += point.length;
        result += static_cast<char>(point.value & 0xFFU);
        result += static_cast<char>(point.value >> 8U);
    }
    return result;
}

TEST(Tables, AreTheSameHoweverPeopleWereSaved) {
    const Kit kit = crowd();
    for (const Json& list : {kit.users, kit.app_users, kit.egnyte_users["resources"]}) {
        const std::string expected = dump(read(list.dump()));
        ASSERT_GT(expected.size(), 200U);
        const std::vector<std::string> variants = {
            list.dump(),
            list.dump(4),
            lines(list),
            Json{{"data", list}}.dump(1),
            Json{{"value", list}, {"@odata.count", 3}}.dump(),
            Json{{"totalResults", 20}, {"schemas", Json::array({"x"})}, {"resources", list}}.dump(),
            Json{{"a", {{"b", {{"people", list}}}}}}.dump(),
            utf16(list.dump()),
        };
        for (std::size_t variant = 0; variant < variants.size(); ++variant) {
            EXPECT_EQ(dump(read(variants[variant])), expected) << variant;
            for (const std::size_t tape : {100U, 1000U, 1U << 20U}) {
                for (const std::size_t piece : {1U, 2U, 3U, 7U, 4096U}) {
                    if (piece == 1U && tape != 1000U) continue;
                    ASSERT_EQ(dump(read(variants[variant], small(tape), piece)), expected)
                        << variant << ", tape " << tape << ", pieces of " << piece;
                }
            }
        }
    }
}

TEST(Tables, RowsKnowTheirFirstByteAndTheirPointer) {
    const Kit kit = crowd();
    const std::string text = Json{{"n", 1}, {"da/ta", kit.app_users}}.dump(2);
    for (const std::size_t tape : {100U, 1U << 20U}) {
        const workspace::Workspace workspace = read(text, small(tape), 100);
        ASSERT_EQ(workspace.app_users->size(), kit.app_users.size());
        for (std::size_t row = 0; row < workspace.app_users->size(); ++row) {
            EXPECT_EQ(workspace.app_users->pointer(row), "/da~1ta/" + std::to_string(row));
            const text::Span span = workspace::row_span(workspace, *workspace.app_users, row);
            EXPECT_EQ(span.begin, workspace.app_users->place(row).offset);
            EXPECT_EQ(Json::parse(text.substr(span.begin, span.size())), kit.app_users[row]);
        }
        for (std::size_t row = 0; row < workspace.users->size(); ++row) {
            const std::string pointer = workspace.users->pointer(row);
            EXPECT_NE(pointer.find("/_embedded/user"), std::string::npos);
            const text::Span span = workspace::row_span(workspace, *workspace.users, row);
            EXPECT_EQ(Json::parse(text.substr(span.begin, span.size())),
                      Json::parse(text)[Json::json_pointer(pointer)]);
        }
    }
}

// An object says what it is when it ends: what its members seemed to be is taken back.
TEST(Tables, WhatAnArtefactHoldsIsNoRow) {
    const Kit kit = crowd();
    Json app{{"people", kit.users}, {"nested", {{"deep", kit.app_users}}}};
    for (const auto& [key, value] : kit.app.items()) app[key] = value;
    Json both = Json::array({app, kit.users[0]});
    for (const std::string& text : {app.dump(), both.dump(1), Json{{"w", both}, {"z", 1}}.dump()}) {
        const std::string expected = dump(read(text));
        EXPECT_NE(expected.find("applications 1"), std::string::npos);
        for (const std::size_t tape : {100U, 1000U}) {
            EXPECT_EQ(dump(read(text, small(tape), 50)), expected) << tape;
            const workspace::Workspace workspace = read(text, small(tape), 50);
            EXPECT_EQ(workspace.inputs[0].kinds, read(text).inputs[0].kinds);
            EXPECT_EQ(workspace.applications[0].id.value(), "0oaEgnyte");
            EXPECT_EQ(workspace.applications[0].at.pointer, read(text).applications[0].at.pointer);
            EXPECT_EQ(workspace.applications[0].label.at.span, read(text).applications[0].label.at.span);
        }
    }
    // An artefact that is too large to be read is named, and its members are still no rows.
    intake::Limits tight = small(100);
    tight.element_bytes = 500;
    const workspace::Workspace workspace = read(app.dump(), tight, 50);
    EXPECT_TRUE(workspace.users->empty());
    EXPECT_TRUE(workspace.applications.empty());
    ASSERT_EQ(workspace.problems.size(), 1U);
    EXPECT_EQ(workspace.problems[0].kind, intake::Problem::Kind::over_limit);
}

TEST(Tables, HoldWhatStandsBeforeACut) {
    const Kit kit = crowd();
    for (const std::string& text : {kit.users.dump(), Json{{"data", kit.users}}.dump(1), lines(kit.users)}) {
        const std::string whole = dump(*read(text).users);
        for (std::size_t length = 0; length < text.size(); length += 37) {
            const workspace::Workspace cut = read(text.substr(0, length), small(200), 64);
            const std::string some = dump(*cut.users);
            EXPECT_EQ(whole.compare(0, some.size(), some), 0) << length;
        }
        // Nearly all of it: all but the last person.
        EXPECT_EQ(read(text.substr(0, text.size() - 20), small(200), 64).users->size() + 1, kit.users.size());
    }
}

TEST(Tables, HoldWhatStandsBehindADamagedPerson) {
    const Kit kit = crowd();
    const std::string good = kit.users.dump();
    std::string text = good;
    text.replace(text.find("\"status\":", text.find(kit.users[2]["id"].get<std::string>())), 9, "\"status\" ");
    for (const std::string& damaged : {text, "{\"data\":" + text + "}"}) {
        const workspace::Workspace workspace = read(damaged, small(200), 64);
        ASSERT_EQ(workspace.problems.size(), 1U);
        EXPECT_EQ(workspace.problems[0].kind, intake::Problem::Kind::not_well_formed);
        ASSERT_EQ(workspace.users->size(), kit.users.size() - 1);
        EXPECT_EQ(population::text(*workspace.users, 2, "id"), kit.users[3]["id"].get<std::string>());
        EXPECT_EQ(workspace.users->place(2).ordinal, 3U);
    }
}

// A session puts, replaces and takes out inputs without reading the others again.
TEST(Tables, OfOneInputAreSharedAndOfSeveralMerged) {
    const Kit kit = crowd();
    workspace::Workspace workspace;
    const auto put = [&](std::size_t slot, const Json& json) {
        const std::string text = json.dump();
        test::MemoryReader reader(text);
        const auto parsed = intake::parse(slot, "input " + std::to_string(slot), reader, {}, workspace.atoms);
        workspace::put(workspace, parsed);
        workspace::join(workspace);
        return parsed;
    };
    const auto app = put(0, kit.app);
    const auto users = put(2, kit.users);
    EXPECT_EQ(workspace.users.get(), &users->users) << "shared";
    const std::string before = dump(workspace);

    // Columns in another order, a value of its own, and a later slot in front of it.
    Json one = {{"status", "SUSPENDED"}, {"profile", {{"shoe", 44}, {"login", "zoe@acme.test"}}}, {"id", "00uZoe"}};
    put(1, Json{{"value", {one}}});
    ASSERT_EQ(workspace.users->size(), kit.users.size() + 1);
    EXPECT_EQ(population::text(*workspace.users, 0, "id"), "00uZoe");
    EXPECT_EQ(population::text(*workspace.users, 0, "profile.shoe"), "44");
    EXPECT_EQ(workspace.users->pointer(0), "/value/0");
    EXPECT_EQ(workspace.users->place(0).input, 1U);
    EXPECT_EQ(population::text(*workspace.users, 1, "profile.shoe"), "");
    EXPECT_EQ(dump(*workspace.users).substr(dump(*workspace.users).find('\n') + 1).size(), dump(users->users).size());
    EXPECT_EQ(workspace.users->pointer(3), "/2");
    EXPECT_EQ(workspace.user_row_by_id.find(workspace.atoms->text("00uBo")), 2U);
    EXPECT_EQ(workspace.inputs.size(), 3U);
    EXPECT_EQ(workspace.inputs[2].name, "input 2");

    workspace::remove(workspace, 1);
    workspace::join(workspace);
    EXPECT_EQ(dump(workspace), before);
    EXPECT_EQ(workspace.users.get(), &users->users);
    EXPECT_EQ(workspace.parts.front(), app) << "not read again";
    EXPECT_EQ(workspace.inputs[2].name, "input 2") << "slots stay";
    ASSERT_NE(workspace.application, nullptr);
    put(2, Json::array());
    EXPECT_TRUE(workspace.users->empty());
}

TEST(Tables, InputsHaveANumberOfTwoBytes) {
    const std::string text = Kit().users.dump();
    const auto atoms = std::make_shared<population::Atoms>();
    test::MemoryReader last(text), beyond(text);
    EXPECT_EQ(intake::parse(65'535, "x", last, {}, atoms)->users.size(), 2U);
    const auto refused = intake::parse(65'536, "x", beyond, {}, atoms);
    EXPECT_TRUE(refused->users.empty());
    ASSERT_EQ(refused->problems.size(), 1U);
    EXPECT_EQ(refused->problems[0].kind, intake::Problem::Kind::over_limit);
}

TEST(Tables, TakeTimeInProportion) {
    const Kit kit = crowd();
    const auto people = [&](std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times * 20; ++i) text += (i == 0 ? "" : ",") + kit.users[i % 20].dump();
        return text;
    };
    const auto reads = [](const std::string& text) { (void)read(text, small(2000)); };
    test::expect_linear(
        "a wrapped list", [&](std::size_t n) { return "{\"data\":[" + people(n * 20) + "]}"; }, reads);
    test::expect_linear(
        "people by id",
        [&](std::size_t n) {
            std::string text = "{";
            for (std::size_t i = 0; i < n * 400; ++i)
                text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":" + kit.users[i % 20].dump();
            return text + "}";
        },
        reads);
    test::expect_linear(
        "nested lists",
        [&](std::size_t n) {
            std::string text;
            for (std::size_t i = 0; i < n * 20; ++i)
                text += (i == 0 ? "" : ",") + std::string(200, '[') + people(1) + std::string(200, ']');
            return "[" + text + "]";
        },
        reads);
}

}  // namespace
}  // namespace preflight
