#include "core/expression/lint/checker.h"

#include <algorithm>
#include <array>
#include <functional>

#include "core/expression/analysis/witness.h"
#include "core/expression/functions/functions.h"
#include "core/expression/syntax/ast.h"
#include "core/text/nearest.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

using What = Diagnostic::Kind;

bool same_error(const Error& a, const Error& b) {
    return a.kind == b.kind && a.detail == b.detail && a.span == b.span;
}

// Names that are often tried and do not exist (okta-el 5).
struct Tried {
    std::string_view name, instead, write;  // `write` may be empty
};
constexpr std::array<Tried, 8> kTried = {{
    {"String.trim", "String.removeSpaces drops every blank, also those inside", "String.removeSpaces"},
    {"String.contains", "String.stringContains asks for a part", "String.stringContains"},
    {"String.endsWith", "compare the end with matches '.*end'", ""},
    {"String.toString", "+ \"\" makes a text", ""},
    {"Convert.toString", "+ \"\" makes a text", ""},
    {"Convert.toBool", "== \"true\" makes true or false", ""},
    {"Arrays.union", "Arrays.flatten joins lists", "Arrays.flatten"},
    {"if", "a choice is written condition ? value : other", ""},
}};

const Tried* often_tried(std::string_view name) {
    const auto found = std::find_if(kTried.begin(), kTried.end(), [&](const Tried& t) { return t.name == name; });
    return found == kTried.end() ? nullptr : &*found;
}

class Checker {
public:
    Checker(const Program& program, const Analysis& analysis, const Facts& facts)
        : program_(program), ast_(program.ast()), analysis_(analysis), facts_(facts) {}

    std::vector<Diagnostic> run() {
        for (std::size_t i = 0; i < ast_.nodes.size(); ++i) node(i);
        failures();
        nulls();
        examples();
        for (const FixedCondition& fixed : analysis_.fixed_conditions)
            add(What::fixed_condition, fixed_in_words(fixed), fixed.span);
        std::stable_sort(problems_.begin(), problems_.end(),
                         [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
        return std::move(problems_);
    }

private:
    Diagnostic& add(What kind, std::string message, text::Span span) {
        Diagnostic problem;
        problem.kind = kind;
        problem.message = std::move(message);
        problem.span = span;
        problems_.push_back(std::move(problem));
        return problems_.back();
    }

    static std::string fixed_in_words(const FixedCondition& fixed) {
        switch (fixed.kind) {
            case FixedCondition::Kind::never_empty:
                return "this is never empty: what stands behind ?: is never used";
            case FixedCondition::Kind::key:
                return "no text comes to this key: its value is never used";
            case FixedCondition::Kind::condition:
                break;
        }
        return std::string("the condition is always ") + (fixed.value ? "true" : "false") + ": its " +
               (fixed.value ? "last" : "middle") + " part is never used";
    }

    void node(std::size_t index) {
        const Node& node = ast_.nodes[index];
        switch (node.kind) {
            case NodeKind::call:
                call(node);
                break;
            case NodeKind::method:
                method(index, node);
                break;
            case NodeKind::binary:
                if (node.op == Op::matches) add(What::deprecated, "matches is deprecated; it still works", node.span);
                break;
            case NodeKind::ternary:
                precedence(node);
                break;
            case NodeKind::name:
                root(index, node);
                break;
            default:
                break;
        }
    }

    void no_remap(const Node& node, const std::string& name) {
        add(What::no_remap,
            name +
                " is judged when the app is assigned or the mapping applied: a later change of groups or of the "
                "manager does not update anybody",
            node.name_span);
    }

    // Adds the function that was probably meant by `name`.
    void suggest(Diagnostic& problem, const std::string& name) const {
        if (const Tried* tried = often_tried(name)) {
            problem.message += std::string("; ") + std::string(tried->instead);
            problem.suggestion = std::string(tried->write);
        } else if (const auto nearest = nearest_function(name, ast_.dialect)) {
            problem.suggestion = std::string(*nearest);
        }
    }

    // Whether the call fails because nothing has that name.
    [[nodiscard]] static bool finds_nothing(const Failure& failure) {
        return failure.always &&
               (failure.error.kind == ErrorKind::unknown_function || failure.error.kind == ErrorKind::unknown_variable);
    }

    void method(std::size_t index, const Node& node) {
        const auto& all = analysis_.failures;
        const auto failure =
            std::find_if(all.begin(), all.end(), [&](const Failure& f) { return f.node == index && finds_nothing(f); });
        if (failure == all.end()) {
            const UserMember member = user_member(node.text);
            if (member == UserMember::groups || member == UserMember::is_member_of) no_remap(node, "user." + node.text);
            return;
        }
        // Of user, of a namespace whose name is misspelt, else of a text, as other languages have it.
        const Node& owner = ast_.nodes[node.children[0]];
        Diagnostic& problem = add(What::unknown_function, failure->error.message, failure->error.span);
        if (ast_.dialect == Dialect::identity_engine) {
            suggest(problem, node.text);
            return;
        }
        if (owner.kind == NodeKind::name) suggest(problem, owner.text + "." + node.text);
        else suggest(problem, "String." + node.text);
    }

    void call(const Node& node) {
        if (node.function == nullptr) {
            suggest(add(What::unknown_function, "there is no function " + node.text, node.name_span), node.text);
            return;
        }
        if (node.function->has(kClaimsOnly) && facts_.mode() != "claims")
            add(What::unknown_function, node.text + " works in group claims only, not in mappings", node.name_span);
        if (node.function->has(kMembership)) no_remap(node, node.text);
        const bool works = std::none_of(analysis_.failures.begin(), analysis_.failures.end(),
                                        [&](const Failure& f) { return f.always && f.error.span == node.name_span; });
        if (node.function->has(kDeprecated) && works) {
            // Only the old name is deprecated: the namespace String has the same function.
            constexpr std::string_view kSpace = "String.";
            std::string name = std::string(kSpace) + node.text;
            if (name == "String.toUppercase") name = "String.toUpperCase";
            if (name == "String.toLowercase") name = "String.toLowerCase";
            Diagnostic& problem = add(What::deprecated, node.text + " is an old name; it still works", node.name_span);
            problem.suggestion = std::move(name);
        }
    }

    // Roots that a mapping to an app does not have (okta-el 4).
    void root(std::size_t index, const Node& node) {
        if (ast_.dialect == Dialect::identity_engine || !facts_.mode().empty()) return;
        const bool used = std::any_of(ast_.nodes.begin(), ast_.nodes.end(), [&](const Node& other) {
            return other.direct && !other.children.empty() && other.children[0] == index;
        });
        if (!used) return;
        constexpr std::array<std::string_view, 7> kHere = {"user",     "source",     "app", "org",
                                                           "instance", "target_app", ""};
        if (std::find(kHere.begin(), kHere.end(), node.text) != kHere.end() || is_namespace(node.text)) return;
        constexpr std::array<std::string_view, 6> kElsewhere = {"profile", "appuser", "appUser",
                                                                "idpuser", "access",  "session"};
        const std::string low = text::ascii_lower(node.text);
        constexpr std::array<std::string_view, 2> kMeant = {"user", "source"};
        const auto nearest = text::nearest_name(low, kMeant);
        if (nearest || std::find(kElsewhere.begin(), kElsewhere.end(), node.text) != kElsewhere.end()) {
            add(What::wrong_root, "a mapping to an app does not know " + node.text, node.span).suggestion =
                nearest ? *nearest : "user";
            return;
        }
        // The profile of another app. Directories are common; other apps may not exist.
        for (const std::string_view directory : {"active_directory", "workday", "ldap"}) {
            if (low.compare(0, directory.size(), directory) == 0) return;
        }
        if (!facts_.has_app(node.text)) {
            add(What::other_app,
                node.text + " is read as an app's profile, and nothing given shows an app of that name", node.span);
        }
    }

    [[nodiscard]] bool holds(std::size_t index, std::string_view root, std::string_view name) const {
        std::vector<std::size_t> stack = {index};
        while (!stack.empty()) {
            const std::size_t at = stack.back();
            stack.pop_back();
            Reference reference;
            if (as_reference(ast_, at, reference) && reference.root == root && reference.name == name) return true;
            stack.insert(stack.end(), ast_.nodes[at].children.begin(), ast_.nodes[at].children.end());
        }
        return false;
    }

    static bool ends_in_separator(const Value& value) {
        if (!value.is_string() || value.as_string().empty()) return false;
        return std::string_view(" .-_/,").find(value.as_string().back()) != std::string_view::npos;
    }

    // `c ? x + " " : "" + y`: the sum after the colon belongs to the last branch only.
    void precedence(const Node& node) {
        const std::size_t last = node.children[2];
        const Node& tail = ast_.nodes[last];
        if (tail.kind != NodeKind::binary || tail.op != Op::plus || tail.parenthesised) return;
        // The first operand of the sum, and the others.
        std::size_t first = last;
        std::vector<std::size_t> rest;
        while (ast_.nodes[first].kind == NodeKind::binary && ast_.nodes[first].op == Op::plus &&
               (first == last || !ast_.nodes[first].parenthesised)) {
            rest.push_back(ast_.nodes[first].children[1]);
            first = ast_.nodes[first].children[0];
        }
        const Node& head = ast_.nodes[first];
        if (head.kind != NodeKind::literal || !head.value.is_string()) return;
        const Node* middle = &ast_.nodes[node.children[1]];
        while (middle->kind == NodeKind::binary && middle->op == Op::plus && !middle->parenthesised)
            middle = &ast_.nodes[middle->children[1]];
        const bool separated = middle->kind == NodeKind::literal && ends_in_separator(middle->value);
        if (!head.value.as_string().empty() && !separated) return;
        for (const std::size_t part : rest) {
            for (const Reference& reference : references(program_)) {
                if (!holds(part, reference.root, reference.name)) continue;
                // Read by the condition or by the other branch as well: it is intended.
                if (holds(node.children[0], reference.root, reference.name) ||
                    holds(node.children[1], reference.root, reference.name))
                    return;
            }
        }
        const std::size_t plus = ast_.source.find('+', head.span.end);
        const text::Span added{std::min(plus, tail.span.end), tail.span.end};
        const std::string text = ast_.source.substr(added.begin, added.size());
        Diagnostic& problem =
            add(What::precedence, "\"" + text + "\" belongs to the part behind the colon only, not to both", added);
        problem.suggestion = "(" + ast_.source.substr(node.span.begin, head.span.end - node.span.begin) + ") " + text;
    }

    void failures() {
        for (const Failure& failure : analysis_.failures) {
            const Error& error = failure.error;
            if (is_said(failure)) continue;
            if (error.kind == ErrorKind::unknown_function && error.detail == "not-allowed" && facts_.mode().empty())
                continue;  // reported by call()
            const bool condition = error.message.compare(0, 11, "a condition") == 0 ||
                                   error.message.compare(0, 17, "! needs true or f") == 0;
            if (failure.always && failure.certain && !(condition && is_text_condition(error.span, true))) {
                add(What::never_works, error.message, error.span);
                continue;
            }
            if (condition && is_text_condition(error.span, failure.always)) {
                add(What::text_condition, "a text stands where true or false is needed", error.span);
                continue;
            }
            // A list may be too short for an index. Other uncertain failures are not reported: they need facts that are
            // not given (whether a text is a number).
            if (!failure.certain && error.detail != "range") continue;
            goals_.emplace_back([&error](const Trial& trial) {
                return trial.outcomes()[0].error && same_error(*trial.outcomes()[0].error, error);
            });
            sought_.emplace_back([this, &error](const Witness& example) {
                Diagnostic& problem = add(What::may_fail, example.outcomes[0].error->message, error.span);
                problem.example = example.in_words();
            });
        }
    }

    // Reported by node(), or less important than a failure that always happens there.
    [[nodiscard]] bool is_said(const Failure& failure) const {
        if (failure.node == kNoNode) return false;
        const Node& node = ast_.nodes[failure.node];
        if (node.kind == NodeKind::call && node.function == nullptr) return true;
        if (node.kind == NodeKind::method && finds_nothing(failure)) return true;
        return !failure.always &&
               std::any_of(analysis_.failures.begin(), analysis_.failures.end(),
                           [&](const Failure& other) { return other.always && other.node == failure.node; });
    }

    // Whether the condition is a sum, or an attribute that holds text.
    [[nodiscard]] bool is_text_condition(text::Span span, bool never) const {
        for (std::size_t i = 0; i < ast_.nodes.size(); ++i) {
            const Node& node = ast_.nodes[i];
            if (!(node.span == span)) continue;
            if (node.kind == NodeKind::binary && node.op == Op::plus) return !never;
            Reference reference;
            if (!as_reference(ast_, i, reference)) continue;
            const AbstractValue possible = facts_.attribute(reference);
            bool text = false;
            for (const Case& a : possible.cases) {
                if (a.unconstrained && a.sort != Sort::null) return false;
                if (a.sort == Sort::text && !a.constant) text = true;
                else if (a.sort != Sort::null && a.sort != Sort::text) return false;
            }
            return text;
        }
        return false;
    }

    void nulls() {
        for (const NullToText& hazard : analysis_.null_to_text) {
            std::size_t operand = ast_.nodes.size();
            for (std::size_t i = 0; i < ast_.nodes.size(); ++i) {
                if (ast_.nodes[i].span == hazard.span) operand = i;
            }
            if (operand == ast_.nodes.size()) continue;
            goals_.emplace_back([operand](const Trial& trial) {
                const Evaluation& made = trial.outcomes()[0];
                return !made.error && made.value.is_string() &&
                       made.value.as_string().find("null") != std::string_view::npos && trial.null_at(operand);
            });
            sought_.emplace_back([this, &hazard](const Witness& example) {
                const std::string what = hazard.attribute ? hazard.attribute->root + "." + hazard.attribute->name
                                                          : ast_.source.substr(hazard.span.begin, hazard.span.size());
                Diagnostic& problem =
                    add(What::null_to_text, "+ writes the word null where " + what + " is empty", hazard.span);
                problem.example = example.in_words();
                problem.example_value = example.outcomes[0].value;
                problem.suggestion = "(" + what + " == null ? \"\" : " + what + ")";
            });
        }
    }

    // Possible failures are reported only with a witness; one search looks for all of them.
    void examples() {
        const auto found = find_witnesses({&program_}, facts_, goals_, false);
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (found[i]) sought_[i](*found[i]);
        }
    }

    const Program& program_;
    const Ast& ast_;
    const Analysis& analysis_;
    const Facts& facts_;
    std::vector<Diagnostic> problems_;
    std::vector<Goal> goals_;  // witnesses to look for, and what to report for each
    std::vector<std::function<void(const Witness&)>> sought_;
};

}  // namespace

std::string Diagnostic::sentence() const {
    std::string text = message;
    if (!example.empty() && message.find(example) == std::string::npos) text += ", for example where " + example;
    if (example_value) text += ": " + example_value->to_json();
    return text;
}

std::vector<Diagnostic> check(const Program& program, const Analysis& analysis, const Facts& facts) {
    return Checker(program, analysis, facts).run();
}

}  // namespace preflight::expression
