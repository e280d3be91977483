// Evaluation (okta-el 3-5, 11, 12). Recursion follows the tree, whose depth the parser has bounded. An unknown operand
// makes the result unknown; where it has candidates, the operation is tried on each of them.
#include <algorithm>
#include <new>
#include <utility>

#include "core/expression/evaluate/arguments.h"
#include "core/expression/evaluate/evaluate.h"
#include "core/expression/evaluate/operators.h"
#include "core/expression/evaluate/unknown.h"
#include "core/expression/evaluate/user_groups.h"
#include "core/expression/functions/functions.h"
#include "core/expression/syntax/ast.h"

namespace preflight::expression {

namespace {

class NestedProgram : public NestedExpression {
public:
    explicit NestedProgram(Program program) : program_(std::move(program)) {}
    [[nodiscard]] std::size_t steps() const override { return program_.ast().nodes.size(); }
    [[nodiscard]] Evaluation evaluate(const Scope& scope, const Limits& limits) const override {
        return expression::evaluate(program_, scope, limits);
    }

private:
    Program program_;
};

std::unique_ptr<NestedExpression> parse_nested(std::string_view text, const Limits& limits, Error& error) {
    ParseResult parsed = parse(text, Dialect::mapping, limits);
    if (parsed.program) return std::make_unique<NestedProgram>(std::move(*parsed.program));
    error = std::move(*parsed.error);
    return nullptr;
}

// Up to four values on the stack, constructed in place.
class InlineValues {
public:
    static constexpr std::size_t kCapacity = 4;
    InlineValues() = default;
    InlineValues(const InlineValues&) = delete;
    InlineValues& operator=(const InlineValues&) = delete;
    ~InlineValues() {
        while (count_ > 0) at(--count_)->~Value();
    }
    template <typename Make>
    void add(Make make) {
        ::new (static_cast<void*>(bytes_ + count_ * sizeof(Value))) Value(make());
        ++count_;
    }
    [[nodiscard]] const Value* data() const { return std::launder(reinterpret_cast<const Value*>(bytes_)); }

private:
    Value* at(std::size_t i) { return std::launder(reinterpret_cast<Value*>(bytes_ + i * sizeof(Value))); }
    alignas(Value) unsigned char bytes_[kCapacity * sizeof(Value)];
    std::size_t count_ = 0;
};

class Evaluator {
public:
    Evaluator(const Ast& ast, const Scope& scope, const Limits& limits, Observer* observer)
        : ast_(ast), scope_(scope), limits_(limits), observer_(observer), operators_(ast, limits, error) {}

    std::shared_ptr<const Error> error;

    Value run(std::size_t index) {
        if (observer_ == nullptr) return step(index);
        Value value = step(index);
        observer_->seen(index, value, error ? &*error : nullptr);
        return value;
    }

    // A node that evaluates all of its children, given their values.
    Value apply(std::size_t index, const std::vector<Value>& children) {
        const Node& node = ast_.nodes[index];
        switch (node.kind) {
            case NodeKind::property:
                return children[0].is_null() && node.safe ? Value{} : member_of(children[0], node);
            case NodeKind::index:
                return element(node, children[0], children[1]);
            case NodeKind::call:
                if (!allowed(node, node.children.size())) return {};
                return call_with(node, children.data(), children.size());
            case NodeKind::method:
                return method_with(node, children.data(), children.size());
            case NodeKind::list:
                return Value::list(children);
            case NodeKind::map:
                return map_of(children);
            case NodeKind::unary:
                return unary(node, children[0]);
            case NodeKind::binary:
                return binary(node, children[0], children[1]);
            case NodeKind::concatenation:
                return concatenated(node, children);
            default:
                return Value::unknown({});
        }
    }

private:
    Value fail(ErrorKind kind, std::string detail, std::string message, text::Span span) {
        return operators_.fail(kind, std::move(detail), std::move(message), span);
    }

    Value step(std::size_t index) {
        if (error) return {};
        const Node& node = ast_.nodes[index];
        if (++steps_ > limits_.steps) return fail(ErrorKind::limit, {}, "too many steps", node.span);
        switch (node.kind) {
            case NodeKind::literal:
                return node.value;
            case NodeKind::property:
                if (node.direct && element_ == nullptr) return reference(node, {node.text, node.hash});
                break;
            case NodeKind::call:
                return call(node);
            case NodeKind::binary: {
                if (node.op == Op::logical_and || node.op == Op::logical_or) break;
                const Value a = run(node.children[0]);
                // Spring converts the left side to text before it evaluates the right side, and rejects null after it.
                if (node.op == Op::matches && !error && has_object(a)) return operators_.no_left_text(node, a);
                if (error) return {};
                const Value b = run(node.children[1]);
                return error ? Value{} : binary(node, a, b);
            }
            case NodeKind::ternary:
                return ternary(node);
            default:
                break;
        }
        return uncommon(node);
    }

    // Not inlined into step(), whose stack frame every node pays for.
    [[gnu::noinline]] Value uncommon(const Node& node) {
        switch (node.kind) {
            case NodeKind::literal:
            case NodeKind::call:
            case NodeKind::ternary:
                break;  // above
            case NodeKind::name:
                return name(node);
            case NodeKind::property: {
                const Value object = run(node.children[0]);
                if (error) return {};
                if (object.is_null() && node.safe) return {};
                return member_of(object, node);
            }
            case NodeKind::index:
                return indexed(node);
            case NodeKind::method:
                return method(node);
            case NodeKind::projection:
            case NodeKind::selection:
                return over_elements(node);
            case NodeKind::list: {
                std::vector<Value> values = all_children(node);
                return error ? Value{} : spread(node, values, [](Evaluator&, const Node&, std::vector<Value>& v) {
                    return Value::list(v);
                });
            }
            case NodeKind::map: {
                std::vector<Value> values = all_children(node);
                return error ? Value{} : spread(node, values, [](Evaluator&, const Node&, std::vector<Value>& v) {
                    return map_of(v);
                });
            }
            case NodeKind::unary: {
                const Value operand = run(node.children[0]);
                return error ? Value{} : unary(node, operand);
            }
            case NodeKind::binary:
                return logic(node);
            case NodeKind::elvis:
                return elvis(node);
            case NodeKind::concatenation: {
                std::vector<Value> values;
                values.reserve(node.children.size());
                for (const std::size_t child : node.children) {
                    values.push_back(run(child));
                    if (error || !operators_.is_printable(node, values.size() - 1, values.back())) return {};
                }
                return concatenated(node, values);
            }
        }
        return {};
    }

    std::vector<Value> all_children(const Node& node) {
        std::vector<Value> values;
        values.reserve(node.children.size());
        for (const std::size_t child : node.children) {
            values.push_back(run(child));
            if (error) break;
        }
        return values;
    }

    // Applies `operation` where no value is unknown; else to every combination of candidates, if there are few.
    template <typename Operation>
    Value spread(const Node& node, std::vector<Value>& values, Operation operation) {
        std::size_t combinations = 1;
        bool unknown = false;
        std::vector<std::string> missing;
        for (const Value& value : values) {
            if (!value.is_unknown()) continue;
            unknown = true;
            missing.insert(missing.end(), value.missing().begin(), value.missing().end());
            combinations *= combinations > kMaxCandidates ? 1 : value.candidates().size();
        }
        if (!unknown) return operation(*this, node, values);
        Value::List results;
        if (combinations > 0 && combinations <= kMaxCandidates) {
            for (std::size_t number = 0; number < combinations; ++number) {
                std::vector<Value> chosen = values;
                std::size_t rest = number;
                for (Value& value : chosen) {
                    if (!value.is_unknown()) continue;
                    const Value::List candidates = value.candidates();
                    value = candidates[rest % candidates.size()];
                    rest /= candidates.size();
                }
                const Value result = operation(*this, node, chosen);
                if (error || result.is_unknown()) {  // one of them fails: the result is open
                    error.reset();
                    results.clear();
                    break;
                }
                add_candidate(results, result);
            }
            if (results.size() == 1) return results.front();
        }
        return Value::unknown(std::move(missing), std::move(results));
    }

    Value name(const Node& node) {
        if (element_ != nullptr) return member_of(*element_, node);
        if (scope_.has_root(node.text)) return scope_.root(node.text);
        // An attribute of the source without its root (okta-el 4).
        if (is_bare(node.text)) return scope_.attribute("source", node.text);
        return fail(ErrorKind::unknown_variable, {}, "nothing is called " + node.text, node.span);
    }

    // `.text` on a value.
    Value member_of(const Value& object, const Node& node) {
        if (object.is_unknown()) return Value::unknown(object.missing());
        if (object.is_null())
            return fail(ErrorKind::runtime, "null-dereference", "." + node.text + " of null", node.span);
        if (object.kind() != Kind::map)
            return fail(ErrorKind::unknown_variable, {}, std::string(with_article(object)) + " has no ." + node.text,
                        node.span);
        const Value* found = object.find(node.text, node.hash);
        return found == nullptr ? Value{} : *found;
    }

    Value reference(const Node& node, const Name& attribute) {
        const Node& root = ast_.nodes[node.children[0]];
        Value value;
        const Scope::Found found = scope_.find({root.text, root.hash}, attribute, value);
        if (found == Scope::Found::value && ast_.dialect != Dialect::identity_engine) return value;
        return other_reference(node, root, attribute, found, value);
    }

    [[gnu::noinline]] Value other_reference(const Node& node, const Node& root, const Name& attribute,
                                            Scope::Found found, const Value& value) {
        switch (found) {
            case Scope::Found::value:
                if (root.text == "user" && node.kind == NodeKind::property) return dated(node, attribute.text, value);
                return value;
            case Scope::Found::no_root:
                // An attribute of the source that is an object.
                if (is_bare(root.text)) return of_object(scope_.attribute("source", root.text), node, attribute.text);
                return fail(ErrorKind::unknown_variable, {}, "nothing is called " + root.text, root.span);
            case Scope::Found::no_profile:
                return of_object(scope_.root(root.text), node, attribute.text);
            case Scope::Found::no_attribute:
                return fail(ErrorKind::unknown_variable, {},
                            root.text + " has no attribute " + std::string(attribute.text), node.span);
        }
        return value;
    }

    // The root is not a profile: `.name` or `[name]` applied to its value.
    Value of_object(const Value& object, const Node& node, std::string_view name) {
        if (object.is_null() && node.safe) return {};
        if (node.kind == NodeKind::property || object.kind() == Kind::map) {
            if (object.kind() != Kind::map) return member_of(object, node);
            const Value* found = object.find(name);
            return found == nullptr ? Value{} : *found;
        }
        const Value key = run(node.children[1]);
        return error ? Value{} : element(node, object, key);
    }

    [[nodiscard]] bool is_bare(std::string_view name) const {
        return ast_.dialect != Dialect::identity_engine && !is_namespace(name) && scope_.has_bare(name);
    }

    // The four date-times of an Identity Engine user come as texts (okta-el 11).
    Value dated(const Node& node, std::string_view name, const Value& value) {
        if (!value.is_string() || !is_date_name(name)) return value;
        Value time = date_time_from_iso(value.as_string());
        if (time.is_null())
            return fail(ErrorKind::type, {}, std::string(name) + " needs a time such as 2015-07-31T17:18:37.979Z",
                        node.span);
        return time;
    }

    Value indexed(const Node& node) {
        const Node& key_node = ast_.nodes[node.children[1]];
        if (node.direct && element_ == nullptr) {
            if (key_node.kind == NodeKind::name) return reference(node, {key_node.text, key_node.hash});
            return reference(node, {key_node.value.as_string(), name_hash(key_node.value.as_string())});
        }
        const Value object = run(node.children[0]);
        if (error) return {};
        // A bare name as index of an object is the key itself.
        const bool own_text = object.kind() == Kind::map && key_node.kind == NodeKind::name;
        if (own_text) return element(node, object, Value::string(key_node.text));
        // An index is evaluated outside the projection: Spring's Indexer goes back to the root object for it.
        const Value* const inner = std::exchange(element_, nullptr);
        const Value key = run(node.children[1]);
        element_ = inner;
        return error ? Value{} : element(node, object, key);
    }

    Value element(const Node& node, const Value& object, const Value& key) {
        if (object.is_unknown() || key.is_unknown()) {
            std::vector<Value> both = {object, key};
            return spread(node, both,
                          [](Evaluator& e, const Node& n, std::vector<Value>& v) { return e.element(n, v[0], v[1]); });
        }
        if (object.is_null()) return fail(ErrorKind::runtime, "null-dereference", "an index into null", node.span);
        if (object.kind() == Kind::map) {
            const Value* found = object.find(key.to_text());
            return found == nullptr ? Value::null() : *found;
        }
        if (object.kind() != Kind::list && !object.is_string())
            return fail(ErrorKind::type, {}, std::string(with_article(object)) + " has no elements", node.span);
        const auto position = to_int(key);
        if (!position)
            return fail(ErrorKind::type, {}, "an index must be a whole number", ast_.nodes[node.children[1]].span);
        const auto at = static_cast<std::size_t>(*position);
        if (object.kind() == Kind::list) {
            const auto& elements = object.as_list();
            if (*position < 0 || at >= elements.size())
                return fail(ErrorKind::runtime, "range",
                            "the list has " + std::to_string(elements.size()) + " elements", node.span);
            return elements[at];
        }
        const std::u16string units = to_utf16(object.as_string());
        if (*position < 0 || at >= units.size())
            return fail(ErrorKind::runtime, "range", "the text has " + std::to_string(units.size()) + " characters",
                        node.span);
        return Value::string(to_utf8(std::u16string_view(units).substr(at, 1)));
    }

    // Whether the function exists, is allowed here and takes this number of arguments.
    bool allowed(const Node& node, std::size_t count) {
        const Function* function = node.function;
        if (function == nullptr || element_ != nullptr) return no_function(node);
        if (!function->has(kGroupRules) && scope_.mode() == "group-rule") {
            fail(ErrorKind::unknown_function, "not-allowed", node.text + " is not allowed in group rules",
                 node.name_span);
            return false;
        }
        if (function->has(kClaimsOnly) && scope_.mode() != "claims") {
            fail(ErrorKind::unknown_function, "not-allowed", node.text + " is allowed in group claims only",
                 node.name_span);
            return false;
        }
        if (function->takes(count) && !function->has(kPairs)) return true;
        return right_count(node, *function, count);
    }

    [[gnu::noinline]] bool no_function(const Node& node) {
        const auto dot = node.text.find('.');
        if (element_ != nullptr && dot != std::string::npos)
            fail(ErrorKind::unknown_variable, {}, node.text.substr(0, dot) + " is not known inside a projection",
                 node.name_span);
        else fail(ErrorKind::unknown_function, {}, "there is no function " + node.text, node.name_span);
        return false;
    }

    [[gnu::noinline]] bool right_count(const Node& node, const Function& function, std::size_t count) {
        const bool enough = function.takes(count);
        if (enough && function.has(kPairs) && count % 2 != 0) {
            fail(ErrorKind::argument, "arity",
                 std::string(function.name) + " needs a text, a default and pairs of key and value", node.span);
            return false;
        }
        if (enough) return true;
        fail(ErrorKind::argument, "arity", arity_message(function, count), node.span);
        return false;
    }

    Value call(const Node& node) {
        const std::size_t count = node.children.size();
        if (!allowed(node, count)) return {};
        if (count <= InlineValues::kCapacity) {
            InlineValues arguments;
            for (std::size_t i = 0; i < count; ++i) {
                arguments.add([&] { return run(node.children[i]); });
                if (error) return {};
            }
            return call_with(node, arguments.data(), count);
        }
        return long_call(node, count);
    }

    [[gnu::noinline]] Value long_call(const Node& node, std::size_t count) {
        std::vector<Value> arguments;
        arguments.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            arguments.push_back(run(node.children[i]));
            if (error) return {};
        }
        return call_with(node, arguments.data(), count);
    }

    Value call_with(const Node& node, const Value* arguments, std::size_t count) {
        return invoke(node, *node.function, arguments, count);
    }

    Value invoke(const Node& node, const Function& function, const Value* arguments, std::size_t count) {
        bool unknown = false;
        bool ready = true;
        for (std::size_t i = 0; i < count; ++i) {
            unknown = unknown || arguments[i].is_unknown();
            ready = ready && fits(arguments[i], parameter_of(function, i));
        }
        if (!ready || (unknown && !function.has(kTakesUnknown)))
            return invoke_otherwise(node, function, arguments, count, unknown);
        CallContext context{scope_, limits_, steps_, node.span, function.name, error, parse_nested};
        Value result = function.call(context, Arguments(arguments, count));
        if (error) return {};
        return result;
    }

    // Some arguments are unknown or must be converted.
    [[gnu::noinline]] Value invoke_otherwise(const Node& node, const Function& function, const Value* arguments,
                                             std::size_t count, bool unknown) {
        std::vector<Value> values(arguments, arguments + count);
        if (!unknown) return converted_call(node, function, values);
        return spread(node, values, [&function](Evaluator& e, const Node& n, std::vector<Value>& v) {
            return e.converted_call(n, function, v);
        });
    }

    Value converted_call(const Node& node, const Function& function, std::vector<Value>& values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!convert_argument(values[i], function, i, node, limits_, operators_)) return {};
        }
        CallContext context{scope_, limits_, steps_, node.span, function.name, error, parse_nested};
        Value result = function.call(context, Arguments(values.data(), values.size()));
        if (error) return {};
        return result;
    }

    Value method(const Node& node) {
        const Node& owner = ast_.nodes[node.children[0]];
        if (owner.kind == NodeKind::name && element_ == nullptr) {
            if (scope_.has_root(owner.text)) {
                if (owner.text == "user") {
                    if (const auto answer = user_method(node)) return *answer;
                }
            } else if (const Function* function = find_root_function(owner.text, node.text);
                       function != nullptr && ast_.dialect == Dialect::identity_engine) {
                if (!right_count(node, *function, node.children.size() - 1)) return {};
                return invoke(node, *function, nullptr, 0);
            } else {
                // A bare name before a call is a root or a namespace, never an attribute of the source:
                // `string.len(x)` is a typo for `String.len(x)`.
                return fail(ErrorKind::unknown_variable, {}, "nothing is called " + owner.text, owner.span);
            }
        }
        std::vector<Value> values;
        values.push_back(run(node.children[0]));
        if (error) return {};
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            values.push_back(run(node.children[i]));
            if (error) return {};
        }
        if (ast_.dialect == Dialect::identity_engine && values[0].is_null() && !node.safe)
            return fail(ErrorKind::runtime, "null-dereference", "." + node.text + "() of null", node.span);
        if (ast_.dialect == Dialect::identity_engine && values[0].is_null()) return {};
        return method_with(node, values.data(), values.size());
    }

    Value method_with(const Node& node, const Value* values, std::size_t count) {
        const Value& object = values[0];
        const Function* function = ast_.dialect == Dialect::identity_engine && !object.is_null()
                                       ? find_method(node.text, object.kind())
                                       : nullptr;
        if (function == nullptr) {
            if (object.is_unknown() && (ast_.dialect != Dialect::identity_engine || is_method_name(node.text)))
                return Value::unknown(object.missing());
            return fail(ErrorKind::unknown_function, {},
                        ast_.dialect == Dialect::identity_engine
                            ? std::string(with_article(object)) + " has no method " + node.text
                            : "there is no method " + node.text +
                                  (object.is_string() ? " on texts; functions are written String.name(text)" : ""),
                        node.name_span);
        }
        if (!right_count(node, *function, count - 1)) return {};
        return invoke(node, *function, values, count);
    }

    // A member of `user` (okta-el 4, 8, 11); nothing when it is not one.
    std::optional<Value> user_method(const Node& node) {
        const UserMember member = user_member(node.text);
        const bool property = member == UserMember::internal_property && ast_.dialect != Dialect::identity_engine;
        if (property || member == UserMember::linked_object) {
            if (node.children.size() != 2)
                return fail(ErrorKind::argument, "arity", node.text + " takes one argument", node.span);
            const Value argument = run(node.children[1]);
            if (error || argument.is_unknown()) return argument;
            if (has_object(argument))
                return fail(ErrorKind::type, {}, node.text + " needs a text, not " + shown(argument),
                            ast_.nodes[node.children[1]].span);
            return property ? scope_.internal_property(argument.to_text()) : scope_.linked_object(argument.to_text());
        }
        if (member == UserMember::groups) return groups(node);
        if (member == UserMember::is_member_of) {
            const Value hits = groups(node);
            if (error || hits.is_unknown()) return hits;
            return Value::boolean(!hits.as_list().empty());
        }
        return std::nullopt;
    }

    Value groups(const Node& node) {
        std::vector<Value> criteria;
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            criteria.push_back(run(node.children[i]));
            if (error) return {};
        }
        return user_groups(scope_, node, criteria, operators_);
    }

    // Projection and selection: each element becomes the only root of the inner expression; an object is its entries,
    // as Spring has it.
    Value over_elements(const Node& node) {
        const Value object = run(node.children[0]);
        if (error || (object.is_null() && node.safe)) return {};
        if (object.is_unknown()) return Value::unknown(object.missing());
        const bool entries = object.kind() == Kind::map;
        if (!entries && object.kind() != Kind::list)
            return fail(ErrorKind::type, {}, shown(object) + " has no elements", node.span);
        const Value list = entries ? entries_of(object) : object;
        Value::List result;
        Value::Map kept;
        const Value* outer = element_;
        for (std::size_t i = 0; i < list.as_list().size(); ++i) {
            const Value& element = list.as_list()[i];
            element_ = &element;
            Value value = run(node.children[1]);
            element_ = outer;
            if (error) return {};
            if (value.is_unknown()) return Value::unknown(value.missing());
            if (node.kind == NodeKind::projection) {
                result.push_back(std::move(value));
                continue;
            }
            if (value.kind() != Kind::boolean) return operators_.bad_condition(value, node.children[1]);
            if (!value.as_boolean()) continue;
            if (entries) kept.push_back(object.as_map()[i]);
            else result.push_back(element);
        }
        if (node.text == "^[" || node.text == "$[") {
            const bool first = node.text == "^[";
            if (entries && !kept.empty()) return Value::map({first ? kept.front() : kept.back()});
            if (result.empty()) return {};
            return first ? result.front() : result.back();
        }
        if (entries && node.kind == NodeKind::selection) return Value::map(std::move(kept));
        return Value::list(std::move(result));
    }

    static Value entries_of(const Value& object) {
        Value::List entries;
        for (const auto& [key, value] : object.as_map())
            entries.push_back(Value::map({{"key", Value::string(key)}, {"value", value}}));
        return Value::list(std::move(entries));
    }

    static Value map_of(const std::vector<Value>& children) {
        Value::Map entries;
        for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
            std::string key = children[i].is_string() ? std::string(children[i].as_string()) : children[i].to_java();
            const auto known =
                std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == key; });
            if (known != entries.end()) known->second = children[i + 1];  // the later one wins, as in Java's maps
            else entries.emplace_back(std::move(key), children[i + 1]);
        }
        return Value::map(std::move(entries));
    }

    Value unary(const Node& node, const Value& operand) {
        if (!operand.is_unknown()) return operators_.unary(node, operand);
        std::vector<Value> one = {operand};
        return spread(node, one,
                      [](Evaluator& e, const Node& n, std::vector<Value>& v) { return e.operators_.unary(n, v[0]); });
    }

    Value binary(const Node& node, const Value& a, const Value& b) {
        if (!a.is_unknown() && !b.is_unknown()) return operators_.binary(node, a, b);
        std::vector<Value> both = {a, b};
        return spread(node, both, [](Evaluator& e, const Node& n, std::vector<Value>& v) {
            return e.operators_.binary(n, v[0], v[1]);
        });
    }

    Value concatenated(const Node& node, const std::vector<Value>& children) {
        std::vector<Value> values = children;
        return spread(node, values, [](Evaluator& e, const Node& n, std::vector<Value>& parts) {
            return e.operators_.print(n, parts);
        });
    }

    Value logic(const Node& node) {
        const bool is_and = node.op == Op::logical_and;
        Value left = run(node.children[0]);
        if (error) return {};
        if (!left.is_unknown()) {
            const auto a = to_boolean(left);
            if (!a) return operators_.bad_condition(left, node.children[0]);
            if (*a != is_and) return Value::boolean(*a);
        }
        const Value right = run(node.children[1]);
        if (error) {
            // With an unknown left side the right one may never run.
            if (!left.is_unknown()) return {};
            error.reset();
            return Value::unknown(left.missing());
        }
        if (right.is_unknown()) return either(left, right);
        const auto b = to_boolean(right);
        if (!b)
            return left.is_unknown() ? Value::unknown(left.missing())
                                     : operators_.bad_condition(right, node.children[1]);
        if (left.is_unknown() && *b == is_and) return left;
        return Value::boolean(*b);
    }

    Value ternary(const Node& node) {
        const Value condition = run(node.children[0]);
        if (error) return {};
        if (condition.is_unknown()) {
            // Both branches may run; if they agree, the condition does not matter.
            const Value yes = attempt(node.children[1]);
            const Value no = attempt(node.children[2]);
            return either(yes, no, condition);
        }
        const auto truth = to_boolean(condition);
        if (!truth) return operators_.bad_condition(condition, node.children[0]);
        return run(node.children[*truth ? 1 : 2]);
    }

    Value elvis(const Node& node) {
        Value left = run(node.children[0]);
        if (error) return {};
        if (!left.is_unknown()) return is_missing(left) ? run(node.children[1]) : left;
        if (left.candidates().empty()) return left;
        Value right = attempt(node.children[1]);
        Value::List kept;
        bool replaced = false;
        for (const Value& one : left.candidates()) {
            if (is_missing(one)) replaced = true;
            else kept.push_back(one);
        }
        if (!replaced) return left;
        if (kept.empty()) return right;
        return either(kept.size() == 1 ? kept.front() : Value::unknown(left.missing(), kept), right, left);
    }

    // A branch that may not run: its error is one possible outcome, so the value is not known.
    Value attempt(std::size_t index) {
        Value value = run(index);
        if (!error) return value;
        error.reset();
        return Value::unknown({});
    }

    const Ast& ast_;
    const Scope& scope_;
    const Limits& limits_;
    Observer* observer_;
    Operators operators_;
    const Value* element_ = nullptr;
    std::size_t steps_ = 0;
};

}  // namespace

Evaluation evaluate(const Program& program, const Scope& scope, const Limits& limits, Observer* observer) {
    Evaluation result;
    Evaluator evaluator(program.ast(), scope, limits, observer);
    result.value = evaluator.run(program.ast().root);
    result.error = std::move(evaluator.error);
    if (result.error) result.value = {};
    return result;
}

Evaluation apply(const Program& program, std::size_t node, const std::vector<Value>& children, const Scope& scope,
                 const Limits& limits) {
    Evaluator evaluator(program.ast(), scope, limits, nullptr);
    Evaluation result;
    result.value = evaluator.apply(node, children);
    result.error = std::move(evaluator.error);
    if (result.error) result.value = {};
    return result;
}

}  // namespace preflight::expression
