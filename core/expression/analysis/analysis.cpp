#include "core/expression/analysis/analysis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/expression/analysis/node_transfer.h"
#include "core/expression/analysis/path_condition.h"
#include "core/expression/functions/functions.h"
#include "core/expression/functions/regex.h"
#include "core/expression/syntax/ast.h"
#include "core/text/work.h"

namespace preflight::expression {

namespace {

constexpr std::size_t kMaxCases = 64;
constexpr std::size_t kMaxCombinations = 512;

// A scope that knows nothing: what an operation returns in it, it returns for everybody.
class NoScope : public Scope {
public:
    explicit NoScope(std::string_view mode) : mode_(mode) {}
    [[nodiscard]] bool has_root(std::string_view) const override { return false; }
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return false; }
    [[nodiscard]] Value attribute(std::string_view, std::string_view) const override { return {}; }
    [[nodiscard]] std::string_view mode() const override { return mode_; }

private:
    std::string_view mode_;
};

constexpr std::string_view kDigitsAndLetters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

class Analyser {
public:
    Analyser(const Program& program, const Facts& facts, AnalysisBudget& budget, const Limits& limits)
        : program_(program),
          ast_(program.ast()),
          facts_(facts),
          limits_(limits),
          budget_(budget),
          paths_(program.ast(), facts),
          visited_(program.ast().nodes.size(), false) {}

    Analysis result;

    // Unreachable branches are still checked, because Okta validates the whole expression on save (okta-el 5): only
    // failures that happen under every path condition are reported there.
    void analyse_unreachable() {
        unreached_ = true;
        struct Visit {
            std::size_t node;
            Elements elements;
        };
        std::vector<Visit> stack = {{ast_.root, Elements::none}};
        while (!stack.empty()) {
            const auto [index, elements] = stack.back();
            stack.pop_back();
            const Node& node = ast_.nodes[index];
            if (!visited_[index]) {
                elements_ = elements;
                (void)run(index, {});
            }
            if (node.direct) continue;
            for (std::size_t i = 0; i < node.children.size(); ++i) {
                const std::size_t child = node.children[i];
                if (i == 0 && node.kind == NodeKind::method && ast_.nodes[child].kind == NodeKind::name) continue;
                stack.push_back({child, i == 1 ? inside(node, elements) : elements});
            }
        }
    }

    AbstractValue run(std::size_t index, const PathCondition& path) {
        visited_[index] = true;
        AbstractValue possible = step(index, path);
        // widen() compares each of few cases with each.
        if (!spend(bytes_of(possible) * std::min(possible.cases.size(), kMaxCases))) forget_values(possible);
        widen(possible, kMaxCases);
        return possible;
    }

private:
    using Children = std::vector<AbstractValue>;

    // What names refer to: attributes, or members of the elements of a projection (`groups`: of the user's groups).
    enum class Elements : std::uint8_t { none, some, groups };

    // The same for the second child of a node.
    [[nodiscard]] Elements inside(const Node& node, Elements outer) const {
        if (node.kind == NodeKind::index) return Elements::none;  // evaluated outside the projection
        if (node.kind != NodeKind::projection && node.kind != NodeKind::selection) return outer;
        const Node& list = ast_.nodes[node.children[0]];
        const bool groups = outer == Elements::none && list.kind == NodeKind::method &&
                            user_member(list.text) == UserMember::groups && ast_.nodes[list.children[0]].text == "user";
        return groups ? Elements::groups : Elements::some;
    }
    AbstractValue run_inside(const Node& node, const PathCondition& path) {
        const Elements outer = elements_;
        elements_ = inside(node, outer);
        AbstractValue possible =
            run(node.children[1], elements_ == outer && outer == Elements::none ? path : PathCondition{});
        elements_ = outer;
        return possible;
    }

    [[nodiscard]] bool names_are_attributes() const { return elements_ == Elements::none; }

    [[nodiscard]] std::size_t index_of(const Node& node) const {
        return static_cast<std::size_t>(&node - ast_.nodes.data());
    }

    void fails(ErrorKind kind, std::string detail, std::string message, text::Span span, bool always,
               bool certain = true, std::size_t node = kNoNode) {
        if (unreached_ && !always) return;
        const auto known = std::find_if(result.failures.begin(), result.failures.end(), [&](const Failure& f) {
            return f.error.span == span && f.error.kind == kind && f.error.detail == detail;
        });
        if (known == result.failures.end()) {
            result.failures.push_back(
                {Error{kind, std::move(detail), std::move(message), span}, always, certain, node});
        } else if ((always && !known->always) || (always == known->always && certain && !known->certain)) {
            // A failure of a constrained case outweighs one of an unconstrained case; one that always happens outweighs
            // both.
            known->always = always;
            known->certain = known->certain || certain;
            known->error.message = std::move(message);
            known->node = node;
        }
    }

    AbstractValue step(std::size_t index, const PathCondition& path) {
        const Node& node = ast_.nodes[index];
        Reference reference;
        if (node.direct && as_reference(ast_, index, reference)) {
            constexpr std::array<std::string_view, 4> kNoneOfAGroup = {"user", "source", "org", "appuser"};
            if (elements_ == Elements::groups && node.kind == NodeKind::property && !node.safe &&
                std::find(kNoneOfAGroup.begin(), kNoneOfAGroup.end(), reference.root) != kNoneOfAGroup.end()) {
                fails(ErrorKind::runtime, "null-dereference", reference.root + " is not known inside a projection",
                      node.span, true, true, index);
                return {};
            }
            if (elements_ != Elements::none) return of_element(node);
            if (ast_.dialect == Dialect::identity_engine && reference.root == "user" && is_date_name(reference.name))
                fails(ErrorKind::type, {}, reference.name + " may be no time", node.span, false, false);
            return paths_.attribute(reference, path);
        }
        switch (node.kind) {
            case NodeKind::literal:
                return one_case(Case(node.value, node.span));
            case NodeKind::name:
                if (is_namespace(node.text)) {  // `String.sub`: a call without its parentheses
                    fails(ErrorKind::unknown_variable, {}, "nothing is called " + node.text, node.span, true, true,
                          index);
                    return {};
                }
                if (elements_ != Elements::none) return of_element(node);
                return paths_.attribute({"source", node.text, node.span}, path, true);
            case NodeKind::ternary:
                return ternary(node, path);
            case NodeKind::elvis:
                return elvis(node, path);
            case NodeKind::projection:
            case NodeKind::selection:
                return over_elements(node, path);
            case NodeKind::binary:
                if (node.op == Op::logical_and || node.op == Op::logical_or) return logic(node, path);
                break;
            case NodeKind::call:
                if (!callable(node)) return {};
                break;
            default:
                break;
        }
        const bool of_name = node.kind == NodeKind::method && ast_.nodes[node.children[0]].kind == NodeKind::name;
        Children children;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const std::size_t child = node.children[i];
            if (i == 0 && of_name) {
                children.push_back(AbstractValue::anything(ast_.nodes[child].span));
                continue;
            }
            children.push_back(i == 1 && node.kind == NodeKind::index ? run_inside(node, path) : run(child, path));
            if (children.back().cases.empty()) return {};  // it always fails before
        }
        if (of_name && elements_ == Elements::none) return member(node, children);
        note_keys(node, children);
        return combined(index, children);
    }

    // A name inside a projection: any value, and the elements may not be objects.
    AbstractValue of_element(const Node& node) {
        for (const auto& [kind, detail] :
             {std::pair(ErrorKind::runtime, "null-dereference"), std::pair(ErrorKind::unknown_variable, "")})
            fails(kind, detail, "an element may have no " + node.text, node.span, false, false);
        if (node.kind == NodeKind::index) {
            fails(ErrorKind::type, {}, "an index must be a whole number", node.span, false, false);
            fails(ErrorKind::runtime, "range", "an element may be shorter", node.span, false, false);
        }
        return AbstractValue::anything(node.span);
    }

    // Whether the call works in this place and with this number of arguments; reports why not.
    bool callable(const Node& node) {
        const auto never = [&](ErrorKind kind, std::string detail, std::string message, text::Span span) {
            fails(kind, std::move(detail), std::move(message), span, true, true, index_of(node));
            return false;
        };
        if (node.function == nullptr)
            return never(ErrorKind::unknown_function, {}, "there is no function " + node.text, node.name_span);
        if (elements_ != Elements::none) {
            const auto dot = node.text.find('.');
            return never(dot == std::string::npos ? ErrorKind::unknown_function : ErrorKind::unknown_variable, {},
                         node.text.substr(0, dot) + " is not known inside a projection", node.name_span);
        }
        if (facts_.mode() == "group-rule" && !node.function->has(kGroupRules))
            return never(ErrorKind::unknown_function, "not-allowed", node.text + " is not allowed in group rules",
                         node.name_span);
        if (node.function->has(kClaimsOnly) && facts_.mode() != "claims")
            return never(ErrorKind::unknown_function, "not-allowed", node.text + " is allowed in group claims only",
                         node.name_span);
        const std::size_t count = node.children.size();
        if (!node.function->takes(count))
            return never(ErrorKind::argument, "arity", arity_message(*node.function, count), node.span);
        return true;
    }

    // A method call on a bare name: a member of user, or DateTime.now of the Identity Engine.
    AbstractValue member(const Node& node, const Children& children) {
        const Node& owner = ast_.nodes[node.children[0]];
        const bool engine = ast_.dialect == Dialect::identity_engine;
        const bool of_user = owner.text == "user" || (owner.text == "source" && facts_.source_is_user());
        const std::size_t count = node.children.size() - 1;
        const auto never = [&](ErrorKind kind, std::string detail, std::string message, text::Span span) {
            fails(kind, std::move(detail), std::move(message), span, true, true, index_of(node));
            return AbstractValue{};
        };
        AbstractValue possible;
        const UserMember member = user_member(node.text);
        const bool property = member == UserMember::internal_property;
        if ((of_user || engine) && (property || member == UserMember::linked_object)) {
            if (count != 1) return never(ErrorKind::argument, "arity", node.text + " takes one argument", node.span);
            const Node& argument = ast_.nodes[node.children[1]];
            const std::string_view asked = argument.kind == NodeKind::literal && argument.value.is_string()
                                               ? argument.value.as_string()
                                               : std::string_view{};
            if (property && asked == "status") {
                for (const std::string_view status : internal_statuses())
                    possible.cases.emplace_back(Value::string(status), node.span);
                return possible;
            }
            if (property && asked == "id") {
                StringDomain id = texts_of(kDigitsAndLetters);
                id.min_length = 1;
                return one_case(text_case(std::move(id), node.span));
            }
            possible.cases.emplace_back(Sort::null, node.span);
            possible.cases.emplace_back(property ? Sort::text : Sort::object, node.span);
        } else if (of_user && (member == UserMember::groups || member == UserMember::is_member_of)) {
            for (std::size_t i = 1; i < node.children.size(); ++i) {
                if (!criterion(node, node.children[i], children[i])) return {};
            }
            if (member == UserMember::is_member_of) return booleans(node.span);
            possible.cases.emplace_back(Sort::list, node.span);
        } else if (const Function* function = find_root_function(owner.text, node.text);
                   engine && function != nullptr) {
            if (count > function->max_arguments)
                return never(ErrorKind::argument, "arity", node.text + " takes no arguments", node.span);
            possible.cases.emplace_back(Sort::special, node.span);
        } else if (engine) {
            fails(ErrorKind::type, {}, node.text + " may not fit the value", node.span, false, false);
            return AbstractValue::anything(node.span);
        } else if (owner.text != "user" && nearest_function(owner.text + "." + node.text, ast_.dialect)) {
            // `string.len(x)`, `Array.size(x)`: a bare name before a call is a root or a namespace.
            return never(ErrorKind::unknown_variable, {}, "nothing is called " + owner.text, owner.span);
        } else {
            return never(ErrorKind::unknown_function, {}, "there is no method " + node.text, node.name_span);
        }
        return possible;
    }

    // A criterion of getGroups or isMemberOf (okta-el 8); false when the call always fails.
    bool criterion(const Node& node, std::size_t child, const AbstractValue& given) {
        const text::Span place = ast_.nodes[child].span;
        const std::size_t at = index_of(node);
        if (!given.may_be(Sort::object)) {
            fails(ErrorKind::type, {}, node.text + " takes objects such as {'group.profile.name': 'Sales'}", place,
                  true, true, at);
            return false;
        }
        const Node& map = ast_.nodes[child];
        for (std::size_t i = 0; map.kind == NodeKind::map && i + 1 < map.children.size(); i += 2) {
            const Node& key = ast_.nodes[map.children[i]];
            if (key.kind != NodeKind::literal || !key.value.is_string() || is_group_criterion(key.value.as_string()))
                continue;
            fails(ErrorKind::argument, {}, node.text + " knows no criterion " + std::string(key.value.as_string()),
                  place, true, true, at);
            return false;
        }
        return true;
    }

    // --- conditions -------------------------------------------------------------------------------------------------

    struct Truth {
        bool may_true = false, may_false = false;
    };

    // The value as a condition, converted to boolean (okta-el 3). Reports how the conversion can fail.
    Truth truth_of(const AbstractValue& possible, std::size_t index, const Node& parent, const PathCondition& path) {
        Truth truth;
        bool bad_for_sure = false;
        bool bad_maybe = false;
        const Case* example = nullptr;
        for (const Case& a : possible.cases) {
            if (a.constant) {
                const auto value = to_boolean(*a.constant);
                if (!value) (a.unconstrained ? bad_maybe : bad_for_sure) = true, example = &a;
                else (*value ? truth.may_true : truth.may_false) = true;
            } else if (a.sort == Sort::boolean) {
                truth.may_true = truth.may_false = true;
            } else if (a.sort == Sort::text || a.sort == Sort::list) {  // a list converts as its first element
                truth.may_true = truth.may_false = true;
                bad_maybe = true;
                if (example == nullptr) example = &a;
            } else {
                (a.unconstrained ? bad_maybe : bad_for_sure) = true;
                if (example == nullptr || !a.unconstrained) example = &a;
            }
        }
        if (bad_for_sure || bad_maybe) {
            const bool always = !truth.may_true && !truth.may_false;
            fails(ErrorKind::type, {}, "a condition needs true or false, not " + describe(*example),
                  ast_.nodes[index].span, always, bad_for_sure || always, index_of(parent));
        }
        // An equal condition on the path has the same value here.
        if (truth.may_true && truth.may_false) {
            if (const auto known = paths_.known(index, path)) (*known ? truth.may_false : truth.may_true) = false;
        }
        return truth;
    }

    AbstractValue ternary(const Node& node, const PathCondition& path) {
        const AbstractValue condition = run(node.children[0], path);
        if (condition.cases.empty()) return {};
        const Truth truth = truth_of(condition, node.children[0], node, path);
        AbstractValue possible;
        if (!truth.may_true && !truth.may_false) return possible;
        for (const bool way : {true, false}) {
            const std::size_t branch = node.children[way ? 1 : 2];
            if (!(way ? truth.may_true : truth.may_false)) {
                note_fixed(FixedCondition::Kind::condition, node.children[0], node.children[0], branch, !way);
                continue;
            }
            PathCondition inner = path;
            paths_.assume(node.children[0], way, names_are_attributes(), inner);
            possible.add(run(branch, inner));
        }
        return possible;
    }

    void note_fixed(FixedCondition::Kind kind, std::size_t decides, std::size_t place, std::size_t branch,
                    bool value = false) {
        if (unreached_ || ast_.nodes[decides].kind == NodeKind::literal) return;
        result.fixed_conditions.push_back({kind, ast_.nodes[place].span, value, branch, ast_.nodes[branch].span});
    }

    // Keys of a stringSwitch that no text contains, or that an earlier key always precedes.
    void note_keys(const Node& node, const Children& children) {
        if (!is_idiom(node, Idiom::choice)) return;
        const auto has = [](const Case& a, std::string_view key) {
            if (a.sort == Sort::null) return false;
            if (a.sort != Sort::text) return true;
            if (a.constant) return a.constant->as_string().find(key) != std::string_view::npos;
            const StringDomain part = domain_of(key);
            return (part.required & ~a.text.possible).none() &&
                   (a.text.max_length == StringDomain::kNoEnd || a.text.max_length >= part.min_length);
        };
        const auto& texts = children[0].cases;
        std::vector<std::string_view> before;
        for (std::size_t i = 2; i + 1 < node.children.size(); i += 2) {
            const Node& literal = ast_.nodes[node.children[i]];
            if (literal.kind != NodeKind::literal || !literal.value.is_string()) continue;
            const std::string_view key = ast_.nodes[node.children[i]].value.as_string();
            const bool found = std::any_of(texts.begin(), texts.end(), [&](const Case& a) { return has(a, key); }) &&
                               std::none_of(before.begin(), before.end(),
                                            [&](std::string_view b) { return key.find(b) != std::string_view::npos; });
            if (!found) note_fixed(FixedCondition::Kind::key, node.children[0], node.children[i], node.children[i + 1]);
            before.push_back(key);
        }
    }

    AbstractValue elvis(const Node& node, const PathCondition& path) {
        AbstractValue left = run(node.children[0], path);
        bool empty = false;
        AbstractValue possible;
        for (Case& a : left.cases) {
            empty = empty || a.sort == Sort::null || (a.sort == Sort::text && a.admits(Value::string({})));
            if (narrow_to_present(a)) possible.cases.push_back(std::move(a));
        }
        if (!empty) {
            if (!left.cases.empty())
                note_fixed(FixedCondition::Kind::never_empty, node.children[0], node.children[0], node.children[1]);
            return possible;
        }
        PathCondition inner = path;
        paths_.assume_missing(node.children[0], names_are_attributes(), inner);
        possible.add(run(node.children[1], inner));
        return possible;
    }

    AbstractValue logic(const Node& node, const PathCondition& path) {
        const bool is_and = node.op == Op::logical_and;
        const AbstractValue left = run(node.children[0], path);
        if (left.cases.empty()) return {};
        const Truth a = truth_of(left, node.children[0], node, path);
        const bool short_way = is_and ? a.may_false : a.may_true;
        const bool long_way = is_and ? a.may_true : a.may_false;
        Truth all;
        (is_and ? all.may_false : all.may_true) = short_way;
        if (long_way) {
            PathCondition inner = path;
            paths_.assume(node.children[0], is_and, names_are_attributes(), inner);
            const AbstractValue right = run(node.children[1], inner);
            if (!right.cases.empty()) {
                const Truth b = truth_of(right, node.children[1], node, inner);
                all.may_true = all.may_true || b.may_true;
                all.may_false = all.may_false || b.may_false;
            }
        }
        if (!all.may_true && !all.may_false) return {};
        return booleans(node.span, all.may_true, all.may_false);
    }

    AbstractValue over_elements(const Node& node, const PathCondition& path) {
        const AbstractValue object = run(node.children[0], path);
        AbstractValue possible;
        if (object.cases.empty()) return possible;
        if (object.may_be(Sort::null) && node.safe) possible.cases.emplace_back(Sort::null, node.span);
        std::size_t fit = 0;
        bool certain = false;
        for (const Case& one : object.cases) {
            const bool fits = one.sort == Sort::list || one.sort == Sort::object;
            if (fits) ++fit;
            else if (one.sort != Sort::null || !node.safe) certain = certain || !one.unconstrained;
        }
        const std::size_t null = object.may_be(Sort::null) && node.safe ? 1 : 0;
        if (fit + null < object.cases.size())
            fails(ErrorKind::type, {}, "what has no elements cannot be looked through", node.span, fit + null == 0,
                  certain, index_of(node));
        if (fit == 0) return possible;
        const AbstractValue body = run_inside(node, path);
        if (node.kind == NodeKind::selection && !body.cases.empty())
            fails(ErrorKind::type, {}, "a condition needs true or false", node.span, false, false);
        if (object.may_be(Sort::object)) return AbstractValue::anything(node.span);
        if (node.kind == NodeKind::selection && node.text != "?[") return AbstractValue::anything(node.span);
        possible.cases.emplace_back(Sort::list, node.span);
        return possible;
    }

    // --- nodes that evaluate all their children -------------------------------------------------------------------

    AbstractValue combined(std::size_t index, Children& children) {
        const Node& node = ast_.nodes[index];
        std::size_t combinations = combinations_of(children);
        std::uint64_t bytes = 0;
        for (const AbstractValue& child : children) bytes += bytes_of(child);
        if (!spend(bytes * (combinations > kMaxCombinations ? 2 : combinations))) {
            for (AbstractValue& child : children) forget_values(child);
            combinations = combinations_of(children);
        }
        if (combinations > kMaxCombinations) {
            for (AbstractValue& child : children) widen(child, 1);
            combinations = combinations_of(children);
        }
        if (combinations > kMaxCombinations * 4) return not_followed(node);
        const bool pure = node.kind != NodeKind::call || node.function->has(kPure);
        const NoScope nobody(facts_.mode());
        AbstractValue possible;
        struct Cause {
            Failure failure;
            std::size_t fatal = 0;     // combinations that it fails
            bool beside_null = false;  // one of them has no null in it
        };
        std::size_t failed = 0;
        std::vector<Cause> causes;
        const auto note = [&](Error&& error, bool fatal, bool unconstrained, bool null) {
            auto same = std::find_if(causes.begin(), causes.end(), [&](const Cause& c) {
                return c.failure.error.kind == error.kind && c.failure.error.detail == error.detail;
            });
            const bool sure = fatal && !unconstrained;
            if (same == causes.end()) {
                same = causes.insert(same, Cause{{std::move(error), false, sure, index}});
            } else if ((sure && !same->failure.certain) || (sure && !null && !same->beside_null)) {
                same->failure.error = std::move(error);  // the message of what does happen
                same->failure.certain = true;
            }
            if (!fatal) return;
            ++failed;
            ++same->fatal;
            same->beside_null = same->beside_null || !null;
        };
        for (std::size_t number = 0; number < combinations; ++number) {
            std::vector<const Case*> chosen;
            std::size_t rest = number;
            for (const AbstractValue& child : children) {
                chosen.push_back(&child.cases[rest % child.cases.size()]);
                rest /= child.cases.size();
            }
            // The evaluator rejects a null before it looks up the method.
            const bool of_null = node.kind == NodeKind::method && chosen[0]->sort == Sort::null;
            const bool constant = !of_null && std::all_of(chosen.begin(), chosen.end(),
                                                          [](const Case* a) { return a->constant.has_value(); });
            const bool unconstrained =
                std::any_of(chosen.begin(), chosen.end(), [](const Case* a) { return a->unconstrained; });
            const bool null =
                std::any_of(chosen.begin(), chosen.end(), [](const Case* a) { return a->sort == Sort::null; });
            if (!unconstrained) note_null_to_text(node, chosen);
            if (constant) {
                std::vector<Value> values;
                values.reserve(chosen.size());
                for (const Case* a : chosen) values.push_back(*a->constant);
                Evaluation made = apply(program_, index, values, nobody, limits_);
                // What a function reads about the person is unknown here; constants of a wrong type fail anyway.
                if (made.error || !made.value.is_unknown() || pure) {
                    if (made.error) note(Error(*made.error), true, unconstrained, null);
                    else if (made.value.is_unknown()) possible.add(AbstractValue::anything(node.span));
                    else possible.cases.emplace_back(std::move(made.value), place_of(node, chosen));
                    continue;
                }
            }
            TransferResult outcome = transfer(ast_, limits_, index, chosen);
            for (Error& open : outcome.not_excluded)
                fails(open.kind, std::move(open.detail), std::move(open.message), open.span, false, false);
            // The elements of a list are unknown; a list that contains an object does not convert to text.
            const bool as_text = node.kind == NodeKind::call || node.kind == NodeKind::method ||
                                 node.kind == NodeKind::concatenation || node.op == Op::plus || node.op == Op::matches;
            const bool of_list = std::any_of(chosen.begin(), chosen.end(),
                                             [](const Case* a) { return a->sort == Sort::list && !a->constant; });
            if (as_text && of_list)
                note(Error{ErrorKind::type, {}, "a list of objects is not a text", node.span}, false, unconstrained,
                     null);
            if (outcome.error) note(std::move(*outcome.error), outcome.value.cases.empty(), unconstrained, null);
            possible.add(std::move(outcome.value));
        }
        // Where every combination fails, the reported cause is one that does not need a null, else the most frequent.
        const bool never_works = failed == combinations;
        const auto worst = std::max_element(causes.begin(), causes.end(), [](const Cause& a, const Cause& b) {
            return a.beside_null != b.beside_null ? b.beside_null : a.fatal < b.fatal;
        });
        for (auto cause = causes.begin(); cause != causes.end(); ++cause) {
            const bool always = never_works && cause == worst;
            Failure& failure = cause->failure;
            fails(failure.error.kind, failure.error.detail, failure.error.message, failure.error.span, always,
                  failure.certain || always, index);
        }
        return possible;
    }

    // False when the budget does not last.
    bool spend(std::uint64_t bytes) {
        text::count_work(bytes / 64);
        if (bytes > budget_.bytes) {
            result.estimated = true;
            return false;
        }
        budget_.bytes -= bytes;
        return true;
    }

    static std::uint64_t bytes_of(const AbstractValue& value) {
        std::uint64_t bytes = 0;
        for (const Case& one : value.cases) {
            bytes += one.text.prefix.size() + one.text.suffix.size();
            if (one.constant && one.constant->is_string()) bytes += one.constant->as_string().size();
        }
        return bytes;
    }

    // One case for each sort, about whose value nothing is known.
    static void forget_values(AbstractValue& value) {
        std::vector<Case> sorts;
        for (const Case& one : value.cases) {
            const auto same =
                std::find_if(sorts.begin(), sorts.end(), [&](const Case& other) { return other.sort == one.sort; });
            if (same == sorts.end()) {
                sorts.emplace_back(one.sort, one.span).unconstrained = one.unconstrained;
            } else {
                same->unconstrained = same->unconstrained && one.unconstrained;
            }
        }
        value.cases = std::move(sorts);
    }

    static std::size_t combinations_of(const Children& children) {
        std::size_t combinations = 1;
        for (const AbstractValue& child : children)
            combinations = std::min(combinations, kMaxCombinations * 4 + 1) * child.cases.size();
        return combinations;
    }

    // Too many combinations to look at each: the result has its declared type, and no failure can be excluded.
    AbstractValue not_followed(const Node& node) {
        if (node.kind == NodeKind::list) return one_case(Case(Sort::list, node.span));
        if (node.kind == NodeKind::map) return one_case(Case(Sort::object, node.span));
        if (node.kind != NodeKind::call && node.kind != NodeKind::method) {
            fails(ErrorKind::type, {}, "a part may be no text", node.span, false, false);
            return one_case(Case(Sort::text, node.span));
        }
        for (const ErrorKind kind :
             {ErrorKind::type, ErrorKind::argument, ErrorKind::runtime, ErrorKind::unknown_function})
            fails(kind, {}, node.text + " may not fit its arguments", node.span, false, false);
        return AbstractValue::anything(node.span);
    }

    // A constant that a single literal passes through unchanged keeps that literal's place.
    static text::Span place_of(const Node& node, const std::vector<const Case*>& chosen) {
        if (node.kind == NodeKind::concatenation && chosen.size() == 1) return chosen[0]->span;
        if (is_idiom(node, Idiom::choice) && chosen.size() >= 2) {
            // The span of the value that was chosen.
            const Value& s = *chosen[0]->constant;
            for (std::size_t i = 2; i + 1 < chosen.size() && s.is_string(); i += 2) {
                const Value& key = *chosen[i]->constant;
                if (key.is_string() && s.as_string().find(key.as_string()) != std::string_view::npos)
                    return chosen[i + 1]->span;
            }
            return chosen[1]->span;
        }
        return node.span;
    }

    void note_null_to_text(const Node& node, const std::vector<const Case*>& chosen) {
        if (unreached_ || node.kind != NodeKind::binary || node.op != Op::plus) return;
        for (std::size_t i = 0; i < 2; ++i) {
            if (chosen[i]->sort != Sort::null || chosen[1 - i]->sort != Sort::text) continue;
            const std::size_t child = node.children[i];
            if (ast_.nodes[child].kind == NodeKind::literal) continue;
            const bool known = std::any_of(result.null_to_text.begin(), result.null_to_text.end(),
                                           [&](const NullToText& n) { return n.span == ast_.nodes[child].span; });
            if (known) continue;
            NullToText hazard{ast_.nodes[child].span, std::nullopt};
            Reference reference;
            if (as_reference(ast_, child, reference)) hazard.attribute = reference;
            result.null_to_text.push_back(std::move(hazard));
        }
    }

    const Program& program_;
    const Ast& ast_;
    const Facts& facts_;
    const Limits& limits_;
    AnalysisBudget& budget_;
    const PathAnalysis paths_;
    std::vector<bool> visited_;  // by node
    bool unreached_ = false;     // in what no input comes to
    Elements elements_ = Elements::none;
};

}  // namespace

Analysis analyse(const Program& program, const Facts& facts, const Limits& limits) {
    AnalysisBudget budget;
    return analyse(program, facts, budget, limits);
}

Analysis analyse(const Program& program, const Facts& facts, AnalysisBudget& budget, const Limits& limits) {
    Analyser analyser(program, facts, budget, limits);
    analyser.result.possible = analyser.run(program.ast().root, {});
    analyser.analyse_unreachable();
    return std::move(analyser.result);
}

}  // namespace preflight::expression
