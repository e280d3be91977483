// The tree of one expression, shared by the evaluator, the analysis and the printer. Nodes are in one vector; children
// come before their parents, the last node is the root.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/expression/syntax/program.h"
#include "core/expression/values/value.h"

namespace preflight::expression {

enum class NodeKind : std::uint8_t {
    literal,     // value
    name,        // a root name: text
    property,    // children[0] . text
    index,       // children[0] [ children[1] ]
    call,        // text ( children... ): a function of the root, or with a namespace ("String.len")
    method,      // children[0] . text ( children[1...] )
    projection,  // children[0] .![ children[1] ]
    selection,   // children[0] .?[ children[1] ], .^[ ], .$[ ]: text is the operator; Identity Engine only
    list,
    map,     // children: key, value, key, value; keys are literals or expressions
    unary,   // op: logical_not, minus, plus, empty
    binary,  // any other op
    ternary,
    elvis,
    concatenation,  // of a template: children are literals and expressions
};

enum class Op : std::uint8_t {
    none,
    logical_or,
    logical_and,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    matches,
    plus,
    minus,
    times,
    divide,
    remainder,
    power,
    logical_not,
    empty
};
[[nodiscard]] std::string_view symbol(Op op);

struct Function;  // functions/functions.h
class Regex;      // functions/regex.h

struct Node {
    NodeKind kind = NodeKind::literal;
    Op op = Op::none;
    bool safe = false;           // ?. instead of .
    bool parenthesised = false;  // the source has parentheses around it
    bool direct = false;         // a property or index that reads `root.text` of a bare root name
    std::string text;
    std::uint32_t hash = 0;  // of text
    std::size_t height = 0;  // of the tree below
    Value value;
    const Function* function = nullptr;    // of a call; null when there is none of that name in the dialect
    std::shared_ptr<const Regex> pattern;  // of `matches` with a literal on its right
    std::vector<std::size_t> children;
    text::Span span;
    text::Span outer;      // with the parentheses around it
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
