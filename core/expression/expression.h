// The Okta expression language: parse once, evaluate many times. Dialects `mapping` (profile mappings, CUSTOM username
// formats), `user_name_template` (BUILT_IN formats, text with ${...}) and `identity_engine` (policies: methods on
// values). Follows facts okta-el 1-12. Language errors are values; nothing throws.
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
[[nodiscard]] std::string_view to_string(Dialect dialect);  // "mapping", "template", "identity-engine"

// okta-el 12: no lower than Spring's own.
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

// What names mean; implemented by the caller. The groups, directories and clock have no answer unless overridden.
class Scope {
public:
    Scope() = default;
    Scope(const Scope&) = default;
    Scope& operator=(const Scope&) = default;
    virtual ~Scope() = default;

    [[nodiscard]] virtual bool has_root(std::string_view root) const = 0;
    // False: the name is not in the profile's schema (unknown-variable).
    [[nodiscard]] virtual bool has_attribute(std::string_view root, std::string_view name) const = 0;
    // Whether a bare name can be an attribute of the source (okta-el 4).
    [[nodiscard]] virtual bool has_bare(std::string_view name) const {
        return has_root("source") && has_attribute("source", name);
    }
    // Null when unset, unknown when not exported.
    [[nodiscard]] virtual Value attribute(std::string_view root, std::string_view name) const = 0;
    // The three questions at once, as evaluation asks them.
    enum class Found : std::uint8_t { value, no_root, no_attribute, no_profile };  // no_profile: the root is no object
    [[nodiscard]] virtual Found find(const Name& root, const Name& name, Value& out) const {
        if (!has_root(root.text)) return Found::no_root;
        if (!has_attribute(root.text, name.text)) return Found::no_attribute;
        out = attribute(root.text, name.text);
        return Found::value;
    }
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
    // The time of Time.now, in milliseconds since 1970 UTC; nothing: not known.
    [[nodiscard]] virtual std::optional<std::int64_t> now() const { return std::nullopt; }
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
    std::shared_ptr<const Error> error;  // null: `value` holds
    Value value;
};

// Watches an evaluation: called when a node (index into the tree) has its value or has failed, children first. A node
// inside a projection is seen once for each element; one in a branch not taken never.
class Observer {
public:
    Observer() = default;
    Observer(const Observer&) = default;
    Observer& operator=(const Observer&) = default;
    virtual ~Observer() = default;
    virtual void seen(std::size_t node, const Value& value, const Error* error) = 0;
};

[[nodiscard]] Evaluation evaluate(const Program& program, const Scope& scope, const Limits& limits = {},
                                  Observer* observer = nullptr);

// One node applied to values of its children; for nodes that always evaluate all of them (not ?:, ternary, and, or,
// projection, names).
[[nodiscard]] Evaluation apply(const Program& program, std::size_t node, const std::vector<Value>& children,
                               const Scope& scope, const Limits& limits = {});

// Canonical text; parses to an equal program.
[[nodiscard]] std::string print(const Program& program);

// Every `root.name` of every branch, in source order.
struct Reference {
    std::string root, name;
    text::Span span;
};
[[nodiscard]] std::vector<Reference> references(const Program& program);

}  // namespace preflight::expression
