#include "core/expression/evaluate/bytecode.h"

#include <algorithm>
#include <new>

#include "core/expression/syntax/ast.h"
#include "core/text/swar.h"

namespace preflight::expression {

namespace {

constexpr std::size_t kMaxPlaces = 16;
constexpr std::size_t kMaxNodes = 1'000;

class Compiler {
public:
    explicit Compiler(const Ast& ast) : ast_(ast) {}

    Bytecode result;

    // Instructions that leave the value of a node in `into`; false where there are none. Recursion is as deep as the
    // tree, which the parser has bounded.
    bool add(std::size_t index, std::size_t into) {
        if (into >= kMaxPlaces) return false;
        result.places = std::max(result.places, static_cast<std::uint8_t>(into + 1));
        const Node& node = ast_.nodes[index];
        switch (node.kind) {
            case NodeKind::literal:
                put(Instruction::Do::literal, into).operand = static_cast<std::uint32_t>(index);
                return true;
            case NodeKind::property:
                if (!node.direct) return false;
                put(Instruction::Do::reference, into).operand = static_cast<std::uint32_t>(index);
                return true;
            case NodeKind::call:
                return call(node, into);
            case NodeKind::unary:
                if (node.op != Op::logical_not && node.op != Op::empty) return false;
                return of_all(node.op == Op::empty ? Instruction::Do::empty : Instruction::Do::logical_not, node, into);
            case NodeKind::binary:
                return binary(node, into);
            case NodeKind::ternary: {
                if (!add(node.children[0], into)) return false;
                const std::size_t to_no = put_condition(into);
                if (!add(node.children[1], into)) return false;
                const std::size_t to_end = put_jump(Instruction::Do::jump, into);
                land(to_no);
                if (!add(node.children[2], into)) return false;
                land(to_end);
                return true;
            }
            case NodeKind::elvis:
                return either(Instruction::Do::jump_if_any, node, into);
            case NodeKind::concatenation:
                return of_all(Instruction::Do::print, node, into);
            default:
                return false;
        }
    }

private:
    Instruction& put(Instruction::Do what, std::size_t into) {
        Instruction instruction;
        instruction.what = what;
        instruction.into = static_cast<std::uint8_t>(into);
        result.code.push_back(instruction);
        return result.code.back();
    }
    std::size_t put_jump(Instruction::Do what, std::size_t into) {
        put(what, into);
        return result.code.size() - 1;
    }
    // A comparison that nothing jumps behind decides by itself.
    std::size_t put_condition(std::size_t into) {
        Instruction& last = result.code.back();
        const bool equal = last.what == Instruction::Do::equal;
        if ((!equal && last.what != Instruction::Do::not_equal) || landed_ == result.code.size())
            return put_jump(Instruction::Do::jump_unless, into);
        last.what = equal ? Instruction::Do::if_equal : Instruction::Do::if_not_equal;
        return result.code.size() - 1;
    }
    void land(std::size_t jump) {
        landed_ = result.code.size();
        Instruction& from = result.code[jump];
        const bool compares = from.what == Instruction::Do::if_equal || from.what == Instruction::Do::if_not_equal;
        (compares ? from.target : from.operand) = static_cast<std::uint32_t>(landed_);
    }

    bool of_all(Instruction::Do what, const Node& node, std::size_t into) {
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            if (!add(node.children[i], into + 1 + i)) return false;
        }
        put(what, into).count = static_cast<std::uint8_t>(node.children.size());
        return true;
    }

    bool either(Instruction::Do jump, const Node& node, std::size_t into) {
        if (!add(node.children[0], into)) return false;
        const std::size_t to_end = put_jump(jump, into);
        if (!add(node.children[1], into)) return false;
        if (jump != Instruction::Do::jump_if_any) put(Instruction::Do::truth, into);
        land(to_end);
        return true;
    }

    bool comparison(Instruction::Do what, const Node& node, std::size_t into) {
        if (ast_.nodes[node.children[1]].kind != NodeKind::literal) return of_all(what, node, into);
        if (!add(node.children[0], into + 1)) return false;
        Instruction& made = put(what, into);
        made.count = 1;
        made.operand = static_cast<std::uint32_t>(node.children[1]);
        return true;
    }

    bool call(const Node& node, std::size_t into) {
        const Function* function = node.function;
        const std::size_t count = node.children.size();
        if (function == nullptr || !function->has(kPure) || function->has(kClaimsOnly) || !function->takes(count) ||
            (function->has(kPairs) && count % 2 != 0))
            return false;
        if (!of_all(Instruction::Do::call, node, into)) return false;
        result.mappings_only = result.mappings_only || !function->has(kGroupRules);
        Instruction& made = result.code.back();
        for (std::size_t i = 0; i < made.kinds.size(); ++i) made.kinds[i] = fitting(function->parameters[i]);
        made.implementation = function->call;
        return true;
    }

    bool binary(const Node& node, std::size_t into) {
        switch (node.op) {
            case Op::logical_and:
                return either(Instruction::Do::jump_unless, node, into);
            case Op::logical_or:
                return either(Instruction::Do::jump_if, node, into);
            case Op::equal:
                return comparison(Instruction::Do::equal, node, into);
            case Op::not_equal:
                return comparison(Instruction::Do::not_equal, node, into);
            case Op::plus:
                return of_all(Instruction::Do::join, node, into);
            default:
                return false;
        }
    }

    const Ast& ast_;
    std::size_t landed_ = 0;  // where the last jump goes to
};

// Place 0 is the caller's value, the others live here. All hold a value at any time.
class Places {
public:
    Places(Value& result, std::size_t count) : result_(result), count_(count) {
        for (std::size_t i = 1; i < count_; ++i) ::new (raw(i)) Value;
    }
    Places(const Places&) = delete;
    Places& operator=(const Places&) = delete;
    ~Places() {
        for (std::size_t i = 1; i < count_; ++i) at(i)->~Value();
    }
    [[nodiscard]] Value& operator[](std::size_t i) { return i == 0 ? result_ : *at(i); }
    // What `make` returns is built in its place: the move behind it would cost more than most functions do.
    template <typename Make>
    void put(std::size_t i, Make make) {
        Value& place = (*this)[i];
        place.~Value();
        ::new (static_cast<void*>(&place)) Value(make());
    }

private:
    void* raw(std::size_t i) { return bytes_ + (i - 1) * sizeof(Value); }
    Value* at(std::size_t i) { return std::launder(static_cast<Value*>(raw(i))); }
    Value& result_;
    std::size_t count_;
    alignas(Value) unsigned char bytes_[(kMaxPlaces - 1) * sizeof(Value)];
};

// 1, 0, or -1 where it is no truth.
int truth_of(const Value& value) {
    if (value.kind() == Kind::boolean) return value.as_boolean() ? 1 : 0;
    const auto truth = to_boolean(value);
    return truth ? static_cast<int>(*truth) : -1;
}

// equal() with what is compared most often in front.
bool same_value(const Value& a, const Value& b) {
    if (a.is_string() && b.is_string()) return text::same_bytes(a.as_string(), b.as_string());
    if (a.kind() == Kind::boolean && b.kind() == Kind::boolean) return a.as_boolean() == b.as_boolean();
    return equal(a, b);
}

// What the node names in `out`, which is null before; false where that is an error or unknown.
bool read(const Ast& ast, std::size_t index, const Scope& scope, Value& out) {
    const Node& node = ast.nodes[index];
    const Node& root = ast.nodes[node.children[0]];
    return scope.find({root.text, root.hash}, {node.text, node.hash}, out) == Scope::Found::value && !out.is_unknown();
}

// The texts as one; null when one of them is something else than a text or null, or all together are too long. Apart
// from run(), whose frame every expression pays for.
[[gnu::noinline]] Value printed(const Value* parts, std::size_t count, const Limits& limits) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        if (parts[i].is_string()) text += parts[i].as_string();
        else if (!parts[i].is_null()) return {};
        if (text.size() > limits.result_bytes) return {};
    }
    return Value::string(rejoined(std::move(text)));
}

}  // namespace

Bytecode compile(const Ast& ast) {
    // Attributes of the Identity Engine can be date-times.
    if (ast.dialect == Dialect::identity_engine || ast.nodes.size() > kMaxNodes) return {};
    Compiler compiler(ast);
    return compiler.add(ast.root, 0) ? std::move(compiler.result) : Bytecode{};
}

bool run(const Bytecode& path, const Ast& ast, const Scope& scope, const Limits& limits, Evaluation& out) {
    // The tree counts a step a node.
    std::size_t steps = ast.nodes.size();
    if (path.code.empty() || steps > limits.steps || (path.mappings_only && !scope.mode().empty())) return false;
    // Most expressions of real mappings are one name.
    if (path.code.size() == 1 && path.code[0].what == Instruction::Do::reference)
        return read(ast, path.code[0].operand, scope, out.value);
    Places places(out.value, path.places);
    CallContext context{scope, limits, steps, {}, {}, out.error, nullptr};
    const Instruction* const begin = path.code.data();
    const Instruction* const end = begin + path.code.size();
    for (const Instruction* at = begin; at != end;) {
        const Instruction& now = *at++;
        switch (now.what) {
            case Instruction::Do::literal:
                places[now.into] = ast.nodes[now.operand].value;
                break;
            case Instruction::Do::reference: {
                places.put(now.into, [] { return Value{}; });
                if (!read(ast, now.operand, scope, places[now.into])) return false;
                break;
            }
            case Instruction::Do::call: {
                const Value* const arguments = now.count == 0 ? nullptr : &places[now.into + 1U];
                for (std::size_t i = 0; i < now.count; ++i) {
                    if ((now.kinds[std::min<std::size_t>(i, 2)] & bit(arguments[i].kind())) == 0) return false;
                }
                places.put(now.into, [&] { return now.implementation(context, Arguments(arguments, now.count)); });
                if (out.error || places[now.into].is_unknown()) return false;
                break;
            }
            case Instruction::Do::equal:
            case Instruction::Do::not_equal:
            case Instruction::Do::if_equal:
            case Instruction::Do::if_not_equal: {
                const Value& other = now.count == 1 ? ast.nodes[now.operand].value : places[now.into + 2U];
                const bool same = same_value(places[now.into + 1U], other);
                if (now.what == Instruction::Do::if_equal || now.what == Instruction::Do::if_not_equal) {
                    if (same != (now.what == Instruction::Do::if_equal)) at = begin + now.target;
                } else {
                    places.put(now.into, [&] { return Value::boolean(same == (now.what == Instruction::Do::equal)); });
                }
                break;
            }
            case Instruction::Do::logical_not: {
                const int truth = truth_of(places[now.into + 1U]);
                if (truth < 0) return false;
                places.put(now.into, [&] { return Value::boolean(truth == 0); });
                break;
            }
            case Instruction::Do::empty: {
                const bool empty = is_empty(places[now.into + 1U]);
                places.put(now.into, [&] { return Value::boolean(empty); });
                break;
            }
            case Instruction::Do::join: {
                const Value& a = places[now.into + 1U];
                const Value& b = places[now.into + 2U];
                if (!a.is_string() || !b.is_string() ||
                    a.as_string().size() + b.as_string().size() > limits.result_bytes)
                    return false;
                places.put(now.into, [&] { return joined_texts(a.as_string(), b.as_string()); });
                break;
            }
            case Instruction::Do::print:
                places.put(now.into, [&] { return printed(&places[now.into + 1U], now.count, limits); });
                if (places[now.into].is_null()) return false;
                break;
            case Instruction::Do::truth:
            case Instruction::Do::jump_if:
            case Instruction::Do::jump_unless: {
                Value& value = places[now.into];
                const int truth = truth_of(value);
                if (truth < 0) return false;
                if (value.kind() != Kind::boolean) value = Value::boolean(truth == 1);
                if (now.what != Instruction::Do::truth && (truth == 1) == (now.what == Instruction::Do::jump_if))
                    at = begin + now.operand;
                break;
            }
            case Instruction::Do::jump:
                at = begin + now.operand;
                break;
            case Instruction::Do::jump_if_any:
                if (!is_missing(places[now.into])) at = begin + now.operand;
                break;
        }
    }
    return steps <= limits.steps;
}

}  // namespace preflight::expression
