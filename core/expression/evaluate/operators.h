// The operators on known values (okta-el 3, 5). Unknown operands are the evaluator's concern. Internal to this folder.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/syntax/ast.h"
#include "core/expression/values/language.h"

namespace preflight::expression {

// For messages: the text "a", the number 1, null, a list.
[[nodiscard]] std::string shown(const Value& value);
[[nodiscard]] std::string_view with_article(const Value& value);

// A failing operator sets `error`, unless one is set already, and returns null.
class Operators {
public:
    Operators(const Ast& ast, const Limits& limits, std::shared_ptr<const Error>& error)
        : ast_(ast), limits_(limits), error_(error) {}

    Value unary(const Node& node, const Value& operand);
    Value binary(const Node& node, const Value& a, const Value& b);
    // The parts of a template as one text; null prints as nothing.
    Value print(const Node& node, const std::vector<Value>& parts);
    // Whether a part of a template has a text; false after an error.
    bool is_printable(const Node& node, std::size_t part, const Value& value);

    // Errors that the evaluator finds before it has all operands.
    Value no_left_text(const Node& node, const Value& left);         // of `matches`
    Value bad_condition(const Value& value, std::size_t condition);  // `condition`: the node
    [[nodiscard]] text::Span span_of(std::size_t node) const { return ast_.nodes[node].span; }
    Value fail(ErrorKind kind, std::string detail, std::string message, text::Span span);

private:
    Value matches(const Node& node, const Value& a, const Value& b);
    Value compare(const Node& node, const Value& a, const Value& b);
    Value joined(const Node& node, const Value& a, const Value& b);
    Value arithmetic(const Node& node, const Value& a, const Value& b);
    Value too_long(const Node& node);

    const Ast& ast_;
    const Limits& limits_;
    std::shared_ptr<const Error>& error_;
};

}  // namespace preflight::expression
