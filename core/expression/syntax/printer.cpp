// The canonical text of a program: fully parenthesised where the grammar needs it; parses to an equal program.
#include <cmath>

#include "core/expression/syntax/ast.h"

namespace preflight::expression {

namespace {

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + "\"";
}

std::string literal(const Value& value) {
    switch (value.kind()) {
        case Kind::string:
            return quoted(value.as_string());
        case Kind::int64:
            return std::to_string(value.as_integer()) + "L";
        // A number too large for its type is written as one: Infinity would be a name.
        case Kind::float32:
            return (std::isinf(value.as_double()) ? "1e99" : java_double(value.as_double(), true)) + "F";
        case Kind::float64:
            return std::isinf(value.as_double()) ? "1e999" : value.to_text();
        default:
            return value.to_text();
    }
}

std::string text_of(const Ast& ast, std::size_t index) {
    const Node& node = ast.nodes[index];
    const auto child = [&](std::size_t i) { return text_of(ast, node.children[i]); };
    // Everything but a primary is put in parentheses when it is inside something.
    const auto inner = [&](std::size_t i) {
        const NodeKind kind = ast.nodes[node.children[i]].kind;
        const bool composed =
            kind == NodeKind::binary || kind == NodeKind::ternary || kind == NodeKind::elvis || kind == NodeKind::unary;
        return composed ? "(" + child(i) + ")" : child(i);
    };
    const auto arguments = [&](std::size_t from) {
        std::string list;
        for (std::size_t i = from; i < node.children.size(); ++i) list += (i > from ? ", " : "") + child(i);
        return "(" + list + ")";
    };
    switch (node.kind) {
        case NodeKind::literal:
            return literal(node.value);
        case NodeKind::name:
            return node.text;
        case NodeKind::property:
            return inner(0) + (node.safe ? "?." : ".") + node.text;
        case NodeKind::index:
            return inner(0) + "[" + child(1) + "]";
        case NodeKind::call:
            return node.text + arguments(0);
        case NodeKind::method:
            return inner(0) + (node.safe ? "?." : ".") + node.text + arguments(1);
        case NodeKind::projection:
            return inner(0) + (node.safe ? "?.![" : ".![") + child(1) + "]";
        case NodeKind::selection:
            return inner(0) + (node.safe ? "?." : ".") + node.text + child(1) + "]";
        case NodeKind::list: {
            std::string list = arguments(0);
            return "{" + list.substr(1, list.size() - 2) + "}";
        }
        case NodeKind::map: {
            std::string result = "{";
            for (std::size_t i = 0; i + 1 < node.children.size(); i += 2)
                result += (i > 0 ? ", " : "") + inner(i) + ": " + child(i + 1);
            return result + (node.children.empty() ? ":}" : "}");
        }
        case NodeKind::unary:
            return std::string(symbol(node.op)) + (node.op == Op::empty ? " " : "") + inner(0);
        case NodeKind::binary:
            return inner(0) + " " + std::string(symbol(node.op)) + " " + inner(1);
        case NodeKind::ternary:
            return inner(0) + " ? " + inner(1) + " : " + inner(2);
        case NodeKind::elvis:
            return inner(0) + " ?: " + inner(1);
        case NodeKind::concatenation: {
            std::string result;
            for (const std::size_t part : node.children) {
                const Node& piece = ast.nodes[part];
                const bool plain = piece.kind == NodeKind::literal && piece.value.is_string() &&
                                   ast.source[piece.span.begin] != '"' && ast.source[piece.span.begin] != '\'';
                result += plain ? std::string(piece.value.as_string()) : "${" + text_of(ast, part) + "}";
            }
            return result;
        }
    }
    return {};
}

}  // namespace

std::string print(const Program& program) {
    return text_of(program.ast(), program.ast().root);
}

}  // namespace preflight::expression
