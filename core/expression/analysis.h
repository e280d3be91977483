// What an expression can yield, over all inputs: small, but sound. What is not proved is left open (`maybe`, not
// `finite`), and callers stay silent about it. The seam for the full abstract interpretation. Facts okta-el 3-6, 10.
#pragma once

#include <string_view>
#include <vector>

#include "core/expression/expression.h"

namespace preflight::expression {

struct Possible {
    struct Choice {
        Value value;
        text::Span span;  // the literal that yields it
    };
    bool finite = false;  // `values` are all results other than errors; else some of them, or none
    std::vector<Choice> values;

    // Whether a result that is neither null nor blank contains '@'.
    enum class At { never, maybe, always };
    At at_sign = At::maybe;
    bool may_keep_at_proved = false;  // some branch certainly keeps the '@' of an attribute that has one
    text::Span at_span;               // that branch

    bool passes_through = false;  // a branch is one attribute, at most changed in case
    Reference attribute;
};

// What the caller knows about attributes.
class Facts {
public:
    Facts() = default;
    Facts(const Facts&) = default;
    Facts& operator=(const Facts&) = default;
    virtual ~Facts() = default;
    // Of values that are set.
    [[nodiscard]] virtual Possible::At at_sign(std::string_view root, std::string_view name) const = 0;
    [[nodiscard]] virtual bool may_be_null(std::string_view root, std::string_view name) const = 0;
};

[[nodiscard]] Possible analyse(const Program& program, const Facts& facts);

}  // namespace preflight::expression
