// A parsed expression. Facts okta-el 1-5, 10, 11.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/values/language.h"

namespace preflight::expression {

struct Ast;  // ast.h

// Owns its text. Copies share one tree, which never changes.
class Program {
public:
    explicit Program(std::shared_ptr<const Ast> ast) : ast_(std::move(ast)) {}
    [[nodiscard]] const Ast& ast() const { return *ast_; }
    [[nodiscard]] const std::string& source() const;

private:
    std::shared_ptr<const Ast> ast_;
};

// Exactly one of the two is set.
struct ParseResult {
    std::optional<Program> program;
    std::optional<Error> error;
};
[[nodiscard]] ParseResult parse(std::string_view source, Dialect dialect, const Limits& limits = {});

// Canonical text; parses to an equal program.
[[nodiscard]] std::string print(const Program& program);

// Every `root.name` of every branch, in source order.
[[nodiscard]] std::vector<Reference> references(const Program& program);

// Names without a root outside of projections, in source order: a root as a whole, or an attribute of the source
// (okta-el 4). The root of each reference is empty.
[[nodiscard]] std::vector<Reference> bare_names(const Program& program);

}  // namespace preflight::expression
