// Every vector of tests/conformance against the evaluator: value and type, or kind and detail of the error. Nothing is
// left out. okta-el.json holds the vectors of the fact page (its section 13 has the format), own.json those that state
// a fact no vector of the page covers, joda.json answers of Joda-Time (JodaVectors.java), differential.json, where it
// exists, those of the Spring engine. Prints how many vectors of each source check each function, and fails where a
// function has none.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "core/expression/functions/functions.h"
#include "core/expression/lint/eval_json.h"
#include "core/expression/syntax/ast.h"
#include "tests/support/bound_scope.h"
#include "tests/unit/files.h"

namespace preflight {
namespace {

using Json = nlohmann::json;

// Vectors without a source of their own in other files count as what the file is.
struct Row {
    int documented = 0, oracle = 0, inferred = 0;
    [[nodiscard]] int all() const { return documented + oracle + inferred; }
    void add(const std::string& source) {
        if (source == "okta-doc") ++documented;
        else if (source == "spel-oracle" || source == "joda-oracle") ++oracle;
        else ++inferred;
    }
};
using Table = std::map<std::string, Row>;

// Members of `user` are not rows of the function table.
constexpr std::array<const char*, 4> kUserMembers = {"getGroups", "getInternalProperty", "getLinkedObject",
                                                     "isMemberOf"};

std::string label(const expression::Function& function) {
    constexpr std::array<const char*, 8> kHomes = {"",        "",         "string.",    "list.",
                                                   "number.", "country.", "date-time.", "DateTime."};
    return kHomes[static_cast<std::size_t>(function.receiver)] + std::string(function.name);
}

// Notes which functions an evaluation came to.
class Calls : public expression::Observer {
public:
    explicit Calls(const expression::Ast& ast) : ast_(ast), values_(ast.nodes.size()) {}
    std::set<std::string> names;

    void seen(std::size_t index, const expression::Value& value, const expression::Error*) override {
        values_[index] = value;
        const expression::Node& node = ast_.nodes[index];
        if (node.kind == expression::NodeKind::call && node.function != nullptr) names.insert(label(*node.function));
        if (node.kind != expression::NodeKind::method) return;
        const expression::Node& owner = ast_.nodes[node.children[0]];
        const bool member = std::find(kUserMembers.begin(), kUserMembers.end(), node.text) != kUserMembers.end();
        if (owner.kind == expression::NodeKind::name && owner.text == "user" && member) {
            names.insert("user." + node.text);
        } else if (ast_.dialect == expression::Dialect::identity_engine) {
            const auto* function = expression::find_method(node.text, values_[node.children[0]].kind());
            if (function != nullptr) names.insert(label(*function));
        }
    }

private:
    const expression::Ast& ast_;
    std::vector<expression::Value> values_;
};

bool same(const Json& a, const Json& b) {
    if (a.is_number() && b.is_number()) {
        const double x = a.get<double>(), y = b.get<double>();
        return x == y || std::fabs(x - y) <= 1e-12 * std::fabs(x);
    }
    if (a.is_array() && b.is_array()) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (!same(a[i], b[i])) return false;
        }
        return true;
    }
    return a == b;
}

bool agrees(const Json& vector, Json& answer) {
    const std::string context = vector.value("context", Json::object()).dump();
    const std::string dialect = vector.value("dialect", "mapping");
    expression::EvalOptions options;
    options.dialect = dialect;
    options.context_json = context;
    std::string output;
    (void)expression::evaluate_json(vector["expression"].get_ref<const std::string&>(), options, output);
    answer = Json::parse(output);
    const Json& wanted = vector["result"];
    if (wanted.is_object() && wanted.size() == 1 && wanted.contains("error"))
        return answer.contains("error") && answer["error"]["kind"] == wanted["error"] &&
               answer["error"].value("detail", "") == vector.value("errorDetail", answer["error"].value("detail", ""));
    if (answer.contains("unknown")) return vector.contains("unknown");
    return !vector.contains("unknown") && answer.contains("result") && same(answer["result"], wanted) &&
           vector.value("type", answer["type"]) == answer["type"];
}

void count(const Json& vector, const std::string& source, Table& table) {
    const auto dialect = expression::dialect_of(vector.value("dialect", "mapping"));
    const auto parsed = expression::parse(vector["expression"].get_ref<const std::string&>(), *dialect);
    if (!parsed.program) return;
    std::string error;
    const auto scope = expression::scope_from_json(vector.value("context", Json::object()).dump(), error);
    Calls calls(parsed.program->ast());
    // Bound evaluation and the walk through the tree give the same answer.
    const test::ScopeResolver resolver(*scope);
    const expression::BoundProgram program(*parsed.program, resolver);
    const expression::Evaluation bound = expression::evaluate(program, test::ScopeRow(resolver, *scope), *scope);
    const expression::Evaluation tree = expression::evaluate(*parsed.program, *scope, {}, &calls);
    ASSERT_EQ(bound.error == nullptr, tree.error == nullptr) << vector.dump();
    ASSERT_EQ(bound.value.to_json(), tree.value.to_json()) << vector.dump();
    ASSERT_EQ(bound.value.kind(), tree.value.kind()) << vector.dump();
    if (tree.error) {
        ASSERT_EQ(bound.error->message, tree.error->message) << vector.dump();
    }
    for (const std::string& name : calls.names) {
        // A name that is not a row would be a slip of this test.
        ASSERT_TRUE(table.find(name) != table.end()) << name;
        table[name].add(source);
    }
}

Table empty_table() {
    Table table;
    for (const expression::Function& function : expression::functions()) table[label(function)] = {};
    for (const char* name : kUserMembers) table[std::string("user.") + name] = {};
    return table;
}

std::optional<Json> vectors_of(const char* file) {
    const auto text = test::read_file(test::source_path(std::string("tests/conformance/") + file));
    return text ? std::optional(Json::parse(*text)) : std::nullopt;
}

std::size_t judge(const Json& vectors, const char* otherwise, Table& table) {
    std::set<std::string> ids;
    for (const Json& vector : vectors) {
        Json answer;
        EXPECT_TRUE(agrees(vector, answer)) << vector.dump() << "\nanswered " << answer.dump();
        EXPECT_TRUE(ids.insert(vector["id"]).second) << "twice: " << vector["id"];
        count(vector, vector.value("source", otherwise), table);
    }
    return vectors.size();
}

TEST(OktaExpressionConformance, VectorsAgreeAndEveryFunctionIsJudged) {
    Table table = empty_table();
    const auto okta = vectors_of("okta-el.json");
    const auto own = vectors_of("own.json");
    const auto joda = vectors_of("joda.json");
    ASSERT_TRUE(okta && own && joda);
    ASSERT_EQ(okta->size(), 779U);
    std::printf("%zu of 779 vectors of the fact page checked, ", judge(*okta, "inferred", table));
    std::printf("%zu of our own, %zu answers of Joda-Time", judge(*own, "inferred", table),
                judge(*joda, "joda-oracle", table));
    if (const auto differential = vectors_of("differential.json"))
        std::printf(", %zu answers of the Spring engine", judge(*differential, "spel-oracle", table));
    std::printf("\n%-32s %10s %6s %8s\n", "function", "documented", "oracle", "inferred");
    for (const auto& [name, row] : table) {
        std::printf("%-32s %10d %6d %8d\n", name.c_str(), row.documented, row.oracle, row.inferred);
        EXPECT_GT(row.all(), 0) << "no vector checks " << name;
    }
}

}  // namespace
}  // namespace preflight
