// What an expression can yield, over all inputs: the values and facts of the abstract interpretation (analysis.h).
// Sound: every result that is neither an error nor unknown is inside one of the alternatives. Facts okta-el 3-7, 10.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/expression.h"

namespace preflight::expression {

// What is known of every text of an alternative. Lengths are in UTF-16 units.
struct TextFacts {
    static constexpr std::size_t kNoEnd = static_cast<std::size_t>(-1);
    static constexpr std::size_t kOther = 128;  // any character beyond ASCII
    using Characters = std::bitset<129>;

    std::size_t fewest = 0, most = kNoEnd;
    Characters possible = Characters().set();  // no other characters occur
    Characters required;                       // each of these occurs (ASCII only)
    Characters once;                           // each of these occurs at most once (ASCII only)
    std::string prefix, suffix;                // every text begins and ends so (ASCII only)

    [[nodiscard]] bool may_hold(char c) const { return possible.test(static_cast<unsigned char>(c)); }
    [[nodiscard]] bool must_hold(char c) const { return required.test(static_cast<unsigned char>(c)); }
    [[nodiscard]] bool admits(std::string_view utf8) const;
    [[nodiscard]] bool blank_only() const;  // nothing but blanks
};
[[nodiscard]] TextFacts facts_of(std::string_view utf8);
[[nodiscard]] TextFacts joined(const TextFacts& a, const TextFacts& b);        // either of them
[[nodiscard]] TextFacts concatenated(const TextFacts& a, const TextFacts& b);  // one after the other

enum class Sort : std::uint8_t { null, boolean, number, text, list, object, special };
[[nodiscard]] Sort sort_of(const Value& value);

struct Alternative {
    Sort sort = Sort::null;
    std::optional<Value> constant;       // exactly this
    TextFacts text;                      // of texts
    double least, most;                  // of numbers; the length of lists
    text::Span span;                     // what yields it: a literal, an attribute, a call
    std::optional<Reference> attribute;  // passed through, at most changed in case
    bool guess = false;                  // nothing is known that says it happens, nothing that rules it out

    Alternative();
    explicit Alternative(Sort sort, text::Span span);
    explicit Alternative(Value constant, text::Span span);
    [[nodiscard]] bool admits(const Value& value) const;
};

enum class Certainty : std::uint8_t { never, maybe, always };

struct Possible {
    std::vector<Alternative> alternatives;  // none: it always fails

    [[nodiscard]] static Possible anything(text::Span span);  // guesses of every sort
    [[nodiscard]] bool admits(const Value& value) const;
    [[nodiscard]] bool finite() const;  // every alternative is a constant
    [[nodiscard]] bool may_be(Sort sort) const;
    [[nodiscard]] bool may_be_empty_text() const;
    // Whether the results that are neither null nor blank hold an '@'.
    [[nodiscard]] Certainty at_sign() const;
    // {"words", "finite", "types", "atSign", "alternatives"}, compact JSON for `eval --type`; places in code points of
    // the expression.
    [[nodiscard]] std::string to_json(std::string_view expression) const;
    // "standard" or "power"; a text of 1 to 6 characters without @ ...: for people.
    [[nodiscard]] std::string in_words() const;
};

// Equal alternatives once (the first one's place); at most `most`, beyond that one for each sort.
void tidy(Possible& possible, std::size_t most);

}  // namespace preflight::expression
