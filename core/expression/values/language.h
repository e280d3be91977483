// What all parts of the expression language share: dialects, errors, limits and names. Language errors are values;
// nothing throws. Facts okta-el 1, 5, 12.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/expression/values/value.h"
#include "core/text/span.h"

namespace preflight::expression {

// `mapping`: profile mappings and CUSTOM username formats. `user_name_template`: BUILT_IN username formats, text with
// ${...}. `identity_engine`: policies, with methods on values.
enum class Dialect : std::uint8_t { mapping, user_name_template, identity_engine };
enum class ErrorKind : std::uint8_t { parse, type, unknown_function, unknown_variable, argument, runtime, limit };

// `span` is in UTF-8 bytes of the expression. `detail` is one of unsupported, arity, null-argument, regex, not-allowed,
// null-dereference, range, arithmetic, or empty.
struct Error {
    ErrorKind kind = ErrorKind::parse;
    std::string detail;
    std::string message;  // without a full stop
    text::Span span;
};

[[nodiscard]] std::string_view to_string(ErrorKind kind);
[[nodiscard]] std::string_view to_string(Dialect dialect);  // "mapping", "template", "identity-engine"

// Not lower than the limits of Spring, which Okta uses (okta-el 12).
struct Limits {
    std::size_t expression_bytes = 40'000;
    std::size_t depth = 200;             // of nesting
    std::size_t height = 1'000;          // of the tree: evaluation recurses on it
    std::size_t result_bytes = 300'000;  // 100,000 UTF-16 units at least
    std::size_t list_items = 10'000;
    std::size_t steps = 1'000'000;
    std::size_t regex_length = 1'000;    // in UTF-16 units
    std::size_t nested_expressions = 1;  // getFilteredGroups evaluates a text as an expression
};

// A name with its hash (value.h), computed once when the expression is parsed.
struct Name {
    std::string_view text;
    std::uint32_t hash;
};

// `root.name` or `root["name"]` in an expression.
struct Reference {
    std::string root, name;
    text::Span span;
};

// The result of an evaluation: an error, or a value.
struct Evaluation {
    std::shared_ptr<const Error> error;  // null: `value` is the result
    Value value;
};

}  // namespace preflight::expression
