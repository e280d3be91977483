// The static half of the language: what expressions can yield, how they fail, and examples that prove it.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "core/expression/analysis/analysis.h"
#include "core/expression/analysis/witness.h"
#include "core/expression/evaluate/coverage.h"
#include "core/expression/evaluate/trace.h"
#include "core/expression/functions/documentation.h"
#include "core/expression/functions/functions.h"
#include "core/expression/functions/regex.h"
#include "core/expression/lint/checker.h"
#include "core/expression/lint/completion.h"
#include "core/formats/json/document.h"
#include "core/okta/readers.h"
#include "core/rules/attribute_facts.h"
#include "tests/support/person_facts.h"
#include "tests/support/random_expression.h"

namespace preflight {
namespace {

using expression::Diagnostic;
using expression::Dialect;
using expression::Value;

expression::Program program_of(std::string_view text, Dialect dialect = Dialect::mapping) {
    const expression::ParseResult parsed = expression::parse(text, dialect);
    EXPECT_TRUE(parsed.program) << text << ": " << (parsed.error ? parsed.error->message : "");
    return *parsed.program;
}

expression::Analysis analysis_of(std::string_view text) {
    return expression::analyse(program_of(text), test::PersonFacts{});
}

std::string words(std::string_view text) {
    return analysis_of(text).possible.in_words();
}

// Texts live inside a value or beside it, and are worked on eight bytes at a time: every length and every place.
TEST(Texts, OfEveryLength) {
    class Nothing : public expression::Scope {
    public:
        [[nodiscard]] bool has_root(std::string_view) const override { return true; }
        [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
        [[nodiscard]] Value attribute(std::string_view, std::string_view) const override { return text; }
        Value text;
    };
    Nothing scope;
    const expression::Program lower = program_of("String.toLowerCase(user.x)");
    const expression::Program upper = program_of("String.toUpperCase(user.x)");
    const expression::Program before = program_of("String.substringBefore(user.x, \"@\")");
    const expression::Program after = program_of("String.substringAfter(user.x, \"@\")");
    const auto answer = [&](const expression::Program& program) {
        const expression::Evaluation made = expression::evaluate(program, scope);
        EXPECT_FALSE(made.error);
        return std::string(made.value.as_string());
    };
    constexpr std::string_view kCharacters = "@[`{AZaz09 ~\x7F?^BYby\x01";  // beside the letters, too
    for (std::size_t length = 0; length < 70; ++length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i) text += kCharacters[1 + (i * 7 + length) % (kCharacters.size() - 1)];
        std::string low = text;
        std::string high = text;
        for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        for (char& c : high) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        scope.text = Value::string(text);
        EXPECT_EQ(answer(lower), low);
        EXPECT_EQ(answer(upper), high);
        EXPECT_EQ(answer(before), "");
        for (std::size_t at = 0; at <= length; ++at) {
            scope.text = Value::string(text.substr(0, at) + "@" + text.substr(at));
            EXPECT_EQ(answer(before), text.substr(0, at));
            EXPECT_EQ(answer(after), text.substr(at));
            scope.text = Value::string(text.substr(0, at) + "Ä" + text.substr(at));
            EXPECT_EQ(answer(lower), low.substr(0, at) + "ä" + low.substr(at));
            EXPECT_EQ(answer(upper), high.substr(0, at) + "Ä" + high.substr(at));
        }
    }
}

TEST(PossibleValues, FiniteWhereTheyAre) {
    EXPECT_EQ(words("user.title == \"x\" ? \"standard\" : \"power\""), "\"standard\"; or \"power\"");
    EXPECT_EQ(words("String.stringSwitch(user.login, \"standard\", \"a\", \"admin\", \"b\", \"power\")"),
              "\"admin\"; or \"power\"; or \"standard\"");
    EXPECT_EQ(words("String.toLowerCase(user.nick ?: \"None\")"), "\"chief\"; or \"boss\"; or \"none\"");
    EXPECT_EQ(words("user.level == 5 ? \"a\" : \"b\""), "\"a\"; or \"b\"");
    EXPECT_EQ(words("1 + 2 + \"a\""), "\"3a\"");
    EXPECT_EQ(words("user.admin == null ? false : user.admin"), "false; or true or false");
}

// So many attributes that not every combination of what they may be is looked at.
TEST(PossibleValues, ManyArguments) {
    const auto many = [](std::string_view start, std::size_t count, std::string_view end) {
        std::string text(start);
        for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "user.note" : ", user.note";
        return text += end;
    };
    const auto tells = [](const expression::Analysis& analysis, expression::ErrorKind kind) {
        return std::any_of(analysis.failures.begin(), analysis.failures.end(),
                           [&](const expression::Failure& failure) { return failure.error.kind == kind; });
    };
    const expression::Analysis choice = analysis_of(many("String.stringSwitch(", 6, ")"));
    EXPECT_TRUE(tells(choice, expression::ErrorKind::type));
    EXPECT_TRUE(tells(choice, expression::ErrorKind::argument));
    EXPECT_TRUE(choice.possible.admits(Value::string("x")));
    for (const std::size_t count : {6U, 32U, 64U, 200U}) {
        const std::string list = many("{", count, "}");
        EXPECT_TRUE(analysis_of(list).possible.admits(Value::list({}))) << list;
        EXPECT_FALSE(analysis_of(list).possible.admits(Value::string("x"))) << list;
        EXPECT_TRUE(analysis_of(many("String.join(\"\", ", count, ")")).possible.admits(Value::string("x")));
    }
}

TEST(PossibleValues, FactsOfTexts) {
    const auto before = analysis_of("String.toLowerCase(String.substringBefore(user.email, \"@\"))").possible;
    EXPECT_EQ(before.at_sign(), expression::Certainty::never);
    EXPECT_FALSE(before.admits(Value::string("Ana")));
    EXPECT_TRUE(before.admits(Value::string("ana")));
    EXPECT_EQ(analysis_of("user.email").possible.at_sign(), expression::Certainty::always);
    EXPECT_EQ(analysis_of("user.login").possible.at_sign(), expression::Certainty::maybe);
    EXPECT_EQ(analysis_of("String.substringAfter(user.email, \"@\")").possible.at_sign(), expression::Certainty::never);
    EXPECT_EQ(analysis_of("String.substringBefore(user.email, \"@\") + \"@acme.test\"").possible.at_sign(),
              expression::Certainty::always);
    EXPECT_EQ(analysis_of("String.stringContains(user.login, \"@\") ? String.substringBefore(user.login, \"@\") : "
                          "user.login")
                  .possible.at_sign(),
              expression::Certainty::never);
    EXPECT_EQ(words("String.substring(\"svc-\" + user.email, 0, 6)"),
              "a text of 6 to 6 characters, beginning with \"svc-\"");
    EXPECT_EQ(words("String.len(user.email) > 2"), "true or false");
}

TEST(PossibleValues, ConditionsReachTheirBranches) {
    EXPECT_FALSE(analysis_of("user.title == null ? \"none\" : user.title").possible.may_be(expression::Sort::null));
    EXPECT_FALSE(
        analysis_of("user.title != null && user.title != \"\" ? user.title : \"none\"").possible.may_be_empty_text());
    EXPECT_TRUE(analysis_of("user.title != null ? user.title : \"none\"").possible.may_be_empty_text());
}

// Every concrete result is inside the possible values; tracing and coverage change nothing; a failure that is reported
// to be certain of its place is among those that happen.
//
// And what is reported to be always so is so: a node said to fail always never comes out with a value, and one said to
// be never evaluated never is.
class Claims : public expression::Observer {
public:
    explicit Claims(const expression::Analysis& analysis) : analysis_(analysis) {}
    void seen(std::size_t node, const Value& value, const expression::Error* error) override {
        for (const expression::FixedCondition& fixed : analysis_.fixed_conditions) {
            if (fixed.kind != expression::FixedCondition::Kind::key && fixed.branch == node)
                broken = "what is never evaluated is evaluated";
        }
        if (error != nullptr || value.is_unknown()) return;
        for (const expression::Failure& failure : analysis_.failures) {
            if (failure.always && failure.node == node) broken = "what always fails does not: " + failure.error.message;
        }
    }
    std::string broken;

private:
    const expression::Analysis& analysis_;
};

// `facts` is true of the people that `person(next)` makes.
template <typename MakePerson>
void expect_sound(Dialect dialect, const expression::Facts& facts, MakePerson person, int expressions,
                  std::size_t& values, std::size_t& claims) {
    std::mt19937 random(20261123);
    const auto next = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    test::ExpressionMaker maker(next);
    for (int i = 0; i < expressions; ++i) {
        const std::size_t depth = 1 + next(4);
        const std::string text = dialect == Dialect::mapping ? maker.expression(depth) : maker.engine_expression(depth);
        const expression::ParseResult parsed = expression::parse(text, dialect);
        ASSERT_TRUE(parsed.program) << text << ": " << parsed.error->message;
        const expression::Analysis analysis = expression::analyse(*parsed.program, facts);
        claims += analysis.fixed_conditions.size();
        for (int one = 0; one < 4; ++one) {
            const auto someone = person(next);
            Claims watch(analysis);
            const expression::Evaluation made = expression::evaluate(*parsed.program, someone, {}, &watch);
            ASSERT_EQ(watch.broken, "") << text;
            const expression::Trace traced = expression::trace(*parsed.program, someone);
            ASSERT_EQ(made.error == nullptr, traced.evaluation.error == nullptr) << text;
            ASSERT_EQ(made.value.to_json(), traced.evaluation.value.to_json()) << text;
            if (made.error) {
                if (made.error->kind == expression::ErrorKind::limit) continue;
                const bool told = std::any_of(
                    analysis.failures.begin(), analysis.failures.end(),
                    [&](const expression::Failure& failure) { return failure.error.kind == made.error->kind; });
                ASSERT_TRUE(told) << text << "\nfails: " << made.error->message << " but nothing was said of it";
                continue;
            }
            if (made.value.is_unknown()) continue;
            ++values;
            ASSERT_TRUE(analysis.possible.admits(made.value))
                << text << "\nyields " << made.value.to_json() << "\nwhich is not " << analysis.possible.in_words();
        }
    }
}

class PossibleValuesHold : public ::testing::TestWithParam<Dialect> {};
TEST_P(PossibleValuesHold, ForRandomExpressionsAndPeople) {
    std::size_t values = 0;
    std::size_t claims = 0;
    expect_sound(
        GetParam(), test::PersonFacts{}, [](auto& next) { return test::RandomPerson(next); }, 20'000, values, claims);
    EXPECT_GT(values, 20'000U);
    if (GetParam() == Dialect::mapping) {
        EXPECT_GT(claims, 200U);
    }
}
INSTANTIATE_TEST_SUITE_P(Dialects, PossibleValuesHold, ::testing::Values(Dialect::mapping, Dialect::identity_engine),
                         [](const auto& dialect) { return dialect.index == 0 ? "Mapping" : "IdentityEngine"; });

// The same of what a schema is taken to say, for people as Okta lets them be: an attribute that is not required is
// unset, filled, or filled once and cleared (okta-el 4).
TEST(PossibleValues, OfASchemaHoldForItsPeople) {
    const std::string text = R"({"id":"https://acme.okta.com/meta/schemas/user/default","name":"user",
        "definitions":{"base":{"properties":{"login":{"type":"string","pattern":".+","required":true},
          "email":{"type":"string","required":true},"firstName":{"type":"string"},"title":{"type":"string"}}},
        "custom":{"properties":{"age":{"type":"integer"},"admin":{"type":"boolean"},"tags":{"type":"array"},
          "nick":{"type":"string","enum":["Chief","Boss"]},"level":{"type":"integer","enum":[1,2,5]},
          "rate":{"type":"number","enum":[1,2.5]},
          "kinds":{"type":"array","items":{"type":"string","enum":["x","y"]}}}}}})";
    const auto parsed = formats::json::parse(text);
    ASSERT_TRUE(parsed.ok());
    workspace::Workspace workspace;
    workspace.user_schemas.push_back(okta::read_schema({}, parsed.document.root()));
    workspace.user_schema = &workspace.user_schemas.front();
    std::size_t values = 0;
    std::size_t claims = 0;
    expect_sound(
        Dialect::mapping, rules::AttributeFacts(workspace), [](auto& next) { return test::RandomPerson(next); }, 10'000,
        values, claims);
    EXPECT_GT(values, 10'000U);
    EXPECT_GT(claims, 100U);
}

TEST(PossibleValues, FactsOfTimesAndCountries) {
    EXPECT_EQ(words("Iso3166Convert.toAlpha2(user.login)"),
              "null; or a text of 2 to 2 characters, in upper case, without @");
    EXPECT_EQ(words("Iso3166Convert.toNumeric(user.login)"), "null; or a text of 3 to 3 characters, without @");
    EXPECT_EQ(words("Iso3166Convert.toAlpha3(\"India\")"), "\"IND\"");
    EXPECT_EQ(analysis_of("Time.now()").possible.at_sign(), expression::Certainty::never);
    EXPECT_EQ(words("String.len(Time.fromUnixToIso8601(user.login)) >= 24"), "true or false");
    const auto date = analysis_of("Time.now(\"UTC\", \"MM/dd\")").possible;
    EXPECT_TRUE(date.admits(Value::string("07/31")));
    EXPECT_FALSE(date.admits(Value::string("07-31")));
    EXPECT_FALSE(date.admits(Value::string("07/310")));
}

TEST(AbstractValue, AListMayHoldNull) {
    const expression::Analysis analysis = analysis_of("Arrays.flatten({user.tags, String.toLowerCase(user.email)})");
    const bool told = std::any_of(analysis.failures.begin(), analysis.failures.end(), [](const auto& failure) {
        return failure.error.kind == expression::ErrorKind::argument && !failure.always;
    });
    EXPECT_TRUE(told);
}

std::vector<std::string> problems(std::string_view text) {
    const expression::Program program = program_of(text);
    const test::PersonFacts facts;
    std::vector<std::string> result;
    for (const Diagnostic& problem : expression::check(program, expression::analyse(program, facts), facts))
        result.push_back(std::string(text.substr(problem.span.begin, problem.span.size())) + ": " + problem.message +
                         (problem.example.empty() ? "" : " (" + problem.example + ")"));
    return result;
}

using Texts = std::vector<std::string>;

TEST(Checker, JudgesEveryBranch) {
    EXPECT_EQ(
        problems("user.login == \"a\" ? String.len(1, 2) : String.foo(3)"),
        (Texts{"String.len(1, 2): String.len takes 1 argument, not 2", "String.foo: there is no function String.foo"}));
    EXPECT_EQ(
        problems("user.login == \"a\" ? user.title + \"!\" : String.len"),
        (Texts{"user.title: + writes the word null where user.title is empty (user.login = \"a\", user.title is empty)",
               "String: nothing is called String"}));
    EXPECT_EQ(problems("user.login - user.email"),
              (Texts{"user.login - user.email: - cannot join a text (user.login) and a text (user.email)"}));
}

// Okta checks names, arity and constants when the expression is saved, whether anybody comes there or not (okta-el 5).
TEST(Checker, JudgesWhatNobodyComesTo) {
    const Texts kLen = {"String.len(): String.len takes 1 argument, not 0"};
    for (const char* text : {"true ? \"a\" : String.len()", "\"a\" ?: String.len()",
                             "user.nick ?: (true ? 1 : String.len())", "true or String.len()", "{1, 2}[String.len()]"})
        EXPECT_EQ(problems(text), kLen) << text;
    EXPECT_EQ(problems("user.email == null ? String.len() : \"x\"").size(), 2U);
    EXPECT_EQ(problems("String.join(\",\", null.x, String.len())"),
              (Texts{"null.x: .x of null", "String.len(): String.len takes 1 argument, not 0"}));
    EXPECT_EQ(problems("false ? user.login - 1 + user.title : String.len(user.login)"), Texts{});
    EXPECT_EQ(problems("true ? \"a\" : user.title == null ? user.title + \"x\" : user.admin ? 1 : 2"), Texts{});
}

TEST(Checker, KnowsOnlyElementsInsideAProjection) {
    EXPECT_EQ(problems("{1}.![String.len(\"a\")]"), (Texts{"String.len: String is not known inside a projection"}));
    EXPECT_EQ(problems("{1}.![{1, 2}[String.len(\"a\")]]"), Texts{});
    const auto groups = [](std::string_view body) {
        Texts found = problems("user.getGroups({\"group.id\": \"x\"}).![" + std::string(body) + "]");
        EXPECT_FALSE(found.empty());
        if (!found.empty()) found.erase(found.begin());  // that changes of groups update nobody
        return found;
    };
    EXPECT_EQ(groups("user.login"), (Texts{"user.login: user is not known inside a projection"}));
    EXPECT_EQ(groups("toUpperCase(name)"), (Texts{"toUpperCase: toUpperCase is not known inside a projection"}));
    EXPECT_EQ(groups("name + \"@\""), Texts{});
    EXPECT_EQ(problems("{{user: user}}.![user.login]"), Texts{});
}

TEST(Checker, OneCauseForEachPlace) {
    EXPECT_EQ(problems("String.len(user.title) ? 1 : 2"),
              (Texts{"String.len(user.title): a condition needs true or false, not a number"}));
    EXPECT_EQ(problems("user.age + 1 ? 1 : 2"), (Texts{"user.age + 1: a condition needs true or false, not a number"}));
    EXPECT_EQ(
        problems("user.title matches \"(\""),
        (Texts{"user.title matches \"(\": matches is deprecated; it still works", "\"(\": not a regular expression"}));
    EXPECT_EQ(problems("user.title[0]"), (Texts{"user.title[0]: an index into null (user.title is empty)",
                                                "user.title[0]: the text has 0 characters (user.title = \"\")"}));
    EXPECT_EQ(problems("!user.title"), (Texts{"user.title: a text is used where true or false is needed"}));
    EXPECT_EQ(problems("user.title and true"), (Texts{"user.title: a text is used where true or false is needed"}));
}

TEST(Checker, JudgesConstantsOfWhoeverIsAsked) {
    const auto never = [](std::string_view text) {
        const Texts found = problems(text);
        return std::count_if(found.begin(), found.end(),
                             [](const std::string& one) { return one.find("does not update") == std::string::npos; });
    };
    for (const char* text : {"isMemberOfGroupNameRegex('(')", "getFilteredGroups({'a'}, 'group.name', 200)",
                             "getFilteredGroups('a', 'group.name', 20)", "getFilteredGroups({'a'}, 'group.nam e', 20)",
                             "user.getGroups('x')", "user.getGroups({'group.nam': 'x'})",
                             "getManagerUser('okta').email", "user.getInternalProperty()"})
        EXPECT_EQ(never(text), 1) << text;
    for (const char* text :
         {"isMemberOfGroupNameRegex('(a)')", "getFilteredGroups({'a'}, 'group.name', 100)",
          "getFilteredGroups({user.login, 'b'}, 'group.name', 20)", "user.getGroups({'group.id': user.login})",
          "user.getGroups({'group.profile.name': {'a', 'b'}, 'operator': 'EXACT'})", "user.getInternalProperty('id')"})
        EXPECT_EQ(never(text), 0) << text;
}

TEST(Checker, FindsWhatIsNeverUsed) {
    constexpr std::string_view kNever = "this is never empty: what follows ?: is never used";
    EXPECT_EQ(problems("user.login ?: user.email"), (Texts{"user.login: " + std::string(kNever)}));
    EXPECT_EQ(problems("user.title ?: user.email"), Texts{});
    EXPECT_EQ(problems("user.title == \"IT\" ? 1 : source.title == \"IT\" ? 2 : 3"),
              (Texts{"source.title == \"IT\": the condition is always false: its middle part is never used"}));
    EXPECT_EQ(problems("user.title == \"IT\" ? 1 : user.title == \"HR\" ? 2 : 3"), Texts{});
    EXPECT_EQ(problems("(user.title == \"a\" or user.login == \"b\") ? 1 : user.login == \"b\" ? 2 : 3").size(), 1U);
    EXPECT_EQ(problems("(user.title == \"a\" and user.login == \"b\") ? 1 : user.login == \"b\" ? 2 : 3"), Texts{});
    constexpr std::string_view kKey = ": no text comes to this key: its value is never used";
    EXPECT_EQ(problems("String.stringSwitch(user.nick, \"d\", \"xyz\", \"1\")"),
              (Texts{"\"xyz\"" + std::string(kKey)}));
    EXPECT_EQ(problems("String.stringSwitch(user.login, \"d\", \"a\", \"1\", \"ba\", \"2\")"),
              (Texts{"\"ba\"" + std::string(kKey)}));
    EXPECT_EQ(problems("String.stringSwitch(user.nick, \"d\", \"Boss\", \"1\", \"ie\", \"2\")"), Texts{});
    EXPECT_EQ(problems("user.level == 5 ? 1 : 2"), Texts{});
    EXPECT_EQ(problems("user.level == 4 ? 1 : 2").size(), 1U);
    EXPECT_EQ(problems("user.nick == \"\" ? 1 : 2"), Texts{});
    EXPECT_EQ(problems("Arrays.size(user.kinds) > 1 ? 1 : 2"), Texts{});
}

TEST(Checker, SuggestsTheFunctionThatWasMeant) {
    const auto suggested = [](std::string_view text, Dialect dialect = Dialect::mapping) {
        const expression::Program program = program_of(text, dialect);
        const test::PersonFacts facts;
        std::string result;
        for (const Diagnostic& problem : expression::check(program, expression::analyse(program, facts), facts)) {
            EXPECT_EQ(problem.kind, Diagnostic::Kind::unknown_function) << text;
            result += std::string(text.substr(problem.span.begin, problem.span.size())) + ": " + problem.suggestion;
        }
        return result;
    };
    EXPECT_EQ(suggested("user.getGroup(\"a\")"), "getGroup: user.getGroups");
    EXPECT_EQ(suggested("user.getInternalproperty(\"id\")"), "getInternalproperty: user.getInternalProperty");
    EXPECT_EQ(suggested("string.len(user.login)"), "string: String.len");
    EXPECT_EQ(suggested("Strings.len(user.login)"), "Strings: String.len");
    EXPECT_EQ(suggested("Array.contains(user.tags, \"a\")"), "Array: Arrays.contains");
    EXPECT_EQ(suggested("time.now()"), "time: Time.now");
    EXPECT_EQ(suggested("user.email.contains(\"@\")"), "contains: String.stringContains");
    EXPECT_EQ(suggested("user.profile.firstName.toUppercase()", Dialect::identity_engine), "toUppercase: toUpperCase");
    EXPECT_EQ(suggested("user.profile.firstName.toUpperCase()", Dialect::identity_engine), "");
}

TEST(BareNames, StandAloneOutsideOfProjections) {
    const auto names = [](std::string_view text) {
        std::string result;
        for (const auto& name : expression::bare_names(program_of(text))) result += name.name + " ";
        return result;
    };
    EXPECT_EQ(names("firstName + (title ?: user.login) + app.x + user[lastName] + String.len(nick)"),
              "firstName title nick ");
    EXPECT_EQ(names("user.getGroups({type: note}).![name]"), "note ");
}

TEST(Checker, ShowsSomebodyForWhomItFails) {
    EXPECT_EQ(problems("user.admin ? \"a\" : \"b\""),
              (Texts{"user.admin: a condition needs true or false, not null (user.admin is empty)"}));
    EXPECT_EQ(problems("user.admin == true ? \"a\" : \"b\""), Texts{});
    EXPECT_EQ(problems("\"Dr. \" + user.title"),
              (Texts{"user.title: + writes the word null where user.title is empty (user.title is empty)"}));
    EXPECT_EQ(problems("\"Dr. \" + (user.title == null ? \"\" : user.title)"), Texts{});
    EXPECT_EQ(problems("Arrays.get(user.tags, 2)").size(), 1U);
}

TEST(Checker, NamesTraps) {
    EXPECT_EQ(problems("user.title != null ? user.title + \" \" : \"\" + user.login").size(), 1U);
    EXPECT_EQ(problems("user.title == null ? user.login : user.title + \".\" + user.login"), Texts{});
    EXPECT_EQ(problems("user.title ? 1 : 2"), (Texts{"user.title: a text is used where true or false is needed"}));
    EXPECT_EQ(problems("toLowerCase(user.login)"), (Texts{"toLowerCase: toLowerCase is an old name; it still works"}));
    EXPECT_EQ(problems("isMemberOfGroupName(\"x\") ? 1 : 2").size(), 1U);
    EXPECT_EQ(problems("profile.login"), (Texts{"profile: a mapping to an app does not know profile"}));
    EXPECT_EQ(problems("usr.login"), (Texts{"usr: a mapping to an app does not know usr"}));
    EXPECT_EQ(problems("zendesk.login"),
              (Texts{"zendesk: zendesk is read as an app's profile, and nothing given shows an app of that name"}));
    EXPECT_EQ(problems("active_directory.managerUpn"), Texts{});
    EXPECT_EQ(problems("String.trim(user.login)"),
              (Texts{"String.trim: there is no function String.trim; String.removeSpaces drops every blank, also those "
                     "inside"}));
    EXPECT_EQ(problems("String.toLowerCase(user.login) == \"Sales\" ? 1 : 2"),
              (Texts{"String.toLowerCase(user.login) == \"Sales\": the condition is always false: its middle part is "
                     "never used"}));
}

TEST(Counterexample, IsTheSmallestOne) {
    const expression::Program program = program_of(
        "String.stringContains(user.login, \"@acme.test\") ? String.substringBefore(user.login, \"@\") : "
        "user.login");
    const auto example = expression::find_witness({&program}, test::PersonFacts{}, [](const expression::Trial& trial) {
        const Value& made = trial.outcomes()[0].value;
        return made.is_string() && made.as_string().find('@') != std::string_view::npos;
    });
    ASSERT_TRUE(example);
    EXPECT_EQ(example->in_words(), "user.login = \"a@\"");
}

// The person for whom the expression yields "yes", in words.
std::string who_gets_yes(std::string_view condition) {
    const expression::Program program = program_of(std::string(condition) + " ? \"yes\" : \"no\"");
    const auto example = expression::find_witness({&program}, test::PersonFacts{}, [](const expression::Trial& trial) {
        const expression::Evaluation& made = trial.outcomes()[0];
        return !made.error && made.value.is_string() && made.value.as_string() == "yes";
    });
    return example ? example->in_words() : "nobody";
}

TEST(Counterexample, FollowsConditions) {
    EXPECT_EQ(who_gets_yes("String.len(user.title) > 10"), "user.title = \"aaaaaaaaaaa\"");
    EXPECT_EQ(who_gets_yes("user.title != null && String.len(user.title) > 99"),
              "user.title is a text of 100 characters");
    EXPECT_EQ(who_gets_yes("user.age > 100"), "user.age = 101");
    EXPECT_EQ(who_gets_yes("Convert.toInt(user.title) < 7"), "user.title = \"6\"");
    EXPECT_EQ(who_gets_yes("Convert.toInt(user.title) > 100"), "user.title = \"101\"");
    EXPECT_EQ(who_gets_yes("user.title matches \"[A-Z]{2}\\d+(-ext)?@x\""), "user.title = \"AA0@x\"");
    EXPECT_EQ(who_gets_yes("String.substringBefore(user.title, \"-\") == \"ext\""), "user.title = \"ext-\"");
    EXPECT_EQ(who_gets_yes("user.title == \"k1\" && user.firstName == \"k2\" && user.login == \"k3\" && "
                           "user.nick == \"Boss\" && user.age == 77 && user.admin == true && user.note == \"k4\""),
              "user.title = \"k1\", user.firstName = \"k2\", user.login = \"k3\", user.nick = \"Boss\", user.age = "
              "77, user.admin = true, user.note = \"k4\"");
    EXPECT_EQ(who_gets_yes("user.title == \"a\" && user.title == \"b\""), "nobody");
}

TEST(Counterexample, HasGroupsAndDirectories) {
    EXPECT_EQ(who_gets_yes("isMemberOfGroupName(\"a\") && isMemberOfGroup(\"b\") && !isMemberOfGroupName(\"c\")"),
              "in the groups \"a\" and \"b\"");
    EXPECT_EQ(who_gets_yes("!isMemberOfGroupNameStartsWith(\"a\")"), "in no group");
    EXPECT_EQ(who_gets_yes("isMemberOfGroupNameRegex(\"x[0-9]{3}\")"), "in the group \"x000\"");
    EXPECT_EQ(who_gets_yes("hasDirectoryUser() && !hasWorkdayUser()"),
              "with one assignment in Active Directory, without assignment in Workday");
    EXPECT_EQ(who_gets_yes("user.getInternalProperty(\"status\") == \"STAGED\""),
              "the internal property status = \"STAGED\"");
    EXPECT_EQ(who_gets_yes("user.getInternalProperty(\"status\") == \"DEPROVISIONED\""), "nobody");
    EXPECT_EQ(who_gets_yes("getManagerUser(\"active_directory\") != null && user.getLinkedObject(\"m\") == null"),
              "with a manager in Active Directory, no user is linked as \"m\"");
    // What is in the profile of somebody else nobody knows.
    EXPECT_EQ(who_gets_yes("findDirectoryUser() != null && findDirectoryUser().city == \"Bern\""), "nobody");
    EXPECT_EQ(who_gets_yes("Time.now() > \"2020\""), "nobody");
}

TEST(Counterexample, OfManyAttributes) {
    std::string condition = "user.title == \"x\"";
    for (int i = 0; i < 30; ++i) condition += " && user.empty" + std::to_string(i) + " == null";
    const std::string who = who_gets_yes(condition);
    EXPECT_EQ(who.substr(0, 19), "user.title = \"x\", u");
    EXPECT_NE(who.find("user.empty29 is empty"), std::string::npos);
}

// One search for all places, and an end to it however long the expression.
TEST(Checker, LooksForAllExamplesAtOnce) {
    std::string sums;
    std::string indexes;
    for (int i = 0; i < 200; ++i) {
        const char* other = i % 2 == 0 ? "user.firstName" : "user.nick";
        sums += std::string(i == 0 ? "" : " + ") + "(user.title + " + other + ")";
        indexes += std::string(i == 0 ? "" : " + ") + "user.title[" + std::to_string(i) + "]";
    }
    const expression::Program long_sum = program_of(sums);
    const test::PersonFacts facts;
    std::size_t nulls = 0;
    for (const Diagnostic& problem : expression::check(long_sum, expression::analyse(long_sum, facts), facts))
        nulls += problem.kind == Diagnostic::Kind::null_to_text ? 1U : 0U;
    EXPECT_EQ(nulls, 400U);
    const expression::Program many = program_of(indexes);
    const auto found = expression::check(many, expression::analyse(many, facts), facts);
    EXPECT_GE(found.size(), 5U);
    for (const Diagnostic& problem : found) EXPECT_FALSE(problem.example.empty());
}

TEST(Checker, WarnsOfProfilesThatAreNotThere) {
    EXPECT_EQ(problems("findDirectoryUser().managerUpn"),
              (Texts{"findDirectoryUser().managerUpn: .managerUpn of null (without assignment in Active Directory)"}));
    EXPECT_EQ(problems("user.getLinkedObject(\"m\").login"),
              (Texts{"user.getLinkedObject(\"m\").login: .login of null (no user is linked as \"m\")"}));
    EXPECT_EQ(problems("findWorkdayUser()?.managerUpn"), Texts{});
    EXPECT_EQ(problems("hasDirectoryUser() ? findDirectoryUser().managerUpn : \"\""), Texts{});
    EXPECT_EQ(problems("getManagerUser(\"active_directory\").email").size(), 2U);  // and that it is not updated
    EXPECT_EQ(problems("getManagerUser(\"active_directory\")?.email").size(), 1U);
}

TEST(Regex, HasTextsThatItTakes) {
    const auto shapes = [](std::string_view pattern) {
        expression::RegexError problem;
        const auto regex = expression::Regex::compile(pattern, {}, problem);
        if (regex == nullptr) return problem.message;
        const auto made = regex->shapes();
        std::string words = std::string(made.may_hold_at ? "@" : "-") + (made.may_lack_at ? "+" : "!");
        for (const std::string& text : made.texts) words += " " + text;
        return words;
    };
    EXPECT_EQ(shapes("[a-z]+@acme\\.com"), "@! a@acme.com");
    EXPECT_EQ(shapes("[^@]+"), "-+ a");
    EXPECT_EQ(shapes("^[a-z]{3}$"), "-+ aaa");
    EXPECT_EQ(shapes(".+"), "@+ a a@a");
    EXPECT_EQ(shapes("(ab|c)*\\d"), "-+ 0");
    EXPECT_EQ(shapes("(?i)engineer"), "-+ engineer");
    EXPECT_EQ(shapes(".*@contractor\\.com"), "@! a@contractor.com");
    EXPECT_EQ(shapes("a\\bb"), "-+");
    EXPECT_EQ(shapes("[\\u4E00-\\u9FFF]"), "-+ \xE4\xB8\x80");
}

// What java.util.regex.Pattern (JDK 17) answers; half a pair is written as its three bytes.
TEST(Regex, ReadsRepetitionsAndCodePointsAsJava) {
    const auto answer = [](std::string_view text, std::string_view pattern) -> std::string {
        expression::RegexError problem;
        const auto regex = expression::Regex::compile(pattern, {}, problem);
        if (regex == nullptr) return problem.not_read ? "not read" : problem.too_large ? "too large" : "malformed";
        return regex->matches(text, {}) == expression::Regex::Answer::yes ? "yes" : "no";
    };
    constexpr std::string_view kSmile = "\xF0\x9F\x98\x80";
    const std::vector<std::array<std::string_view, 3>> answers = {
        {"a", "a{1,2}{2}", "yes"},
        {"aa", "a{1,2}{2}", "yes"},
        {"aaa", "a{1,2}{2}", "no"},
        {"", "{2}", "yes"},
        {"aa", "a+{2}", "yes"},
        {"b", "{2}b", "yes"},
        {"bb", "{2}b", "no"},
        {"", "({2})", "yes"},
        {"a", "a??{2}", "yes"},
        {"a", "^{2}a", "yes"},
        {"a", "a{2}*", "malformed"},
        {"a", "a{2}{,3}", "malformed"},
        {"a", "a{x}", "malformed"},
        {"A", "\\x{41}", "yes"},
        {"A", "[\\x{41}-\\x{43}]", "yes"},
        {"A", "\\x{0000000041}", "yes"},
        {"A", "\\x{110000}", "malformed"},
        {"A", "\\x{}", "malformed"},
        {"A", "\\x{ 41}", "malformed"},
        {kSmile, "\\x{1F600}", "yes"},
        {kSmile, "\\uD83D\\uDE00", "yes"},
        {kSmile, "[\\uD83D\\uDE00]", "yes"},
        {kSmile, "\\uD83D\\x{DE00}", "no"},
        {"\xED\xA0\xBD", "\\uD83D", "yes"},
        {"\xED\xA0\xBDx", "\\uD83Dx", "yes"},
    };
    for (const auto& [text, pattern, expected] : answers) EXPECT_EQ(answer(text, pattern), expected) << pattern;
    EXPECT_EQ(answer("", std::string(1001, 'a')), "too large");
    EXPECT_EQ(answer("", "(a{999}){999}"), "too large");
    std::string umlauts;
    for (int i = 0; i < 1000; ++i) umlauts += "\xC3\xA4";
    EXPECT_EQ(answer(umlauts, umlauts), "yes");
}

// Limits count UTF-16 units, and each of them is of kind limit (okta-el 12).
TEST(Limits, AreOfKindLimit) {
    class Nobody : public expression::Scope {
    public:
        [[nodiscard]] bool has_root(std::string_view root) const override { return root == "user"; }
        [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
        [[nodiscard]] Value attribute(std::string_view, std::string_view name) const override {
            std::string text;
            for (int i = 0; i < 50'000; ++i) text += name == "commas" ? "," : name == "wide" ? "\xE4\xB8\x80" : "x";
            return Value::string(text);
        }
    };
    const auto kind = [](std::string_view text) -> std::string {
        const auto made = expression::evaluate(program_of(text), Nobody{});
        return made.error ? std::string(to_string(made.error->kind)) : "value";
    };
    EXPECT_EQ(kind("user.wide + user.wide"), "value");
    EXPECT_EQ(kind("user.x + user.x + user.x + user.x + user.x + user.x + user.x"), "limit");
    EXPECT_EQ(kind("Arrays.size(user.commas)"), "limit");
    EXPECT_EQ(kind("\"a\" matches \"" + std::string(1001, 'a') + "\""), "limit");
    EXPECT_EQ(kind("\"a\" matches \"(a{999}){999}\""), "limit");
    EXPECT_EQ(kind("\"a\" matches \"(a\""), "argument");
}

TEST(Coverage, CountsBranches) {
    const expression::Program program = program_of("user.title == \"Sales\" ? \"a\" : user.nick ?: \"b\"");
    expression::BranchCounts coverage(program);
    std::mt19937 random(1);
    const auto next = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    for (int i = 0; i < 200; ++i)
        (void)expression::evaluate(program, test::RandomPerson<decltype(next)>(next), {}, &coverage);
    const auto branches = coverage.branches();
    ASSERT_EQ(branches.size(), 3U);
    EXPECT_EQ(branches[0].count + branches[1].count, 200U);
    EXPECT_GT(branches[0].count, 0U);
    EXPECT_LT(branches[2].count, branches[1].count);
}

// Conditions that are not known: both branches may have been it, and what is inside them as well.
TEST(Coverage, SaysWhatIsNotKnown) {
    class Unknown : public expression::Scope {
    public:
        [[nodiscard]] bool has_root(std::string_view) const override { return true; }
        [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
        [[nodiscard]] Value attribute(std::string_view, std::string_view name) const override {
            return name == "known" ? Value::boolean(true) : Value::unknown({"user.open"});
        }
    };
    const expression::Program program = program_of("user.open == 1 ? (user.known ? \"a\" : \"b\") : \"c\"");
    expression::BranchCounts coverage(program);
    (void)expression::evaluate(program, Unknown(), {}, &coverage);
    std::string counts;
    for (const auto& branch : coverage.branches())
        counts += std::to_string(branch.count) + "/" + std::to_string(branch.maybe) + " ";
    EXPECT_EQ(counts, "0/1 0/1 0/0 0/1 ");
}

std::string offered(std::string_view before, Dialect dialect = Dialect::mapping) {
    std::string result;
    const auto found = expression::complete(before, before.size(), dialect, {"email", "login", "firstName"}, 4);
    for (const auto& one : found.list)
        result += (result.empty() ? "" : " | ") + std::string(before.substr(0, found.replaces.begin)) + one.insert;
    return result;
}

TEST(Completion, OffersWhatCanStandThere) {
    EXPECT_EQ(offered("user.em"), "user.email");
    EXPECT_EQ(offered("1 + user.F"), "1 + user.firstName");
    EXPECT_EQ(offered("String.substringb"), "String.substringBefore(");
    EXPECT_EQ(offered("lower"), "String.toLowerCase(");
    EXPECT_EQ(offered("\"user.em"), "");
    EXPECT_EQ(offered("\"a\" + ema"), "\"a\" + user.email");
    EXPECT_EQ(offered("user.email"), "");
    EXPECT_EQ(offered(""), "");
    EXPECT_EQ(offered("fn:sub", Dialect::user_name_template), "");
    EXPECT_EQ(offered("${fn:substringB", Dialect::user_name_template), "${fn:substringBefore(");
    EXPECT_EQ(offered("${a} ${sour", Dialect::user_name_template),
              "${a} ${source.email | ${a} ${source.login | ${a} ${source.firstName");
    EXPECT_EQ(offered("user.profile.email.toUp", Dialect::identity_engine), "user.profile.email.toUpperCase(");
    EXPECT_EQ(offered("user.profile.em", Dialect::identity_engine), "user.profile.email");
}

TEST(Completion, CountsCodePointsAndStandsAnything) {
    const std::string text = "\"\xC3\xA4\xF0\x9F\x98\x80\" + user.em";
    const auto found = expression::complete(text, text.size(), Dialect::mapping, {"email"});
    EXPECT_EQ(expression::completions_json(found, text),
              R"({"begin":7,"end":14,"list":[{"insert":"user.email","label":"user.email","doc":""}]})");
    EXPECT_TRUE(expression::complete("a", 99, Dialect::mapping, {}).replaces.end <= 1U);
    EXPECT_TRUE(expression::complete("...", 3, Dialect::identity_engine, {}).list.size() <= 8U);
}

TEST(Reference, HasEveryFunctionOnce) {
    const std::string page = expression::reference_markdown();
    for (const expression::Function& function : expression::functions()) {
        const std::string row = "| `" + expression::signature(function) + "` |";
        EXPECT_NE(page.find(row), std::string::npos) << row;
    }
    const auto* join = expression::find_function("String.join", Dialect::mapping);
    EXPECT_EQ(expression::signature(*join), "String.join(text[, value ...])");
    const auto* cut = expression::find_method("substring", expression::Kind::string);
    EXPECT_EQ(expression::signature(*cut), "text.substring(whole number[, whole number])");
}

TEST(Trace, SaysWhereNullsAreBorn) {
    class Nobody : public expression::Scope {
    public:
        [[nodiscard]] bool has_root(std::string_view) const override { return true; }
        [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
        [[nodiscard]] Value attribute(std::string_view, std::string_view name) const override {
            return name == "secret" ? Value::unknown({"user.secret"}) : Value::null();
        }
    };
    const std::string text = "String.toLowerCase(user.title) ?: user.secret + \"x\"";
    const expression::Program program = program_of(text);
    EXPECT_EQ(expression::trace_text(expression::trace(program, Nobody{}), text),
              "String.toLowerCase(user.title) ?: user.secret + \"x\" = unknown\n"
              "  String.toLowerCase(user.title) = null\n"
              "    user.title = null   ← empty here\n"
              "  user.secret + \"x\" = unknown\n"
              "    user.secret = unknown, not given: user.secret");
}

// Behind a condition that nobody knows both branches are tried; one may fail without failing the whole.
TEST(Trace, KeepsTheErrorOfABranchThatMayNotRun) {
    const std::string text = "user.secret == \"x\" ? 1 / 0 : \"a\"";
    class Nobody : public expression::Scope {
    public:
        [[nodiscard]] bool has_root(std::string_view) const override { return true; }
        [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
        [[nodiscard]] Value attribute(std::string_view, std::string_view) const override {
            return Value::unknown({"user.secret"});
        }
    };
    const expression::Trace traced = expression::trace(program_of(text), Nobody{});
    EXPECT_FALSE(traced.evaluation.error);
    EXPECT_NE(expression::trace_text(traced, text).find("1 / 0   fails here: division by zero"), std::string::npos)
        << expression::trace_text(traced, text);
    EXPECT_NE(expression::trace_json(traced, text).find("\"message\":\"division by zero\""), std::string::npos);
}

TEST(Unknown, CarriesWhatItCanBe) {
    class Somebody : public expression::Scope {
    public:
        [[nodiscard]] bool has_root(std::string_view) const override { return true; }
        [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
        [[nodiscard]] Value attribute(std::string_view, std::string_view name) const override {
            return Value::unknown({"user." + std::string(name)});
        }
    };
    const auto value = [](std::string_view text) { return expression::evaluate(program_of(text), Somebody{}).value; };
    const Value type = value("user.a == \"x\" ? \"power\" : \"standard\"");
    ASSERT_TRUE(type.is_unknown());
    EXPECT_EQ(Value::list(type.candidates()).to_json(), "[\"power\",\"standard\"]");
    EXPECT_EQ(value("(user.a == \"x\" ? \"a\" : \"b\") == \"c\"").to_json(), "false");
    EXPECT_EQ(value("String.len(user.a == \"x\" ? \"a\" : \"b\")").to_json(), "1");
    EXPECT_EQ(value("user.a == \"x\" && false").to_json(), "false");
    EXPECT_TRUE(value("user.a + \"x\"").candidates().empty());
    EXPECT_EQ(Value::list(value("String.stringSwitch(user.a, \"d\", \"k\", \"v\")").candidates()).to_json(),
              "[\"d\",\"v\"]");
}

}  // namespace
}  // namespace preflight
