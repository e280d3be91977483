// The functions of the language, one row each: the evaluator, the checker and the docs read this table. Facts okta-el
// 6-8, 10.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/expression.h"

namespace preflight::expression {

// What happens to an argument before the function sees it.
enum class Parameter : std::uint8_t { text, integer, list, any };

// What a call may use beside its arguments, and how it fails.
struct CallContext {
    const Scope& scope;
    const Limits& limits;
    std::size_t& steps;
    text::Span span;
    std::optional<Error> error;

    Value fail(ErrorKind kind, std::string detail, std::string message) {
        if (!error) error = Error{kind, std::move(detail), std::move(message), span};
        return Value::null();
    }
};

using Implementation = Value (*)(CallContext& context, const std::vector<Value>& arguments);

struct Function {
    std::string_view name;                // "String.len"
    std::size_t fewest, most;             // arguments; kMany for no upper bound
    std::array<Parameter, 3> parameters;  // the last one repeats
    std::string_view result;              // string boolean int double list any
    std::string_view when_null;           // of a null first argument, in words
    bool in_templates;                    // fn:... of BUILT_IN formats
    bool in_group_rules;
    bool deprecated;
    std::string_view doc;     // one sentence
    std::string_view source;  // section of facts okta-el
    Implementation call;
};

inline constexpr std::size_t kMany = static_cast<std::size_t>(-1);

[[nodiscard]] std::span<const Function> functions();
[[nodiscard]] const Function* find_function(std::string_view name);
[[nodiscard]] bool is_namespace(std::string_view name);

// Conversions of okta-el 3; nothing when the value cannot be converted.
[[nodiscard]] std::optional<bool> to_boolean(const Value& value);
[[nodiscard]] std::optional<std::int32_t> to_int(const Value& value);
[[nodiscard]] Value to_list(const Value& value);  // null stays null

// Strings in UTF-16 units, the measure of the language.
[[nodiscard]] std::u16string to_utf16(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u16string_view units);

// Java regular expressions over the whole text: the subset that a bounded matcher can judge. Refused patterns and
// patterns that take too many steps are errors.
enum class MatchAnswer : std::uint8_t { no, yes, bad_pattern, too_long };
[[nodiscard]] MatchAnswer matches_whole(std::string_view pattern, std::string_view text, const Limits& limits);

}  // namespace preflight::expression
