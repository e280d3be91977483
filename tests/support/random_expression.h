// Random expressions and people, made of any source of numbers: a seeded generator in the unit tests, the fuzzer's bytes
// in the fuzz targets. Most of them are well-formed; many fail when evaluated, as real ones do.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/expression.h"

namespace preflight::test {

// `next(n)` gives a number below n.
template <typename Next>
class ExpressionMaker {
public:
    explicit ExpressionMaker(Next next) : next_(std::move(next)) {}

    std::string expression(std::size_t depth = 4) {
        if (depth == 0) return leaf();
        switch (next_(14)) {
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
            default:
                return pick<2>({"-", "!"}) + "(" + expression(depth - 1) + ")";
        }
    }

private:
    template <std::size_t N>
    std::string pick(const std::array<const char*, N>& from) {
        return from[next_(N)];
    }

    std::string attribute() {
        return "user." + pick<9>({"email", "login", "firstName", "title", "age", "admin", "tags", "nick", "note"});
    }

    std::string leaf() {
        if (next_(2) == 0) return attribute();
        return pick<22>({"\"\"",     "\"a\"",    "\"@\"",  "\" \"",   "\"Ana\"", "\"sales\"", "\"Sales\"", "\".\"",
                         "\"true\"", "\"STRASSE\"", "\"x@y\"", "null", "true",    "false",     "0",         "1",
                         "2",        "(-3)",       "2.5",    "7L",      "\"\xC3\xA4\"", "\"a,b\""});
    }

    std::string condition(std::size_t depth) {
        if (depth == 0) return "(" + attribute() + pick<4>({" == null)", " != null)", " == \"Sales\")", " == \"\")"});
        switch (next_(7)) {
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
            default:
                return "(" + attribute() + pick<4>({" == null)", " != null)", " == \"Sales\")", " == \"\")"});
        }
    }

    std::string call(std::size_t depth) {
        const auto one = [&] { return expression(depth); };
        switch (next_(18)) {
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
                return "Arrays.toCsvString(" + pick<3>({"Arrays.flatten(", "Arrays.add(user.tags, ", "Arrays.remove(user.tags, "}) +
                       one() + "))";
            case 16:
                return pick<2>({"Convert.toInt(", "Convert.toNum("}) + one() + ")";
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
        title = maybe(text({"Sales", "sales", "", "true", "12", "x@y", "a,b"}));
        nick = maybe(text({"Chief", "Boss"}));
        age = maybe(Value::integer(static_cast<std::int64_t>(next(100)) - 20));
        admin = maybe(Value::boolean(next(2) == 0));
        tags = maybe(Value::list({text({"a", "b"}), text({"", "c"})}));
        note = std::vector<Value>{Value::null(), Value::boolean(true), Value::number(1.5), Value::string("n@n"),
                                  Value::list({}), Value::map({{"x", Value::int32(1)}})}[next(6)];
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
        return {};
    }

private:
    expression::Value email, login, first_name, title, age, admin, tags, nick, note;
};

}  // namespace preflight::test
