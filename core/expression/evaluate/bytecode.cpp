#include "core/expression/evaluate/bytecode.h"

#include <algorithm>
#include <new>

#include "core/expression/syntax/ast.h"
#include "core/expression/values/conversions.h"
#include "core/text/swar.h"

namespace preflight::expression {

namespace {

constexpr std::size_t kMaxRegisters = 16;
constexpr std::size_t kMaxNodes = 1'000;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

class BytecodeCompiler {
public:
    BytecodeCompiler(const Ast& ast, const Resolver& resolver)
        : ast_(ast), resolver_(resolver), branch_at_(ast.nodes.size(), kNone) {
        const std::vector<std::size_t> branches = branch_nodes(ast);
        for (std::size_t i = 0; i < branches.size(); ++i) branch_at_[branches[i]] = i;
    }

    Bytecode result;

    // Adds instructions that leave the value of a node in register `to`; false where there are none. Recursion is as
    // deep as the tree, which the parser has bounded.
    bool add(std::size_t index, std::size_t to) {
        if (to >= kMaxRegisters) return false;
        result.registers = std::max(result.registers, static_cast<std::uint8_t>(to + 1));
        if (branch_at_[index] != kNone) put(Opcode::mark, to).operand = static_cast<std::uint32_t>(branch_at_[index]);
        const Node& node = ast_.nodes[index];
        switch (node.kind) {
            case NodeKind::literal:
                put(Opcode::literal, to).operand = literal(node.value);
                return true;
            case NodeKind::property:
            case NodeKind::index:
                return reference(index, node, to);
            case NodeKind::call:
                return call(node, to);
            case NodeKind::unary:
                if (node.op != Op::logical_not && node.op != Op::empty) return false;
                return of_all(node.op == Op::empty ? Opcode::empty : Opcode::logical_not, node, to);
            case NodeKind::binary:
                return binary(node, to);
            case NodeKind::ternary: {
                if (!add(node.children[0], to)) return false;
                const std::size_t to_no = put_condition(to);
                if (!add(node.children[1], to)) return false;
                const std::size_t to_end = put_jump(Opcode::jump, to);
                land(to_no);
                if (!add(node.children[2], to)) return false;
                land(to_end);
                return true;
            }
            case NodeKind::elvis:
                return either(Opcode::jump_if_any, node, to);
            case NodeKind::concatenation:
                return of_all(Opcode::print, node, to);
            default:
                return false;
        }
    }

private:
    Instruction& put(Opcode opcode, std::size_t to) {
        Instruction instruction;
        instruction.opcode = opcode;
        instruction.to = static_cast<std::uint8_t>(to);
        result.code.push_back(instruction);
        return result.code.back();
    }
    std::size_t put_jump(Opcode opcode, std::size_t to) {
        put(opcode, to);
        return result.code.size() - 1;
    }
    // Jumps where the value in `to` is false. A comparison right before it becomes one instruction with the jump,
    // unless another jump lands between the two.
    std::size_t put_condition(std::size_t to) {
        Instruction& last = result.code.back();
        const bool equal = last.opcode == Opcode::equal;
        if ((!equal && last.opcode != Opcode::not_equal) || landed_ == result.code.size())
            return put_jump(Opcode::jump_unless, to);
        last.opcode = equal ? Opcode::jump_unless_eq : Opcode::jump_unless_ne;
        return result.code.size() - 1;
    }
    void land(std::size_t jump) {
        landed_ = result.code.size();
        Instruction& from = result.code[jump];
        const bool compares = from.opcode == Opcode::jump_unless_eq || from.opcode == Opcode::jump_unless_ne;
        (compares ? from.target : from.operand) = static_cast<std::uint32_t>(landed_);
    }

    std::uint32_t literal(const Value& value) {
        result.literals.push_back(value);
        return static_cast<std::uint32_t>(result.literals.size() - 1);
    }

    bool reference(std::size_t index, const Node& node, std::size_t to) {
        Reference read;
        if (!node.direct || !as_reference(ast_, index, read)) return false;
        const Slot slot = resolver_.resolve({read.root, name_hash(read.root)}, {read.name, name_hash(read.name)});
        if (slot.kind == Slot::Kind::value) put(Opcode::column, to).operand = slot.column;
        else put(Opcode::give_up, to);
        result.may_give_up_early = result.may_give_up_early || slot.kind != Slot::Kind::value;
        return true;
    }

    bool of_all(Opcode opcode, const Node& node, std::size_t to) {
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            if (!add(node.children[i], to + 1 + i)) return false;
        }
        put(opcode, to).count = static_cast<std::uint8_t>(node.children.size());
        return true;
    }

    bool either(Opcode jump, const Node& node, std::size_t to) {
        if (!add(node.children[0], to)) return false;
        const std::size_t to_end = put_jump(jump, to);
        if (!add(node.children[1], to)) return false;
        if (jump != Opcode::jump_if_any) put(Opcode::truth, to);
        land(to_end);
        return true;
    }

    bool comparison(Opcode opcode, const Node& node, std::size_t to) {
        const Node& right = ast_.nodes[node.children[1]];
        if (right.kind != NodeKind::literal) return of_all(opcode, node, to);
        if (!add(node.children[0], to + 1)) return false;
        const std::uint32_t operand = literal(right.value);
        Instruction& made = put(opcode, to);
        made.count = 1;
        made.operand = operand;
        return true;
    }

    bool call(const Node& node, std::size_t to) {
        const Function* function = node.function;
        const std::size_t count = node.children.size();
        if (function == nullptr || !function->has(kPure) || function->has(kClaimsOnly) || !function->takes(count) ||
            (function->has(kPairs) && count % 2 != 0))
            return false;
        if (!of_all(Opcode::call, node, to)) return false;
        result.mappings_only = result.mappings_only || !function->has(kGroupRules);
        Instruction& made = result.code.back();
        for (std::size_t i = 0; i < made.kinds.size(); ++i) made.kinds[i] = fitting(function->parameters[i]);
        made.implementation = function->call;
        return true;
    }

    bool binary(const Node& node, std::size_t to) {
        switch (node.op) {
            case Op::logical_and:
                return either(Opcode::jump_unless, node, to);
            case Op::logical_or:
                return either(Opcode::jump_if, node, to);
            case Op::equal:
                return comparison(Opcode::equal, node, to);
            case Op::not_equal:
                return comparison(Opcode::not_equal, node, to);
            case Op::plus:
                return of_all(Opcode::concatenate, node, to);
            default:
                return false;
        }
    }

    const Ast& ast_;
    const Resolver& resolver_;
    std::vector<std::size_t> branch_at_;  // by node, kNone where there is none
    std::size_t landed_ = 0;              // where the last jump goes to
};

// Register 0 is the caller's value, the others live here. All hold a value at any time.
class Registers {
public:
    Registers(Value& result, std::size_t count) : result_(result), count_(count) {
        for (std::size_t i = 1; i < count_; ++i) ::new (raw(i)) Value;
    }
    Registers(const Registers&) = delete;
    Registers& operator=(const Registers&) = delete;
    ~Registers() {
        for (std::size_t i = 1; i < count_; ++i) at(i)->~Value();
    }
    [[nodiscard]] Value& operator[](std::size_t i) { return i == 0 ? result_ : *at(i); }
    // Constructs the result of `make` in the register: moving it there would cost more than most functions do.
    template <typename Make>
    void put(std::size_t i, Make make) {
        Value& target = (*this)[i];
        target.~Value();
        ::new (static_cast<void*>(&target)) Value(make());
    }

private:
    void* raw(std::size_t i) { return bytes_ + (i - 1) * sizeof(Value); }
    Value* at(std::size_t i) { return std::launder(static_cast<Value*>(raw(i))); }
    Value& result_;
    std::size_t count_;
    alignas(Value) unsigned char bytes_[(kMaxRegisters - 1) * sizeof(Value)];
};

// The branches that an evaluation has reached. They are counted at its end, when it is certain that the tree will not
// count them again.
class Marks {
public:
    explicit Marks(BranchCounts* counts) : counts_(counts) {}
    void mark(std::uint32_t branch) {
        if (counts_ != nullptr && used_ < branches_.size()) branches_[used_++] = branch;
    }
    // False when there were more than fit.
    [[nodiscard]] bool count() {
        if (used_ == branches_.size()) return false;
        for (std::size_t i = 0; i < used_; ++i) counts_->reached(branches_[i]);
        return true;
    }

private:
    BranchCounts* counts_;
    std::size_t used_ = 0;
    std::array<std::uint32_t, 32> branches_;  // not initialised: only the first `used_` are read
};

// 1, 0, or -1 where the value does not convert to boolean.
int truth_of(const Value& value) {
    if (value.kind() == Kind::boolean) return value.as_boolean() ? 1 : 0;
    const auto truth = to_boolean(value);
    return truth ? static_cast<int>(*truth) : -1;
}

// equal(), with the most frequent comparisons first.
bool same_value(const Value& a, const Value& b) {
    if (a.is_string() && b.is_string()) return text::same_bytes(a.as_string(), b.as_string());
    if (a.kind() == Kind::boolean && b.kind() == Kind::boolean) return a.as_boolean() == b.as_boolean();
    return equal(a, b);
}

// The texts as one; null when one of them is neither a text nor null, or when the result is too long. Not inlined into
// run(), whose frame every expression pays for.
[[gnu::noinline]] Value printed(const Value* parts, std::size_t count, const Limits& limits) {
    std::size_t size = 0;
    bool halves = false;
    for (std::size_t i = 0; i < count; ++i) {
        if (!parts[i].is_string() && !parts[i].is_null()) return {};
        size += parts[i].as_string().size();
        halves = halves || find_surrogate(parts[i].as_string()) != std::string_view::npos;
        if (size > limits.result_bytes) return {};
    }
    const Value text = Value::string_of(size, [&](char* bytes) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::string_view part = parts[i].as_string();
            bytes = std::copy(part.begin(), part.end(), bytes);
        }
    });
    return halves ? Value::string(rejoined(std::string(text.as_string()))) : text;
}

}  // namespace

std::optional<Bytecode> compile(const Ast& ast, const Resolver& resolver) {
    // Attributes of the Identity Engine can be date-times.
    if (ast.dialect == Dialect::identity_engine || ast.nodes.size() > kMaxNodes) return std::nullopt;
    BytecodeCompiler compiler(ast, resolver);
    if (!compiler.add(ast.root, 0)) return std::nullopt;
    return std::move(compiler.result);
}

bool run(const Bytecode& bytecode, const Ast& ast, const RowValues& row, const Scope& scope, const Limits& limits,
         Evaluation& out, BranchCounts* counts) {
    // The tree counts a step a node.
    std::size_t steps = ast.nodes.size();
    if (steps > limits.steps || (bytecode.mappings_only && !scope.mode().empty())) return false;
    // Most expressions of real mappings are one name.
    if (bytecode.code.size() == 1 && bytecode.code[0].opcode == Opcode::column) {
        out.value = row.value(bytecode.code[0].operand);
        return !out.value.is_unknown();
    }
    Registers registers(out.value, bytecode.registers);
    CallContext context{scope, limits, steps, {}, {}, out.error, nullptr};
    Marks marks(counts);
    const Instruction* const begin = bytecode.code.data();
    const Instruction* const end = begin + bytecode.code.size();
    for (const Instruction* at = begin; at != end;) {
        const Instruction& now = *at++;
        switch (now.opcode) {
            case Opcode::literal:
                registers[now.to] = bytecode.literals[now.operand];
                break;
            case Opcode::column:
                registers.put(now.to, [&] { return row.value(now.operand); });
                if (registers[now.to].is_unknown()) return false;
                break;
            case Opcode::give_up:
                return false;
            case Opcode::call: {
                const Value* const arguments = now.count == 0 ? nullptr : &registers[now.to + 1U];
                for (std::size_t i = 0; i < now.count; ++i) {
                    if ((now.kinds[std::min<std::size_t>(i, 2)] & bit(arguments[i].kind())) == 0) return false;
                }
                registers.put(now.to, [&] { return now.implementation(context, Arguments(arguments, now.count)); });
                if (out.error || registers[now.to].is_unknown()) return false;
                break;
            }
            case Opcode::equal:
            case Opcode::not_equal:
            case Opcode::jump_unless_eq:
            case Opcode::jump_unless_ne: {
                const Value& other = now.count == 1 ? bytecode.literals[now.operand] : registers[now.to + 2U];
                const bool same = same_value(registers[now.to + 1U], other);
                if (now.opcode == Opcode::jump_unless_eq || now.opcode == Opcode::jump_unless_ne) {
                    if (same != (now.opcode == Opcode::jump_unless_eq)) at = begin + now.target;
                } else {
                    registers.put(now.to, [&] { return Value::boolean(same == (now.opcode == Opcode::equal)); });
                }
                break;
            }
            case Opcode::logical_not: {
                const int truth = truth_of(registers[now.to + 1U]);
                if (truth < 0) return false;
                registers.put(now.to, [&] { return Value::boolean(truth == 0); });
                break;
            }
            case Opcode::empty: {
                const bool empty = is_empty(registers[now.to + 1U]);
                registers.put(now.to, [&] { return Value::boolean(empty); });
                break;
            }
            case Opcode::concatenate: {
                const Value& a = registers[now.to + 1U];
                const Value& b = registers[now.to + 2U];
                if (!a.is_string() || !b.is_string() ||
                    a.as_string().size() + b.as_string().size() > limits.result_bytes)
                    return false;
                registers.put(now.to, [&] { return joined_texts(a.as_string(), b.as_string()); });
                break;
            }
            case Opcode::print:
                registers.put(now.to, [&] { return printed(&registers[now.to + 1U], now.count, limits); });
                if (registers[now.to].is_null()) return false;
                break;
            case Opcode::truth:
            case Opcode::jump_if:
            case Opcode::jump_unless: {
                Value& value = registers[now.to];
                const int truth = truth_of(value);
                if (truth < 0) return false;
                if (value.kind() != Kind::boolean) value = Value::boolean(truth == 1);
                if (now.opcode != Opcode::truth && (truth == 1) == (now.opcode == Opcode::jump_if))
                    at = begin + now.operand;
                break;
            }
            case Opcode::jump:
                at = begin + now.operand;
                break;
            case Opcode::jump_if_any:
                if (!is_missing(registers[now.to])) at = begin + now.operand;
                break;
            case Opcode::mark:
                marks.mark(now.operand);
                break;
        }
    }
    return steps <= limits.steps && marks.count();
}

}  // namespace preflight::expression
