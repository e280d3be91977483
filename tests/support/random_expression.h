// Random expressions and people, made of any source of numbers: a seeded generator in the unit tests, the fuzzer's
// bytes in the fuzz targets. Most of them are well-formed; many fail when evaluated, as real ones do.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/evaluate/evaluate.h"

namespace preflight::test {

// `next(n)` gives a number below n.
template <typename Next>
class ExpressionMaker {
public:
    explicit ExpressionMaker(Next next) : next_(std::move(next)) {}

    std::string expression(std::size_t depth = 4) {
        if (depth == 0) return leaf();
        switch (next_(16)) {
            case 0:
            case 1:
                return leaf();
            case 2:
            case 3:
                return call(depth - 1);
            case 4:
                return "(" + condition(depth - 1) + " ? " + expression(depth - 1) + " : " + expression(depth - 1) + ")";
            case 5:
                return "(" + expression(depth - 1) + " ?: " + expression(depth - 1) + ")";
            case 6:
            case 7:
            case 8:
                return "(" + expression(depth - 1) + " + " + expression(depth - 1) + ")";
            case 9:
                return "(" + expression(depth - 1) + pick<7>({" - ", " * ", " / ", " % ", " ^ ", " == ", " != "}) +
                       expression(depth - 1) + ")";
            case 10:
                return condition(depth - 1);
            case 11:
                return "{" + expression(depth - 1) + ", " + expression(depth - 1) + "}";
            case 12:
                return attribute() + pick<3>({"[0]", "[1]", "[\"x\"]"});
            case 13:
                return next_(3) == 0 ? country() : time(depth - 1);
            case 14:
                return pick<3>({"user.tags", "user.note", "{\"a\", {x: \"b\"}}"}) + ".![" +
                       (next_(2) == 0 ? pick<4>({"x", "x + \"!\"", "user.login", "x == null ? x.y : x"})
                                      : expression(depth - 1)) +
                       "]";
            default:
                return pick<2>({"-", "!"}) + "(" + expression(depth - 1) + ")";
        }
    }

    // The Identity Engine: methods on values, mostly on those that have them.
    std::string engine_expression(std::size_t depth = 4) {
        switch (next_(9)) {
            case 0:
            case 1:
                return engine_time(depth);
            case 2:
            case 3:
                return engine_text(depth);
            case 4:
                return engine_number(depth);
            case 5:
                return engine_list(depth);
            case 6:
                return engine_truth(depth);
            case 7:
                return "(" + engine_text(depth) + " + " + engine_expression(depth > 0 ? depth - 1 : 0) + ")";
            default:
                return depth == 0 ? engine_leaf()
                                  : engine_expression(depth - 1) +
                                        pick<8>({".toUpperCase()", ".toString()", ".size()", ".toInteger()",
                                                 ".toUnix()", ".toName()", ".contains(1)", ".flatten()"});
        }
    }

private:
    std::string engine_leaf() {
        return pick<12>({"user.profile.email", "user.profile.firstName", "user.profile.title", "'a'", "'12.5'", "'USA'",
                         "'840'", "'1438377580979'", "'130828367179790000'", "'2015-07-31T17:18:37.979Z'", "'14.2.1'",
                         "'17 June 2015'"});
    }
    std::string engine_text(std::size_t depth) {
        if (depth == 0) return engine_leaf();
        switch (next_(6)) {
            case 0:
                return engine_text(depth - 1) + pick<8>({".toUpperCase()", ".toLowerCase()", ".substring(1)",
                                                         ".substring(0, 2)", ".removeSpaces()", ".replace('a', 'bc')",
                                                         ".substringBefore('@')", ".substringAfter('@')"});
            case 1:
                return engine_text(depth - 1) + ".parseCountryCode()" +
                       pick<4>({".toAlpha2()", ".toAlpha3()", ".toNumeric()", ".toName()"});
            case 2:
            case 3:
                return engine_time(depth - 1) + pick<5>({".toString()", ".toString('yyyy-MM-dd')", ".toString('Q')",
                                                         ".toUnix()", ".toWindows()"});
            default:
                return engine_leaf();
        }
    }
    std::string engine_time(std::size_t depth) {
        if (depth == 0) return pick<4>({"Time.now()", "DateTime.now()", "user.created", "'0'.parseUnixTime()"});
        switch (next_(4)) {
            case 0:
                return engine_text(depth - 1) + pick<4>({".parseWindowsTime()", ".parseUnixTime()",
                                                         ".parseStringTime()", ".parseStringTime('dd MMMM yyyy')"});
            case 1:
                return engine_time(depth - 1) + pick<4>({".toZone('Asia/Tokyo')", ".toZone('America/New_York')",
                                                         ".toZone('Mars')", ".toZone('UTC')"});
            default:
                return engine_time(depth - 1) +
                       pick<4>({".plusDays(", ".minusHours(", ".plusMinutes(", ".minusSeconds("}) +
                       pick<4>({"1", "-40", "2147483647", "user.profile.age"}) + ")";
        }
    }
    std::string engine_number(std::size_t depth) {
        return depth == 0 ? pick<3>({"1.5", "user.profile.age", "7"})
                          : engine_text(depth - 1) + pick<3>({".toInteger()", ".toNumber()", ".length()"});
    }
    std::string engine_list(std::size_t depth) {
        return depth == 0 ? pick<3>({"user.profile.tags", "{'a', {1, 2}}", "{}"})
                          : engine_list(depth - 1) + pick<4>({".add('x')", ".remove('a')", ".flatten()", ".add(null)"});
    }
    std::string engine_truth(std::size_t depth) {
        const std::size_t less = depth > 0 ? depth - 1 : 0;
        switch (next_(4)) {
            case 0:
                return engine_time(less) +
                       pick<4>({".withinDays(", ".withinHours(", ".withinMinutes(", ".withinSeconds("}) + "3)";
            case 1:
                return engine_list(less) + pick<2>({".isEmpty()", ".contains('a')"});
            case 2:
                return engine_text(less) +
                       pick<3>({".contains('@')", ".versionLessThan('14.10')", ".versionGreaterThan('1')"});
            default:
                return "(" + engine_time(less) + pick<3>({" == ", " < ", " >= "}) + engine_time(less) + ")";
        }
    }

    // Times and countries of mappings.
    std::string time(std::size_t depth) {
        const auto text = [&] {
            return next_(3) == 0
                       ? attribute()
                       : std::string(pick<8>({"\"0\"", "\"1438377580979\"", "\"130828367179790000\"",
                                              "\"9223372036854775807\"", "\"2015-07-31T17:18:37.979Z\"",
                                              "\"-0043-03-15T23:59:59.5+09:30\"", "\"04 Mar 2021\"", "user.title"}));
        };
        const auto pattern = [&] {
            return next_(6) == 0 ? attribute()
                                 : std::string(pick<8>({"\"yyyy-MM-dd\"", "\"dd MMM YYYY\"", "\"EEEE 'at' h:mm a\"",
                                                        "\"G C x w e yy D\"", "\"SSSSS s.S Z ZZ ZZZ\"",
                                                        "\"MMMM k K d\"", "\"Q\"", "\"@\""}));
        };
        const auto zone = [&] {
            return next_(6) == 0 ? expression(depth)
                                 : std::string(pick<5>({"\"UTC\"", "\"America/New_York\"", "\"Asia/Kathmandu\"",
                                                        "\"Mars\"", "\"Pacific/Apia\""}));
        };
        switch (next_(9)) {
            case 0:
                return "Time.now()";
            case 1:
                return "Time.now(" + zone() + ")";
            case 2:
                return "Time.now(" + zone() + ", " + pattern() + ")";
            case 3:
                return "Time.fromWindowsToIso8601(" + text() + ")";
            case 4:
                return "Time.fromUnixToIso8601(" + text() + ")";
            case 5:
                return "Time.fromIso8601ToWindows(" + text() + ")";
            case 6:
                return "Time.fromIso8601ToUnix(" + text() + ")";
            case 7:
                return "Time.fromStringToIso8601(" + text() + ", " + pattern() + ")";
            default:
                return "Time.fromIso8601ToString(" + text() + ", " + pattern() + ")";
        }
    }
    std::string country() {
        return "Iso3166Convert." + std::string(pick<4>({"toAlpha2(", "toAlpha3(", "toNumeric(", "toName("})) +
               (next_(2) == 0 ? attribute()
                              : std::string(pick<6>({"\"US\"", "\"usa\"", "\"4\"", "\"India\"", "\"XX\"",
                                                     "\"\xC3\x85"
                                                     "land Islands\""}))) +
               ")";
    }

    template <std::size_t N>
    std::string pick(const std::array<const char*, N>& from) {
        return from[next_(N)];
    }

    std::string attribute() {
        return "user." + pick<12>({"email", "login", "firstName", "title", "age", "admin", "tags", "nick", "note",
                                   "level", "rate", "kinds"});
    }

    std::string leaf() {
        if (next_(2) == 0) return attribute();
        return pick<22>({"\"\"",   "\"a\"",    "\"@\"",       "\" \"",   "\"Ana\"", "\"sales\"", "\"Sales\"",
                         "\".\"",  "\"true\"", "\"STRASSE\"", "\"x@y\"", "null",    "true",      "false",
                         "0",      "1",        "2",           "(-3)",    "2.5",     "7L",        "\"\xC3\xA4\"",
                         "\"a,b\""});
    }

    std::string condition(std::size_t depth) {
        if (depth == 0) return comparison();
        switch (next_(8)) {
            case 0:
                return "(" + expression(depth - 1) + pick<4>({" == ", " != ", " < ", " >= "}) + expression(depth - 1) +
                       ")";
            case 1:
                return "(" + condition(depth - 1) + pick<2>({" && ", " || "}) + condition(depth - 1) + ")";
            case 2:
                return "!(" + condition(depth - 1) + ")";
            case 3:
                return "String.stringContains(" + expression(depth - 1) + ", " + leaf() + ")";
            case 4:
                return "String.startsWith(" + expression(depth - 1) + ", " + leaf() + ")";
            case 5:
                return "(String.len(" + attribute() + ")" + pick<3>({" == 0", " > 0", " > 3"}) + ")";
            case 6:
                return "(Arrays.size(" + pick<2>({"user.kinds", "user.tags"}) + ")" + pick<2>({" > 1)", " == 0)"});
            default:
                return comparison();
        }
    }

    // With few values to compare with, so that conditions come again behind themselves.
    std::string comparison() {
        return "(" + attribute() +
               pick<8>({" == null)", " != null)", " == \"Sales\")", " == \"\")", " == 5)", " > 3)", " != 2.5)",
                        " == \"Chief\")"});
    }

    std::string call(std::size_t depth) {
        const auto one = [&] { return expression(depth); };
        switch (next_(22)) {
            case 0:
            case 1:
                return "String.toLowerCase(" + one() + ")";
            case 2:
                return "String.toUpperCase(" + one() + ")";
            case 3:
            case 4:
                return "String.substringBefore(" + one() + ", " + leaf() + ")";
            case 5:
                return "String.substringAfter(" + one() + ", " + leaf() + ")";
            case 6:
                return "String.substring(" + one() + ", " + pick<4>({"0", "1", "3", "-1"}) + ", " +
                       pick<4>({"2", "4", "-1", "100"}) + ")";
            case 7:
                return "String.replace(" + one() + ", " + leaf() + ", " + leaf() + ")";
            case 8:
                return "String.replaceFirst(" + one() + ", " + leaf() + ", " + leaf() + ")";
            case 9:
                return "String.append(" + one() + ", " + one() + ")";
            case 10:
                return "String.join(" + leaf() + ", " + one() + ", " + one() + ")";
            case 11:
                return "String.stringSwitch(" + one() + ", " + leaf() + ", " + leaf() + ", " + leaf() + ", " + leaf() +
                       ", " + leaf() + ")";
            case 12:
                return "String.removeSpaces(" + one() + ")";
            case 13:
                return "String.len(" + one() + ")";
            case 14:
                return "Arrays.get(" + one() + ", " + pick<3>({"0", "1", "\"1\""}) + ")";
            case 15:
                return "Arrays.toCsvString(" +
                       pick<3>({"Arrays.flatten(", "Arrays.add(user.tags, ", "Arrays.remove(user.tags, "}) + one() +
                       "))";
            case 16:
                return pick<2>({"Convert.toInt(", "Convert.toNum("}) + one() + ")";
            case 17:
            case 18:
                return time(depth);
            case 19:
                return country();
            default:
                return "Arrays.size(" + one() + ")";
        }
    }

    Next next_;
};

// A person whose attributes are within what `PersonFacts` (unit and fuzz) say of them.
template <typename Next>
class RandomPerson : public expression::Scope {
public:
    explicit RandomPerson(Next& next) {
        using expression::Value;
        const auto text = [&](std::initializer_list<const char*> from) {
            return Value::string(*(from.begin() + next(from.size())));
        };
        const auto maybe = [&](Value value) { return next(4) == 0 ? Value::null() : value; };
        email = text({"ana@acme.test", "A.B@x.y", "\xC3\xA4@b.c", "o'neil@x"});
        login = text({"ana@acme.test", "bo", "x y", "ann.lee@x"});
        first_name = maybe(text({"Ana", "", "\xC3\x9Fo", "\xE2\x84\xAA\xC4\xB0", "A B", "\xF0\x9F\x98\x80z"}));
        title = maybe(text({"Sales", "sales", "", "true", "12", "x@y", "a,b", "9223372036854775807",
                            "2015-07-31T17:18:37.979Z", "US", "yyyy@"}));
        nick = maybe(text({"Chief", "Boss", ""}));
        level = maybe(Value::int32(std::array{1, 2, 5}[next(3)]));
        rate = maybe(std::array{Value::int32(1), Value::number(1), Value::number(2.5)}[next(3)]);
        kinds = maybe(next(3) == 0 ? Value::list({}) : Value::list({text({"x", "y"}), text({"x", "y"})}));
        age = maybe(Value::integer(static_cast<std::int64_t>(next(100)) - 20));
        admin = maybe(Value::boolean(next(2) == 0));
        tags = maybe(Value::list({text({"a", "b"}), text({"", "c"})}));
        note = std::vector<Value>{
            Value::null(),        Value::boolean(true), Value::number(1.5),
            Value::string("n@n"), Value::list({}),      Value::map({{"x", Value::int32(1)}})}[next(6)];
        created = maybe(text({"2015-07-30T23:58:32.000Z", "2021-11-07T05:30:00.000Z", "yesterday"}));
        profile = maybe(
            Value::map({{"email", email}, {"firstName", first_name}, {"title", title}, {"age", age}, {"tags", tags}}));
        constexpr std::array<std::int64_t, 5> kTimes = {1'438'363'117'979, -1, -2'840'097'600'000, 253'402'300'799'999,
                                                        4'102'444'800'000};
        time_ = kTimes[next(kTimes.size())];
    }
    [[nodiscard]] bool has_root(std::string_view root) const override { return root == "user" || root == "source"; }
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
    [[nodiscard]] expression::Value attribute(std::string_view, std::string_view name) const override {
        if (name == "email") return email;
        if (name == "login") return login;
        if (name == "firstName") return first_name;
        if (name == "title") return title;
        if (name == "age") return age;
        if (name == "admin") return admin;
        if (name == "tags") return tags;
        if (name == "nick") return nick;
        if (name == "note") return note;
        if (name == "level") return level;
        if (name == "rate") return rate;
        if (name == "kinds") return kinds;
        if (name == "created") return created;
        if (name == "profile") return profile;
        return {};
    }
    [[nodiscard]] std::optional<std::int64_t> now() const override { return time_; }

private:
    std::int64_t time_;
    expression::Value created, profile;
    expression::Value email, login, first_name, title, age, admin, tags, nick, note, level, rate, kinds;
};

}  // namespace preflight::test
