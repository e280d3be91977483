// What an expression can yield and how it can fail, over all inputs: abstract interpretation in one pass over the tree,
// following conditions into their branches. Constants are computed by the evaluator itself; texts, numbers and lists
// are followed as facts (possible.h). What cannot be followed is left open, never guessed. Facts okta-el 3-8, 10, 11.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/expression/expression.h"
#include "core/expression/possible.h"

namespace preflight::expression {

// What the caller knows about attributes.
class Facts {
public:
    Facts() = default;
    Facts(const Facts&) = default;
    Facts& operator=(const Facts&) = default;
    virtual ~Facts() = default;
    // Every value that the attribute can have, null included where it may be unset.
    [[nodiscard]] virtual Possible attribute(const Reference& reference) const {
        return Possible::anything(reference.span);
    }
    // `source.x` is `user.x`: mappings to an app.
    [[nodiscard]] virtual bool source_is_user() const { return true; }
    // Whether an app or instance of this name is known to exist.
    [[nodiscard]] virtual bool has_app(std::string_view) const { return false; }
    // As Scope::mode.
    [[nodiscard]] virtual std::string_view mode() const { return {}; }
};

// A way to fail. Each node reports one at most for each kind.
struct Failure {
    Error error;          // with the place
    bool always = false;  // whenever evaluation comes there
    bool certain = true;  // some allowed input does it; else it could not be ruled out
};

// `+` that can turn null into the word "null".
struct NullToText {
    text::Span span;  // the operand
    std::optional<Reference> attribute;
};

// A condition that is always the same for the inputs that come there.
struct FixedCondition {
    text::Span span;
    bool value = false;
    std::size_t branch = 0;  // the node that is never evaluated
};

struct Analysis {
    Possible possible;
    std::vector<Failure> failures;
    std::vector<NullToText> null_to_text;
    std::vector<FixedCondition> fixed_conditions;  // literal conditions left out
};

[[nodiscard]] Analysis analyse(const Program& program, const Facts& facts, const Limits& limits = {});

}  // namespace preflight::expression
