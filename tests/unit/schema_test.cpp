// The answers that only the page asks for are what docs/schemas says; those of the command line are held against their
// schemas by tests/golden/schemas.test.mjs.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/files.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;

bool has_type(const Json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    return type == "null" && value.is_null();
}

// Where the value breaks the schema, or nothing. Knows the keywords that our schemas use and fails for any other.
std::string problem_of(const Json& root, const Json& schema, const Json& value, const std::string& at) {
    for (const auto& [keyword, rule] : schema.items()) {
        std::string problem;
        if (keyword == "$ref") {
            problem = problem_of(root, root.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, at);
        } else if (keyword == "type") {
            bool fits = rule.is_string() && has_type(value, rule.get<std::string>());
            if (rule.is_array()) {
                for (const Json& type : rule) fits = fits || has_type(value, type.get<std::string>());
            }
            if (!fits) problem = at + " is not " + rule.dump();
        } else if (keyword == "const") {
            if (value != rule) problem = at + " is not " + rule.dump();
        } else if (keyword == "enum") {
            if (std::find(rule.begin(), rule.end(), value) == rule.end()) problem = at + " is not in " + rule.dump();
        } else if (keyword == "anyOf") {
            bool fits = false;
            for (const Json& one : rule) fits = fits || problem_of(root, one, value, at).empty();
            if (!fits) problem = at + " fits none of " + rule.dump();
        } else if (keyword == "required") {
            for (const Json& key : rule) {
                if (value.is_object() && !value.contains(key.get<std::string>())) problem = at + " lacks " + key.dump();
            }
        } else if (keyword == "properties" || keyword == "additionalProperties") {
            static const Json kNothing = Json::object();
            for (const auto& [key, member] : (value.is_object() ? value : kNothing).items()) {
                const bool named = schema.contains("properties") && schema["properties"].contains(key);
                if (named != (keyword == "properties")) continue;
                const Json& wanted = named ? rule[key] : rule;
                if (wanted.is_boolean() && !wanted.get<bool>()) problem = at + " has " + key;
                if (wanted.is_object() && problem.empty()) problem = problem_of(root, wanted, member, at + "/" + key);
            }
        } else if (keyword == "items" || keyword == "prefixItems") {
            const std::size_t first =
                keyword == "items" && schema.contains("prefixItems") ? schema["prefixItems"].size() : 0;
            for (std::size_t i = first; value.is_array() && i < value.size() && problem.empty(); ++i) {
                if (keyword == "prefixItems" && i >= rule.size()) break;
                const Json& wanted = keyword == "items" ? rule : rule[i];
                if (wanted.is_boolean()) problem = at + " is too long";
                else problem = problem_of(root, wanted, value[i], at + "/" + std::to_string(i));
            }
        } else if (keyword == "minItems" || keyword == "maxItems") {
            const auto size = value.is_array() ? value.size() : rule.get<std::size_t>();
            if (keyword == "minItems" ? size < rule : size > rule)
                problem = at + " has " + std::to_string(size) + " items";
        } else if (keyword == "minimum") {
            if (value.is_number() && value < rule) problem = at + " is below " + rule.dump();
        } else if (keyword != "$schema" && keyword != "$id" && keyword != "$defs" && keyword != "title" &&
                   keyword != "description" && keyword != "pattern") {
            problem = "unknown keyword " + keyword;
        }
        if (!problem.empty()) return problem;
    }
    return {};
}

Json schema_of(const std::string& name) {
    const auto text = test::read_file(test::source_path("docs/schemas/" + name + ".schema.json"));
    return Json::parse(text.value_or("null"));
}

TEST(Schemas, PeopleAndPerson) {
    Kit kit;
    for (const char* name : {"cy", "di", "ed"}) kit.add_person(name);
    kit.app_users[2]["credentials"]["userName"] = "cy@acme.test";
    Session session{Options{}};
    for (const auto& [name, text] : kit.files()) {
        test::MemoryReader reader(text);
        session.add(name, reader);
    }
    const Json people = schema_of("people"), person = schema_of("person");
    for (const char* query : {"", R"({"text": "cy"})", R"({"text": "nobody at all"})"}) {
        const Json page = Json::parse(session.people(query, 0, 2));
        EXPECT_EQ(problem_of(people, people, page, ""), "");
    }
    for (std::size_t row = 0; row < 5; ++row) {
        Json story = Json::parse(session.person(row));
        EXPECT_EQ(problem_of(person, person, story, ""), "");
        story["more"] = 1;
        EXPECT_EQ(problem_of(person, person, story, ""), " has more");
    }
}

}  // namespace
}  // namespace preflight
