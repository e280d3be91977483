#include "core/expression/lint/checker.h"

#include <algorithm>
#include <array>
#include <functional>

#include "core/expression/analysis/witness.h"
#include "core/expression/functions/functions.h"
#include "core/expression/syntax/ast.h"
#include "core/text/nearest.h"
#include "core/text/order.h"
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
constexpr std::array<Tried, 10> kTried = {{
    {"String.trim", "String.removeSpaces drops every blank, also those inside", "String.removeSpaces"},
    {"String.contains", "String.stringContains asks for a part", "String.stringContains"},
    {"String.endsWith", "compare the end with matches '.*end'", ""},
    {"String.toString", "+ \"\" makes a text", ""},
    {"Convert.toString", "+ \"\" makes a text", ""},
    {"Convert.toBool", "== \"true\" makes true or false", ""},
    {"Arrays.union", "Arrays.flatten joins lists", "Arrays.flatten"},
    {"and", "an operand is missing before it", ""},
    {"or", "an operand is missing before it", ""},
    {"if", "a choice is written condition ? value : other", ""},
}};

const Tried* often_tried(std::string_view name) {
    const auto found = std::find_if(kTried.begin(), kTried.end(), [&](const Tried& t) {
        // Words that are not functions in any spelling; names of functions are exact.
        return t.write.empty() && t.name.find('.') == std::string_view::npos
                   ? text::equal_ignoring_ascii_case(t.name, name)
                   : t.name == name;
    });
    return found == kTried.end() ? nullptr : &*found;
}

// A text that only makes sense as a regular expression. Brackets alone may be a literal "[External]".
bool looks_like_pattern(std::string_view text) {
    constexpr std::array<std::string_view, 23> kSigns = {"\\s",  "\\S",  "\\d",  "\\D", "\\w", "\\W", "\\b", "\\.",
                                                         "\\(",  "\\)",  "\\[",  "\\]", "\\+", "\\*", "\\?", "\\|",
                                                         "[a-z", "[A-Z", "[0-9", "[^",  "(?",  ".*",  ".+"};
    if (text.size() > 1 && text.front() == '^') return true;
    const std::size_t open = text.find('(');
    const std::size_t bar = text.find('|', open == std::string_view::npos ? text.size() : open);
    if (bar != std::string_view::npos && text.find(')', bar) != std::string_view::npos) return true;
    return std::any_of(kSigns.begin(), kSigns.end(),
                       [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

// Ids of Okta have 20 letters and digits, those of groups begin with 00g (okta-exports 0.5).
bool is_group_id(std::string_view text) {
    return text.substr(0, 3) == "00g" && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

class Checker {
public:
    Checker(const Program& program, const Analysis& analysis, const Facts& facts)
        : program_(program), ast_(program.ast()), analysis_(analysis), facts_(facts) {}

    std::vector<Diagnostic> run() {
        for (std::size_t i = 0; i < ast_.nodes.size(); ++i) node(i);
        failures();
        nulls();
        empty_parts();
        examples();
        result_of_rule();
        for (const FixedCondition& fixed : analysis_.fixed_conditions)
            add(What::fixed_condition, fixed_in_words(fixed), fixed.span);
        text::sort(problems_, [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
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
                return "this is never empty: what follows ?: is never used";
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
                if (node.op == Op::equal || node.op == Op::not_equal) {
                    if (is_null(node.children[1])) never_null(node.children[0]);
                    else if (is_null(node.children[0])) never_null(node.children[1]);
                }
                break;
            case NodeKind::elvis:
                never_null(node.children[0]);
                break;
            case NodeKind::unary:
                if (node.op == Op::empty) never_null(node.children[0]);
                break;
            case NodeKind::property:
            case NodeKind::index:
                attribute(index, node);
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

    [[nodiscard]] bool is_null(std::size_t index) const {
        const Node& node = ast_.nodes[index];
        return node.kind == NodeKind::literal && node.value.is_null();
    }

    [[nodiscard]] bool is_of_user(const Reference& reference) const {
        return reference.root == "user" || (reference.root == "source" && facts_.source_is_user());
    }

    // The display name, which Okta fills from first and last name unless somebody edited it (okta-el 4, K11).
    void never_null(std::size_t index) {
        Reference reference;
        if (ast_.dialect == Dialect::identity_engine || !as_reference(ast_, index, reference)) return;
        if (!is_of_user(reference) || reference.name != "displayName") return;
        add(What::never_null,
            reference.root + ".displayName is never null: unless it was edited, Okta fills in first name and last name",
            ast_.nodes[index].span);
    }

    // `user.profile.x` of the Identity Engine, and attributes that are spelt otherwise.
    void attribute(std::size_t index, const Node& node) {
        if (ast_.dialect == Dialect::identity_engine) return;
        Reference reference;
        if (as_reference(ast_, index, reference)) {
            const std::string right = is_of_user(reference) ? facts_.misspelt(reference) : std::string();
            if (right.empty() || is_profile(reference)) return;
            add(What::unknown_attribute,
                "Okta users have no attribute " + reference.name + "; names are case sensitive", node.span)
                .suggestion = reference.root + "." + right;
            return;
        }
        if (node.kind != NodeKind::property || !as_reference(ast_, node.children[0], reference)) return;
        if (!is_profile(reference)) return;
        add(What::wrong_root,
            reference.root + ".profile." + node.text + " is how the Identity Engine reads an attribute; here it is " +
                reference.root + "." + node.text,
            node.span)
            .suggestion = reference.root + "." + node.text;
    }
    [[nodiscard]] bool is_profile(const Reference& reference) const {
        return is_of_user(reference) && reference.name == "profile";
    }

    void no_remap(const Node& node, const std::string& name) {
        // Policies and group rules are evaluated when they are needed, not when a mapping is applied.
        if (ast_.dialect == Dialect::identity_engine || facts_.mode() == "group-rule") return;
        add(What::no_remap,
            name +
                " is evaluated when the app is assigned or the mapping is applied: a later change of groups or of the "
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
            if (member == UserMember::internal_property) internal_property(node);
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

    // Okta documents two internal properties (okta-el 4).
    void internal_property(const Node& node) {
        if (node.children.size() != 2) return;
        const Node& asked = ast_.nodes[node.children[1]];
        if (asked.kind != NodeKind::literal || !asked.value.is_string()) return;
        const std::string name(asked.value.as_string());
        if (name == "id" || name == "status") return;
        Diagnostic& problem = add(What::without_effect,
                                  "the internal properties are id and status; " + asked.value.to_json() +
                                      " is none, and probably always null",
                                  asked.span);
        const std::string low = text::ascii_lower(name);
        problem.suggestion = low == "id" || low == "status" ? "\"" + low + "\"" : "user." + name;
    }

    // Texts that are taken as they are, where a regular expression was meant; names in place of ids.
    void literals(const Node& node) {
        constexpr std::array<std::string_view, 10> kLiteral = {
            "String.replace", "String.replaceFirst",    "String.stringContains", "String.startsWith", "fn:replace",
            "fn:contains",    "String.substringBefore", "String.substringAfter", "fn:startsWith",     "fn:endsWith"};
        const bool literal = std::find(kLiteral.begin(), kLiteral.end(), node.text) != kLiteral.end();
        const bool ids = node.text == "isMemberOfGroup" || node.text == "isMemberOfAnyGroup";
        const bool name = node.text == "isMemberOfGroupName";
        if (!literal && !ids && !name) return;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const Node& argument = ast_.nodes[node.children[i]];
            if (argument.kind != NodeKind::literal || !argument.value.is_string()) continue;
            const std::string_view text = argument.value.as_string();
            const std::string shown = argument.value.to_json();
            if (literal && i == 1 && looks_like_pattern(text)) {
                add(What::without_effect,
                    shown + " looks like a regular expression, but " + node.text + " takes its texts literally",
                    argument.span);
            } else if (ids && !is_group_id(text)) {
                add(What::without_effect,
                    shown + " is not a group id: " + node.text + " takes ids, such as 00g1a2b3c4d5e6f7g8h9",
                    argument.span)
                    .suggestion =
                    "isMemberOfGroupName(" + ast_.source.substr(argument.span.begin, argument.span.size()) + ")";
            } else if (name && text.size() >= 17 && is_group_id(text)) {
                add(What::without_effect, shown + " is a group id, but " + node.text + " takes the name of a group",
                    argument.span)
                    .suggestion =
                    "isMemberOfGroup(" + ast_.source.substr(argument.span.begin, argument.span.size()) + ")";
            }
        }
    }

    void call(const Node& node) {
        literals(node);
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
        const bool group_rule = facts_.mode() == "group-rule";
        if (ast_.dialect == Dialect::identity_engine || (!facts_.mode().empty() && !group_rule)) return;
        const bool used = std::any_of(ast_.nodes.begin(), ast_.nodes.end(), [&](const Node& other) {
            return other.direct && !other.children.empty() && other.children[0] == index;
        });
        if (!used) return;
        constexpr std::array<std::string_view, 7> kHere = {"user",     "source",     "app", "org",
                                                           "instance", "target_app", ""};
        if (std::find(kHere.begin(), kHere.end(), node.text) != kHere.end() || is_namespace(node.text)) return;
        constexpr std::array<std::string_view, 3> kImported = {"appuser", "appUser", "idpuser"};
        if (facts_.imports() && std::find(kImported.begin(), kImported.end(), node.text) != kImported.end()) return;
        constexpr std::array<std::string_view, 6> kElsewhere = {"profile", "appuser", "appUser",
                                                                "idpuser", "access",  "session"};
        const std::string low = text::ascii_lower(node.text);
        constexpr std::array<std::string_view, 2> kMeant = {"user", "source"};
        const auto nearest = text::nearest_name(low, kMeant);
        if (nearest || std::find(kElsewhere.begin(), kElsewhere.end(), node.text) != kElsewhere.end()) {
            const std::string where = group_rule         ? "a group rule"
                                      : facts_.imports() ? "a mapping to Okta"
                                                         : "a mapping to an app";
            add(What::wrong_root, where + " does not know " + node.text, node.span).suggestion = nearest ? *nearest
                                                                                                 : facts_.imports()
                                                                                                     ? "appuser"
                                                                                                     : "user";
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
        return kSeparators.find(value.as_string().back()) != std::string_view::npos;
    }
    static constexpr std::string_view kSeparators = " .-_/,";

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
                add(What::text_condition, "a text is used where true or false is needed", error.span);
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
        Reference reference;
        if (node.kind == NodeKind::property && ast_.dialect != Dialect::identity_engine &&
            as_reference(ast_, node.children[0], reference) && is_profile(reference))
            return true;
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

    // `String.substringBefore(x, " ") + "_" + y`: where x has no blank, the result begins with the separator.
    void empty_parts() {
        for (std::size_t i = 0; i < ast_.nodes.size(); ++i) {
            const Node& sum = ast_.nodes[i];
            if (sum.kind != NodeKind::binary || sum.op != Op::plus) continue;
            const std::size_t left = sum.children[0];
            const std::size_t right = sum.children[1];
            if (is_cut(left) && begins_with_separator(right)) empty_part(left, right, "begins");
            const Node& before = ast_.nodes[left];
            const bool joined = before.kind == NodeKind::binary && before.op == Op::plus && !before.parenthesised;
            const std::size_t last = joined ? before.children[1] : left;
            const Node& end = ast_.nodes[last];
            if (is_cut(right) && end.kind == NodeKind::literal && ends_in_separator(end.value))
                empty_part(right, last, "ends");
        }
    }
    [[nodiscard]] bool is_cut(std::size_t index) const {
        const Node& node = ast_.nodes[index];
        if (node.kind != NodeKind::call || node.function == nullptr || node.children.size() != 2) return false;
        const Node& separator = ast_.nodes[node.children[1]];
        const std::string_view name = node.text;
        return (name == "String.substringBefore" || name == "String.substringAfter" || name == "substringBefore" ||
                name == "substringAfter") &&
               separator.kind == NodeKind::literal && separator.value.is_string() &&
               !separator.value.as_string().empty();
    }
    [[nodiscard]] bool begins_with_separator(std::size_t index) const {
        const Node& node = ast_.nodes[index];
        return node.kind == NodeKind::literal && node.value.is_string() && !node.value.as_string().empty() &&
               kSeparators.find(node.value.as_string().front()) != std::string_view::npos;
    }
    void empty_part(std::size_t cut, std::size_t separator, const char* verb) {
        const std::size_t whole = ast_.nodes[cut].children[0];
        goals_.emplace_back([cut, whole](const Trial& trial) {
            return !trial.outcomes()[0].error && trial.filled_at(whole) && trial.blank_at(cut);
        });
        sought_.emplace_back([this, cut, whole, separator, verb](const Witness& example) {
            const Node& node = ast_.nodes[cut];
            const text::Span read = ast_.nodes[whole].span;
            Diagnostic& problem = add(What::empty_part,
                                      "this part is empty where " + ast_.source.substr(read.begin, read.size()) +
                                          " has no " + ast_.nodes[node.children[1]].value.to_json() +
                                          ", and the text " + verb + " with " + ast_.nodes[separator].value.to_json(),
                                      node.span);
            problem.example = example.in_words();
            problem.example_value = example.outcomes[0].value;
        });
    }

    // A group rule is a condition.
    void result_of_rule() {
        if (facts_.mode() != "group-rule" || analysis_.possible.cases.empty()) return;
        for (const Case& a : analysis_.possible.cases) {
            if (a.sort == Sort::boolean || (a.unconstrained && a.sort != Sort::null)) return;
        }
        add(What::never_works, "a group rule needs true or false, and this yields " + analysis_.possible.in_words(),
            ast_.nodes[ast_.root].span);
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
