// The abstract domain of the analysis (analysis/analysis.h): what an expression can evaluate to over all inputs, as a
// union of cases. Each case is one constant or all values of a sort within bounds. Sound: every result that is neither
// an error nor unknown is in one of the cases. Facts okta-el 3-7, 10.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/values/language.h"
#include "core/expression/values/value.h"

namespace preflight::expression {

// A set of texts, described by properties that all of them share. Lengths are in UTF-16 units.
struct StringDomain {
    static constexpr std::size_t kNoEnd = static_cast<std::size_t>(-1);
    static constexpr std::size_t kOther = 128;  // any character beyond ASCII
    using Characters = std::bitset<129>;

    std::size_t min_length = 0, max_length = kNoEnd;
    Characters possible = Characters().set();  // no other characters occur
    Characters required;                       // each of these occurs (ASCII only)
    Characters at_most_once;                   // none of these occurs twice (ASCII only)
    std::string prefix, suffix;                // every text begins and ends with these (ASCII only)

    [[nodiscard]] bool may_hold(char c) const { return possible.test(static_cast<unsigned char>(c)); }
    [[nodiscard]] bool must_hold(char c) const { return required.test(static_cast<unsigned char>(c)); }
    [[nodiscard]] bool admits(std::string_view utf8) const;
    [[nodiscard]] bool blank_only() const;  // empty or spaces only
};
// The most precise domain that admits the text.
[[nodiscard]] StringDomain domain_of(std::string_view utf8);
// The smallest domain that admits the texts of both.
[[nodiscard]] StringDomain join(const StringDomain& a, const StringDomain& b);
// Texts of `a` followed by texts of `b`.
[[nodiscard]] StringDomain concatenated(const StringDomain& a, const StringDomain& b);

enum class Sort : std::uint8_t { null, boolean, number, text, list, object, special };  // special: date-time, country
[[nodiscard]] Sort sort_of(const Value& value);

struct Case {
    Sort sort = Sort::null;
    std::optional<Value> constant;       // the only value of this case
    StringDomain text;                   // of texts
    double low, high;                    // inclusive bounds of numbers, or of the length of lists
    text::Span span;                     // the literal, attribute or call that yields the value
    std::optional<Reference> attribute;  // the value is this attribute's, at most changed in case
    bool unconstrained = false;          // nothing known says that this case occurs, and nothing excludes it

    Case();
    explicit Case(Sort sort, text::Span span);
    explicit Case(Value constant, text::Span span);
    [[nodiscard]] bool admits(const Value& value) const;
};

// Whether `==` can be true between a value of the case and the other operand.
[[nodiscard]] bool may_be_equal(const Case& a, const Value& b);
[[nodiscard]] bool may_be_equal(const Case& a, const Case& b);

enum class Certainty : std::uint8_t { never, maybe, always };

struct AbstractValue {
    std::vector<Case> cases;  // empty: evaluation always fails

    [[nodiscard]] static AbstractValue anything(text::Span span);  // an unconstrained case for each sort
    void add(AbstractValue&& other);                               // its cases too
    [[nodiscard]] bool admits(const Value& value) const;
    [[nodiscard]] bool finite() const;  // every case is a constant
    [[nodiscard]] bool may_be(Sort sort) const;
    [[nodiscard]] bool may_be_empty_text() const;
    // Whether the results that are neither null nor blank hold an '@'.
    [[nodiscard]] Certainty at_sign() const;
    // {"words", "finite", "types", "atSign", "alternatives"}, compact JSON for `eval --type`; places in code points of
    // the expression.
    [[nodiscard]] std::string to_json(std::string_view expression) const;
    // For people: "standard" or "power"; a text of 1 to 6 characters without @ ...
    [[nodiscard]] std::string in_words() const;
};

// Removes repeated cases (the first one's span stays). If more than `max_cases` remain, joins the cases of each sort,
// so that at most one case of each sort is left.
void widen(AbstractValue& value, std::size_t max_cases);

}  // namespace preflight::expression
