// The functions of the language, one row each: the evaluator, the checker and the docs read this table. Facts okta-el
// 6-8, 10.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/functions/scope.h"
#include "core/expression/functions/transfer.h"
#include "core/expression/values/conversions.h"
#include "core/expression/values/language.h"

namespace preflight::expression {

// What an argument is converted to before the call (okta-el 3).
enum class Parameter : std::uint8_t { text, integer, list, any };

// A text that a function evaluates as an expression (getFilteredGroups). Implemented by the evaluator, which is above
// this layer.
class NestedExpression {
public:
    NestedExpression() = default;
    NestedExpression(const NestedExpression&) = delete;
    NestedExpression& operator=(const NestedExpression&) = delete;
    virtual ~NestedExpression() = default;
    [[nodiscard]] virtual std::size_t steps() const = 0;  // that one evaluation costs at least
    [[nodiscard]] virtual Evaluation evaluate(const Scope& scope, const Limits& limits) const = 0;
};
// Null with an error.
using ParseNested = std::unique_ptr<NestedExpression> (*)(std::string_view text, const Limits& limits, Error& error);

// What an implementation can use besides its arguments, and how it reports an error.
struct CallContext {
    const Scope& scope;
    const Limits& limits;
    std::size_t& steps;
    text::Span span;
    std::string_view name;
    std::shared_ptr<const Error>& error;
    ParseNested parse_nested;  // null for pure functions

    Value fail(ErrorKind kind, std::string detail, std::string message) {
        if (!error) error = std::make_shared<const Error>(Error{kind, std::move(detail), std::move(message), span});
        return Value::null();
    }
};

using Arguments = std::span<const Value>;
using Implementation = Value (*)(CallContext& context, Arguments arguments);

// How a function is called: in mappings as `Name.space(...)`, in templates as `fn:name(...)`, in the Identity Engine as
// a method on a value of this kind.
enum class Receiver : std::uint8_t {
    mapping,
    templates,
    on_string,
    on_list,
    on_number,
    on_country,
    on_date_time,
    engine_root
};

// Properties of a function beside its types.
enum Trait : std::uint8_t {
    kNoTraits = 0,
    kGroupRules = 1,     // allowed in group rules
    kDeprecated = 2,     // still works
    kMembership = 4,     // reads groups or managers: a change there does not trigger an update (okta-el 8)
    kClaimsOnly = 8,     // group claims only, never mappings
    kTakesUnknown = 16,  // handles unknown arguments itself
    kPure = 32,          // depends on its arguments alone
    kPairs = 64,         // an even number of arguments
    kProfile = 128       // yields a profile, or null where there is none
};

inline constexpr std::uint8_t kMany = 255;

// Calls whose result says something about the arguments. The analysis follows these backwards.
enum class Idiom : std::uint8_t {
    none,
    length,         // of the text in the first argument
    contains,       // whether the first text contains the second one
    is_empty_list,  // true for null and the empty list
    choice          // the value of the first key that the first text contains: text, default, key, value, key, value
};

// What a function reads besides its arguments.
enum class Reads : std::uint8_t {
    nothing,
    clock,
    groups,             // the arguments are ids or names, or parts of them
    groups_by_pattern,  // the argument is a regular expression for names
    directory_users,
    workday_users,
    manager,
    assistant
};

struct Function {
    std::string_view name;  // "String.len", "fn:length", "toUpperCase"
    Receiver receiver;
    std::uint8_t min_arguments, max_arguments;  // arguments beside a method's own value; kMany for no upper bound
    std::array<Parameter, 3> parameters;        // the last one repeats; of a method the first is the value itself
    std::string_view result;                    // string boolean int double list date-time country any
    std::string_view when_null;                 // what a null first argument gives, in words
    std::uint8_t traits;
    std::string_view doc;     // one sentence
    std::string_view source;  // section of facts okta-el
    Implementation call;
    Transfer transfer;
    Idiom idiom = Idiom::none;
    Reads reads = Reads::nothing;

    [[nodiscard]] bool has(Trait trait) const { return (traits & trait) != 0; }
    [[nodiscard]] bool takes(std::size_t count) const {
        return count >= min_arguments && (max_arguments == kMany || count <= max_arguments);
    }
};

[[nodiscard]] std::span<const Function> functions();
// The function of this name where the dialect allows it; of a method the one for a value of this kind.
[[nodiscard]] const Function* find_function(std::string_view name, Dialect dialect);
[[nodiscard]] const Function* find_method(std::string_view name, Kind receiver);
// `owner.name()` of the Identity Engine where the owner is not a value: DateTime.now(); null when there is none.
[[nodiscard]] const Function* find_root_function(std::string_view owner, std::string_view name);
[[nodiscard]] bool is_method_name(std::string_view name);
[[nodiscard]] bool is_namespace(std::string_view name);
// The function of today, or member of `user`, that was probably meant; nothing when no name is near.
[[nodiscard]] std::optional<std::string_view> nearest_function(std::string_view name, Dialect dialect);

// The members of `user` that are called like methods (okta-el 4, 8, 11).
enum class UserMember : std::uint8_t { none, internal_property, linked_object, groups, is_member_of };
[[nodiscard]] UserMember user_member(std::string_view name);
// What user.getGroups can ask of a group (okta-el 8).
[[nodiscard]] bool is_group_criterion(std::string_view key);

// Kinds as bits of a set, and the known ones that a parameter takes without conversion.
[[nodiscard]] constexpr std::uint16_t bit(Kind kind) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
}
[[nodiscard]] constexpr std::uint16_t fitting(Parameter parameter) {
    switch (parameter) {
        case Parameter::text:
            return bit(Kind::string) | bit(Kind::null);
        case Parameter::integer:
            return bit(Kind::int32);
        case Parameter::list:
            return bit(Kind::list) | bit(Kind::null);
        case Parameter::any:
            break;
    }
    return static_cast<std::uint16_t>(~bit(Kind::unknown));
}

// "2015-07-31T17:18:37.979Z" as a date-time, null when it is none (okta-el 9).
[[nodiscard]] Value date_time_from_iso(std::string_view iso);

// Whether an attribute of an Identity Engine user is a date-time (okta-el 11).
[[nodiscard]] bool is_date_name(std::string_view name);

// What user.getInternalProperty("status") can be (okta-el 4).
[[nodiscard]] std::span<const std::string_view> internal_statuses();

// The message for a call with a wrong number of arguments.
[[nodiscard]] std::string arity_message(const Function& function, std::size_t count);

}  // namespace preflight::expression
