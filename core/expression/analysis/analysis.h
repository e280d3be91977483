// What an expression can evaluate to and how it can fail, over all inputs: abstract interpretation in one pass over the
// tree. A branch is analysed under the path condition that leads to it. Unreachable branches are still checked, because
// Okta validates the whole expression on save (okta-el 5). Constants are computed by the evaluator itself; other values
// are followed in the abstract domain (values/abstract_value.h). Where nothing is known, every value stays possible.
// Facts okta-el 3-8, 10, 11.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/expression/evaluate/evaluate.h"
#include "core/expression/values/abstract_value.h"

namespace preflight::expression {

// What the caller knows about attributes.
class Facts {
public:
    Facts() = default;
    Facts(const Facts&) = default;
    Facts& operator=(const Facts&) = default;
    virtual ~Facts() = default;
    // Every value that the attribute can have, with null where it may be unset.
    [[nodiscard]] virtual AbstractValue attribute(const Reference& reference) const {
        return AbstractValue::anything(reference.span);
    }
    // Whether the attribute may have this value: conditions that `attribute` cannot express (a pattern).
    [[nodiscard]] virtual bool allows(const Reference&, const Value&) const { return true; }
    // Typical texts of the attribute, for witnesses.
    [[nodiscard]] virtual std::vector<std::string> texts(const Reference&) const { return {}; }
    // `source.x` is `user.x`: mappings to an app.
    [[nodiscard]] virtual bool source_is_user() const { return true; }
    // The expression fills Okta's profile from an app or identity provider: `appuser` and `idpuser` exist.
    [[nodiscard]] virtual bool imports() const { return false; }
    // The attribute that was probably meant by a name that does not exist; empty where nothing speaks against the name.
    [[nodiscard]] virtual std::string misspelt(const Reference&) const { return {}; }
    // Whether an app or instance of this name is known to exist.
    [[nodiscard]] virtual bool has_app(std::string_view) const { return false; }
    // As Scope::mode.
    [[nodiscard]] virtual std::string_view mode() const { return {}; }
};

inline constexpr std::size_t kNoNode = static_cast<std::size_t>(-1);

// A way to fail. At most one for each span, kind and detail.
struct Failure {
    Error error;                 // with the place
    bool always = false;         // in every evaluation that reaches it
    bool certain = true;         // some allowed input fails; false: a failure could not be excluded
    std::size_t node = kNoNode;  // what fails; set if `always`, and for every failure of an operation
};

// `+` that can turn null into the word "null".
struct NullToText {
    text::Span span;  // the operand
    std::optional<Reference> attribute;
};

// A condition that has the same result in every evaluation that reaches it.
struct FixedCondition {
    enum class Kind : std::uint8_t {
        condition,    // of a ternary
        never_empty,  // the left side of ?:
        key           // of a stringSwitch: no text has it, or another key comes first
    };
    Kind kind = Kind::condition;
    text::Span span;
    bool value = false;      // of a condition
    std::size_t branch = 0;  // the node whose value is never used; of a ternary and ?: it is never evaluated either
    text::Span unused;       // of that node
};

struct Analysis {
    AbstractValue possible;
    std::vector<Failure> failures;
    std::vector<NullToText> null_to_text;
    std::vector<FixedCondition> fixed_conditions;  // literals left out
    // The budget was spent: values that were too many to follow count as any value of their type.
    bool estimated = false;
};

// Bytes of possible values that an analysis compares and joins. Expressions share one, so that thousands of them with
// thousands of long values end as soon as a single one.
struct AnalysisBudget {
    std::uint64_t bytes = 500'000'000;
};

[[nodiscard]] Analysis analyse(const Program& program, const Facts& facts, AnalysisBudget& budget,
                               const Limits& limits = {});
// The same with a budget of its own.
[[nodiscard]] Analysis analyse(const Program& program, const Facts& facts, const Limits& limits = {});

}  // namespace preflight::expression
