// The abstract transfer of every function admits what its implementation returns.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "core/expression/functions/functions.h"
#include "core/expression/values/country.h"
#include "tests/unit/files.h"

namespace preflight {
namespace {

using expression::AbstractValue;
using expression::Case;
using expression::Function;
using expression::Kind;
using expression::Parameter;
using expression::Receiver;
using expression::Value;

class NoScope : public expression::Scope {
public:
    [[nodiscard]] bool has_root(std::string_view) const override { return false; }
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return false; }
    [[nodiscard]] Value attribute(std::string_view, std::string_view) const override { return {}; }
};

class Arguments {
public:
    explicit Arguments(std::uint32_t seed) : random_(seed) {}

    [[nodiscard]] std::size_t below(std::size_t n) { return random_() % n; }

    [[nodiscard]] std::size_t count(const Function& function) {
        const bool method = function.receiver >= Receiver::on_string && function.receiver != Receiver::engine_root;
        const std::size_t most =
            function.max_arguments == expression::kMany ? function.min_arguments + 4U : function.max_arguments;
        std::size_t count = function.min_arguments + below(most - function.min_arguments + 1U);
        if (function.has(expression::kPairs)) count += count % 2;
        return count + (method ? 1U : 0U);
    }

    [[nodiscard]] Value value(const Function& function, std::size_t i) {
        if (i == 0) {
            switch (function.receiver) {
                case Receiver::on_string:
                    return text();
                case Receiver::on_list:
                    return list();
                case Receiver::on_number:
                    return number();
                case Receiver::on_country:
                    return Value::country(expression::countries()[below(expression::countries().size())]);
                case Receiver::on_date_time:
                    return Value::date_time(static_cast<std::int64_t>(random_()) * 1000 - 1'000'000'000'000, 3600,
                                            nullptr);
                default:
                    break;
            }
        }
        const Parameter parameter = function.parameters[std::min<std::size_t>(i, 2)];
        // Templates count null as "" before the transfer sees it.
        const bool null = function.receiver != Receiver::templates && below(8) == 0;
        switch (parameter) {
            case Parameter::text:
                return null ? Value{} : text();
            case Parameter::integer:
                return Value::int32(static_cast<std::int32_t>(below(9)) - 3);
            case Parameter::list:
                return null ? Value{} : list();
            case Parameter::any:
                break;
        }
        switch (null ? 0 : 1 + below(4)) {
            case 0:
                return {};
            case 1:
                return number();
            case 2:
                return Value::boolean(below(2) == 0);
            case 3:
                return list();
            default:
                return text();
        }
    }

    // A case that admits the value: itself, all values of its sort, or those that it has something in common with.
    [[nodiscard]] Case abstracted(const Value& value) {
        if (value.is_null() || below(3) == 0) return Case(value, {});
        Case result(expression::sort_of(value), {});
        if (value.is_string() && below(4) != 0) {
            result.text = expression::domain_of(value.as_string());
            for (std::size_t others = below(3); others > 0; --others)
                result.text = join(result.text, expression::domain_of(text().as_string()));
        }
        if (value.is_number() && below(2) == 0) {
            result.low = value.as_double() - static_cast<double>(below(3));
            result.high = value.as_double() + static_cast<double>(below(3));
        }
        return result;
    }

private:
    [[nodiscard]] Value text() {
        static const std::vector<std::string> kTexts = {"",
                                                        "a",
                                                        "A",
                                                        "@",
                                                        " ",
                                                        "a@b",
                                                        "Ana.Lee@acme.test",
                                                        "a b c",
                                                        "\t x\n",
                                                        "yyyy-MM-dd",
                                                        "1.5",
                                                        "7",
                                                        "true",
                                                        "US",
                                                        "germany",
                                                        "14.2.1",
                                                        "\xC3\x9F",
                                                        "\xC4\xB0z",
                                                        "\xF0\x9F\x98\x80",
                                                        "2015-07-31T17:18:37.979Z",
                                                        "1438377580979",
                                                        "UTC",
                                                        "America/New_York",
                                                        "130828367179790000"};
        if (below(3) > 0) return Value::string(kTexts[below(kTexts.size())]);
        std::string made;
        for (std::size_t length = below(6); length > 0; --length) made += "abAB@. z"[below(8)];
        return Value::string(made);
    }
    [[nodiscard]] Value number() {
        const auto whole = static_cast<std::int32_t>(below(20)) - 5;
        return below(2) == 0 ? Value::int32(whole) : Value::number(whole + 0.5);
    }
    [[nodiscard]] Value list() {
        Value::List elements;
        for (std::size_t n = below(4); n > 0; --n)
            elements.push_back(below(6) == 0 ? Value{} : below(2) == 0 ? text() : number());
        return Value::list(std::move(elements));
    }

    std::mt19937 random_;
};

TEST(Transfer, AdmitsWhatTheImplementationReturns) {
    const NoScope nobody;
    const expression::Limits limits;
    std::size_t excluded_something = 0;
    for (const Function& function : expression::functions()) {
        ASSERT_NE(function.transfer, nullptr) << function.name;
        if (!function.has(expression::kPure)) continue;
        Arguments random(expression::name_hash(function.name) + static_cast<std::uint32_t>(function.receiver));
        std::size_t values = 0;
        for (int i = 0; i < 2'000; ++i) {
            std::vector<Value> arguments;
            std::vector<Case> cases;
            std::string shown(function.name);
            const std::size_t count = random.count(function);
            for (std::size_t a = 0; a < count; ++a) {
                arguments.push_back(random.value(function, a));
                cases.push_back(random.abstracted(arguments.back()));
                shown += (a == 0 ? "(" : ", ") + arguments.back().to_json();
                ASSERT_TRUE(cases.back().admits(arguments.back())) << shown;
            }
            std::size_t steps = 0;
            std::shared_ptr<const expression::Error> error;
            expression::CallContext call{nobody, limits, steps, {}, function.name, error, nullptr};
            const Value returned = function.call(call, arguments);
            expression::TransferContext context{{}, function, {}, {}};
            const AbstractValue result = function.transfer(context, cases);
            if (error != nullptr) {
                bool told = context.error && context.error->kind == error->kind;
                for (const expression::Error& open : context.not_excluded) told = told || open.kind == error->kind;
                // The analysis itself tells that a list may hold an object.
                ASSERT_TRUE(told) << shown << ") fails: " << error->message;
                continue;
            }
            if (returned.is_unknown()) continue;
            ++values;
            ASSERT_TRUE(result.admits(returned))
                << shown << ") returns " << returned.to_json() << ", which is not " << result.in_words();
            if (!result.admits(Value::string("\x01")) || !result.admits(Value::null())) ++excluded_something;
        }
        EXPECT_GT(values, 5U) << function.name;
    }
    EXPECT_GT(excluded_something, 10'000U);
}

// What is special about a function is a column of its row.
TEST(Transfer, TheAnalysisComparesNoFunctionNames) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::source_path("core/expression/analysis"))) {
        const auto text = test::read_file(entry.path().string());
        ASSERT_TRUE(text);
        ++files;
        for (const Function& function : expression::functions()) {
            for (const std::string& name :
                 {std::string(function.name), std::string(function.name.substr(function.name.find('.') + 1))})
                EXPECT_EQ(text->find('"' + name + '"'), std::string::npos) << entry.path() << " names " << name;
        }
        for (const char* member : {"getInternalProperty", "getLinkedObject", "getGroups", "isMemberOf"})
            EXPECT_EQ(text->find('"' + std::string(member) + '"'), std::string::npos) << entry.path();
    }
    EXPECT_GT(files, 3U);
}

}  // namespace
}  // namespace preflight
