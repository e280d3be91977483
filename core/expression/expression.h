// The Okta expression language: parse once, evaluate many times. Dialects `mapping` (profile mappings, CUSTOM username
// formats) and `user_name_template` (BUILT_IN formats, text with ${...}); `identity_engine` is parsed as a dialect of
// its own name and refused for now. Follows facts okta-el 1-10 and 12. Language errors are values; nothing throws.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/value.h"
#include "core/text/span.h"

namespace preflight::expression {

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

// okta-el 12: no lower than Spring's own.
struct Limits {
    std::size_t expression_bytes = 40'000;
    std::size_t depth = 200;
    std::size_t result_bytes = 100'000;
    std::size_t list_items = 10'000;
    std::size_t steps = 1'000'000;
    std::size_t regex_bytes = 1'000;
};

// What names mean; implemented by the caller. The groups and directories have no answer unless overridden.
class Scope {
public:
    Scope() = default;
    Scope(const Scope&) = default;
    Scope& operator=(const Scope&) = default;
    virtual ~Scope() = default;

    [[nodiscard]] virtual bool has_root(std::string_view root) const = 0;
    // False: the name is not in the profile's schema (unknown-variable).
    [[nodiscard]] virtual bool has_attribute(std::string_view root, std::string_view name) const = 0;
    // Null when unset, unknown when not exported.
    [[nodiscard]] virtual Value attribute(std::string_view root, std::string_view name) const = 0;
    // A root as a whole (`user`): a map where it is known, else unknown.
    [[nodiscard]] virtual Value root(std::string_view root) const { return Value::unknown({std::string(root)}); }

    // The user's groups as maps with id and name; unknown when they were not given.
    [[nodiscard]] virtual Value groups() const { return Value::unknown({"groups"}); }
    // Profiles behind hasDirectoryUser and the like, as lists; "manager", "assistant" as maps with user and appUsers.
    [[nodiscard]] virtual Value directory(std::string_view which) const { return Value::unknown({std::string(which)}); }
    // user.getInternalProperty and user.getLinkedObject.
    [[nodiscard]] virtual Value internal_property(std::string_view name) const {
        return Value::unknown({"user." + std::string(name)});
    }
    [[nodiscard]] virtual Value linked_object(std::string_view name) const {
        return Value::unknown({"user." + std::string(name)});
    }
    // "claims", "group-rule" or empty for mappings.
    [[nodiscard]] virtual std::string_view mode() const { return {}; }
};

struct Ast;  // ast.h

// A parsed expression. Owns its text.
class Program {
public:
    explicit Program(std::shared_ptr<const Ast> ast) : ast_(std::move(ast)) {}
    [[nodiscard]] const Ast& ast() const { return *ast_; }
    [[nodiscard]] const std::string& source() const;

private:
    std::shared_ptr<const Ast> ast_;
};

struct ParseResult {
    std::optional<Program> program;
    std::optional<Error> error;
};
[[nodiscard]] ParseResult parse(std::string_view source, Dialect dialect, const Limits& limits = {});

struct Evaluation {
    std::optional<Error> error;
    Value value;
};
[[nodiscard]] Evaluation evaluate(const Program& program, const Scope& scope, const Limits& limits = {});

// Canonical text; parses to an equal program.
[[nodiscard]] std::string print(const Program& program);

// Every `root.name` of every branch, in source order.
struct Reference {
    std::string root, name;
    text::Span span;
};
[[nodiscard]] std::vector<Reference> references(const Program& program);

// Calls of functions that do not exist, in every branch.
struct UnknownCall {
    std::string name;
    std::optional<std::string> nearest;
    text::Span span;
};
[[nodiscard]] std::vector<UnknownCall> unknown_calls(const Program& program);

}  // namespace preflight::expression
