// The tree of one expression, shared by the evaluator, the analysis and the printer. Nodes are in one vector; children
// come before their parents, the last node is the root.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/expression/expression.h"

namespace preflight::expression {

enum class NodeKind : std::uint8_t {
    literal,     // value
    name,        // a root name: text
    property,    // children[0] . text
    index,       // children[0] [ children[1] ]
    call,        // text ( children... ): a function of the root, or with a namespace ("String.len")
    method,      // children[0] . text ( children[1...] )
    projection,  // children[0] .![ children[1] ]
    list,
    map,     // children: key, value, key, value; keys are literals or expressions
    unary,   // text: "!", "-", "+", "empty"
    binary,  // text: the operator in its symbol form
    ternary,
    elvis,
    concatenation,  // of a template: children are literals and expressions
};

struct Node {
    NodeKind kind = NodeKind::literal;
    std::string text;
    bool safe = false;  // ?. instead of .
    Value value;
    std::vector<std::size_t> children;
    text::Span span;
    text::Span name_span;  // of `text` in a property, call or method
};

struct Ast {
    std::string source;
    Dialect dialect = Dialect::mapping;
    std::vector<Node> nodes;
    std::size_t root = 0;
};

// "a.b" for a property of a bare name; false otherwise.
[[nodiscard]] bool as_reference(const Ast& ast, std::size_t node, Reference& out);

}  // namespace preflight::expression
