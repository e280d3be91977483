// Bound evaluation gives the results, errors and counts of the tree walk, and allocates nothing for ordinary rows.
#include "core/expression/evaluate/bound_program.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <new>
#include <random>
#include <string>

#include "core/expression/evaluate/bytecode.h"
#include "tests/support/bound_scope.h"
#include "tests/support/random_expression.h"

namespace {

std::size_t g_allocations = 0;

void* counted(std::size_t size) {
    ++g_allocations;
    if (void* const memory = std::malloc(size > 0 ? size : 1)) return memory;
#ifdef __cpp_exceptions
    throw std::bad_alloc();
#else
    std::abort();
#endif
}

}  // namespace

// The whole test program counts its allocations.
void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++g_allocations;
    return std::malloc(size > 0 ? size : 1);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    ++g_allocations;
    return std::malloc(size > 0 ? size : 1);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
    std::free(memory);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace preflight {
namespace {

using expression::BoundProgram;
using expression::BranchCounts;
using expression::Dialect;
using expression::Evaluation;
using expression::Program;
using expression::Value;

Program program_of(std::string_view source, Dialect dialect = Dialect::mapping) {
    auto parsed = expression::parse(source, dialect);
    EXPECT_TRUE(parsed.program) << source << ": " << (parsed.error ? parsed.error->message : "");
    return std::move(*parsed.program);
}

// A random person of whom some attributes were not exported, and one name is not in the schema.
template <typename Next>
class PartlyKnown : public test::RandomPerson<Next> {
public:
    explicit PartlyKnown(Next& next) : test::RandomPerson<Next>(next) {
        for (bool& hidden : hidden_) hidden = next(6) == 0;
    }
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view name) const override { return name != "rate"; }
    [[nodiscard]] Value attribute(std::string_view root, std::string_view name) const override {
        if (hidden_[expression::name_hash(name) % hidden_.size()])
            return Value::unknown(
                {"user." + std::string(name)},
                name == "admin" ? Value::List{Value::boolean(true), Value::boolean(false)} : Value::List{});
        return test::RandomPerson<Next>::attribute(root, name);
    }

private:
    std::array<bool, 7> hidden_{};
};

std::string shown(const Evaluation& made) {
    if (made.error)
        return std::string(to_string(made.error->kind)) + " " + made.error->detail + ": " + made.error->message +
               " at " + std::to_string(made.error->span.begin) + "-" + std::to_string(made.error->span.end);
    std::string result = std::string(type_word(made.value.kind())) + " " + made.value.to_json();
    if (made.value.is_unknown()) {
        for (const std::string& name : made.value.missing()) result += " " + name;
        for (const Value& one : made.value.candidates()) result += " | " + one.to_json();
    }
    return result;
}

std::string shown(const BranchCounts& counts) {
    std::string result;
    for (const auto& branch : counts.branches())
        result += std::to_string(branch.span.begin) + ":" + std::to_string(branch.count) + "/" +
                  std::to_string(branch.maybe) + " ";
    return result;
}

TEST(BoundProgram, EqualsTheTreeOnRandomExpressionsAndRows) {
    std::mt19937 random(20261129);
    auto next = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    test::ExpressionMaker maker(std::ref(next));
    std::size_t by_bytecode = 0;
    std::size_t by_tree = 0;
    std::size_t reached = 0;
    std::size_t maybe = 0;
    for (int i = 0; i < 6'000; ++i) {
        const std::string source = maker.expression(5);
        const Program program = program_of(source);
        const PartlyKnown<decltype(next)> schema(next);
        const test::ScopeResolver resolver(schema);
        const BoundProgram bound(program, resolver);
        BranchCounts counted(program);
        BranchCounts expected(program);
        for (int person = 0; person < 6; ++person) {
            const PartlyKnown<decltype(next)> scope(next);
            const test::ScopeRow row(resolver, scope);
            const std::string tree = shown(expression::evaluate(program, scope, {}, &expected));
            ASSERT_EQ(shown(expression::evaluate(bound, row, scope)), tree) << source;
            ASSERT_EQ(shown(expression::evaluate(bound, row, scope, {}, &counted)), tree) << source;
            ASSERT_EQ(shown(counted), shown(expected)) << source;
            Evaluation made;
            const bool fast = bound.bytecode() != nullptr &&
                              expression::run(*bound.bytecode(), program.ast(), row, scope, {}, made, nullptr);
            ++(fast ? by_bytecode : by_tree);
        }
        for (const auto& branch : counted.branches()) {
            reached += branch.count;
            maybe += branch.maybe;
        }
    }
    EXPECT_GT(by_bytecode, 4'000U);
    EXPECT_GT(by_tree, 4'000U);
    EXPECT_GT(reached, 4'000U);
    EXPECT_GT(maybe, 400U);
}

// A scope whose attributes are these few.
class Ana : public expression::Scope {
public:
    [[nodiscard]] bool has_root(std::string_view root) const override { return root == "user" || root == "source"; }
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view name) const override { return name != "pet"; }
    [[nodiscard]] Value attribute(std::string_view, std::string_view name) const override {
        if (name == "login") return Value::string("Ana.Lee@acme.test");
        if (name == "title") return Value::string("Sales");
        if (name == "admin") return Value::boolean(false);
        return Value::null();
    }
};

struct Ready {
    explicit Ready(std::string_view source, Dialect dialect = Dialect::mapping)
        : program(program_of(source, dialect)), resolver(ana), bound(program, resolver), row(resolver, ana) {}
    Ana ana;
    Program program;
    test::ScopeResolver resolver;
    BoundProgram bound;
    test::ScopeRow row;
};

TEST(BoundProgram, KnowsWhatItReads) {
    std::uint32_t column = 9;
    const Ready lone("user.login");
    EXPECT_TRUE(lone.bound.is_lone_attribute(column));
    EXPECT_EQ(column, 0U);
    EXPECT_TRUE(lone.bound.reads_only_columns());
    EXPECT_FALSE(lone.bound.is_constant());
    EXPECT_TRUE(Ready("user[\"login\"]").bound.is_lone_attribute(column));
    EXPECT_TRUE(Ready("${source.login}", Dialect::user_name_template).bound.reads_only_columns());

    const Ready both("user.title == \"Sales\" ? user.login : user.title + user.login");
    EXPECT_EQ(both.bound.columns(), (std::vector<std::uint32_t>{0, 1}));
    EXPECT_FALSE(both.bound.is_lone_attribute(column));

    for (const char* constant : {"\"standard\"", "true ? \"a\" : \"b\"", "String.toUpperCase(\"a\")"})
        EXPECT_TRUE(Ready(constant).bound.is_constant()) << constant;
    // Groups, the clock, a bare name and a name outside the schema are not columns.
    for (const char* open : {"isMemberOfGroupName(\"a\")", "Time.now()", "login", "user.pet", "\"a\" + user.pet"}) {
        EXPECT_FALSE(Ready(open).bound.is_constant()) << open;
        EXPECT_FALSE(Ready(open).bound.reads_only_columns()) << open;
    }
}

TEST(BoundProgram, ANameOutsideTheSchemaFailsOnlyWhereItIsRead) {
    const Ready ready("user.admin ? user.pet : user.title");
    EXPECT_EQ(shown(expression::evaluate(ready.bound, ready.row, ready.ana)), "string \"Sales\"");
    const Ready other("user.admin ? user.title : user.pet");
    const Evaluation made = expression::evaluate(other.bound, other.row, other.ana);
    ASSERT_TRUE(made.error);
    EXPECT_EQ(made.error->kind, expression::ErrorKind::unknown_variable);
    EXPECT_EQ(made.error->span.begin, 26U);
}

TEST(BoundProgram, OrdinaryExpressionsAllocateNothing) {
    for (const auto& [source, dialect] : {
             std::pair("user.login", Dialect::mapping),
             std::pair("String.toLowerCase(String.substringBefore(user.login, \"@\"))", Dialect::mapping),
             std::pair("user.title == \"Counsel\" ? user.login : String.substringBefore(user.login, \"@\")",
                       Dialect::mapping),
             std::pair("String.substringAfter(user.login, \"@\") + \"/\" + (user.nick ?: user.title)",
                       Dialect::mapping),
             std::pair("!user.admin && String.stringContains(user.title, \"ale\") || user.nick != null",
                       Dialect::mapping),
             std::pair("String.append(user.title, String.substring(user.login, 0, 3))", Dialect::mapping),
             std::pair("String.stringSwitch(user.title, \"x\", \"Sales\", \"power\")", Dialect::mapping),
             std::pair("${source.title}-${fn:toLowerCase(source.login)}", Dialect::user_name_template),
         }) {
        const Ready ready(source, dialect);
        BranchCounts counts(ready.program);
        const expression::Limits limits;
        const std::size_t before = g_allocations;
        const Evaluation made = expression::evaluate(ready.bound, ready.row, ready.ana, limits, &counts);
        EXPECT_EQ(g_allocations, before) << source;
        EXPECT_EQ(shown(made), shown(expression::evaluate(ready.program, ready.ana))) << source;
    }
}

TEST(BranchCounts, PartsAddUp) {
    const Ready ready("user.admin ? \"a\" : user.nick ?: \"b\"");
    BranchCounts one(ready.program);
    BranchCounts other(ready.program);
    (void)expression::evaluate(ready.bound, ready.row, ready.ana, {}, &one);
    (void)expression::evaluate(ready.bound, ready.row, ready.ana, {}, &other);
    (void)expression::evaluate(ready.bound, ready.row, ready.ana, {}, &other);
    one.add(other);
    EXPECT_EQ(shown(one), "13:0/0 19:3/0 32:3/0 ");
}

}  // namespace
}  // namespace preflight
