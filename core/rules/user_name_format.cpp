#include "core/rules/user_name_format.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/egnyte/user_name.h"
#include "core/expression/evaluate/evaluate.h"
#include "core/expression/functions/functions.h"
#include "core/expression/syntax/ast.h"
#include "core/okta/base_attributes.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

using expression::AbstractValue;
using expression::Ast;
using expression::Case;
using expression::Node;
using expression::NodeKind;
using expression::Reference;
using expression::Sort;
using expression::Value;

bool of_source(const Reference& reference) {
    return reference.root == "user" || reference.root == "source";
}

// The part that keeps an '@': the first one that always holds it, else one that can. What is unconstrained proves
// nothing.
std::optional<text::Span> kept_by(const AbstractValue& possible) {
    std::optional<text::Span> place;
    for (const Case& a : possible.cases) {
        if (a.unconstrained || a.sort != Sort::text || !a.text.may_hold('@')) continue;
        place = a.span;
        if (a.text.must_hold('@')) break;
    }
    return place;
}

// Whether it reads a user attribute that the given schema does not have: it fails for everybody, as PF4003 says.
bool reads_undefined(const workspace::Workspace& workspace, const expression::Program& program) {
    if (workspace.whole_user_schema() == nullptr) return false;
    const std::vector<Reference> all = expression::references(program);
    return std::any_of(all.begin(), all.end(), [&](const Reference& reference) {
        const bool directory = reference.root == "source" && okta::is_directory_attribute(reference.name);
        return of_source(reference) && !directory && !okta::is_base_user_attribute(reference.name) &&
               workspace.user_schema->find(reference.name) == nullptr &&
               !workspace.users->has_column(std::string(okta::columns::kProfile) + reference.name);
    });
}

bool yields_at_sign(const expression::Trial& trial) {
    const expression::Evaluation& made = trial.outcomes()[0];
    return !made.error && made.value.is_string() && made.value.as_string().find('@') != std::string_view::npos;
}

// ---- the recommended formats ---------------------------------------------------------------------------------------

// The function without its namespace, as both dialects call it; empty for other nodes.
std::string_view called(const Node& node) {
    if (node.kind != NodeKind::call || node.function == nullptr) return {};
    const std::string_view name = node.text;
    const auto end = name.find_last_of(".:");
    return end == std::string_view::npos ? name : name.substr(end + 1);
}

// What is left of the first argument when functions that only change letters are taken off.
std::size_t without_dressing(const Ast& ast, std::size_t at) {
    constexpr std::array<std::string_view, 7> kDressing = {"toLowerCase", "toUpperCase",  "toLowercase", "toUppercase",
                                                           "replace",     "replaceFirst", "removeSpaces"};
    while (true) {
        const Node& node = ast.nodes[at];
        const bool alone = node.kind == NodeKind::concatenation && node.children.size() == 1;
        const bool dressed = std::find(kDressing.begin(), kDressing.end(), called(node)) != kDressing.end();
        if ((!alone && !dressed) || node.children.empty()) return at;
        at = node.children[0];
    }
}

// The part before the '@' of the e-mail address or the login (S15, S29). `dressed`: also with other letters.
bool is_prefix(const Ast& ast, bool dressed) {
    std::size_t at = ast.root;
    if (dressed) {
        at = without_dressing(ast, at);
    } else if (ast.nodes[at].kind == NodeKind::concatenation && ast.nodes[at].children.size() == 1) {
        at = ast.nodes[at].children[0];
    }
    const Node& cut = ast.nodes[at];
    if (called(cut) != "substringBefore" || cut.children.size() != 2) return false;
    const Node& separator = ast.nodes[cut.children[1]];
    if (separator.kind != NodeKind::literal || !separator.value.is_string() || separator.value.as_string() != "@")
        return false;
    Reference reference;
    const std::size_t whole = dressed ? without_dressing(ast, cut.children[0]) : cut.children[0];
    return as_reference(ast, whole, reference) && of_source(reference) &&
           (reference.name == "email" || reference.name == "login");
}

// ---- names that are never legal ------------------------------------------------------------------------------------

bool letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// A fault that all texts of a set share; nothing when one of them may be legal, or has an '@' at most.
std::optional<NeverLegal> fault_of(const expression::StringDomain& texts, text::Span span) {
    NeverLegal fault;
    fault.span = span;
    if (texts.blank_only()) return fault;
    for (char c = 0x20; c < 0x7F; ++c) {
        if (c == '@' || !texts.must_hold(c) || egnyte::user_name_character(static_cast<char32_t>(c))) continue;
        fault.kind = NeverLegal::Kind::character;
        fault.character = c;
        return fault;
    }
    fault.kind = NeverLegal::Kind::start;
    if (!texts.prefix.empty() && texts.prefix[0] != '@' && !letter_or_digit(texts.prefix[0])) {
        fault.character = texts.prefix[0];
        return fault;
    }
    bool may_begin = texts.may_hold('@');
    for (char c = 0x20; c < 0x7F; ++c) may_begin = may_begin || (letter_or_digit(c) && texts.may_hold(c));
    // A letter beyond ASCII is a letter: it is rejected, but not for where it is.
    if (may_begin || texts.possible.test(expression::StringDomain::kOther)) return std::nullopt;
    return fault;
}

std::optional<NeverLegal> fault_of(const Case& a) {
    if (a.sort == Sort::null) return NeverLegal{NeverLegal::Kind::blank, 0, a.span, {}};
    if (a.unconstrained && !a.constant) return std::nullopt;
    if (a.constant && !a.constant->is_string()) return std::nullopt;
    if (a.sort != Sort::text) return std::nullopt;
    if (!a.constant) return fault_of(a.text, a.span);
    const std::string_view name = a.constant->as_string();
    const egnyte::UserNameCheck check = egnyte::check_user_name(name);
    if (check.has(egnyte::UserNameFault::missing)) return NeverLegal{NeverLegal::Kind::blank, 0, a.span, {}};
    if (const auto fault = fault_of(expression::domain_of(name), a.span)) return fault;
    if (!check.has(egnyte::UserNameFault::invalid_character)) return std::nullopt;
    return NeverLegal{NeverLegal::Kind::character, 0, a.span, std::string(name)};
}

// Whether anything that it reads is the person's own. The settings of the application and the org are not.
bool depends_on_person(const Ast& ast) {
    for (std::size_t i = 0; i < ast.nodes.size(); ++i) {
        const Node& node = ast.nodes[i];
        if (node.kind == NodeKind::method || node.kind == NodeKind::projection || node.kind == NodeKind::selection)
            return true;
        if (node.kind == NodeKind::call &&
            (node.function == nullptr || node.function->reads != expression::Reads::nothing))
            return true;
        if (node.kind != NodeKind::name) continue;
        constexpr std::array<std::string_view, 4> kSame = {"app", "org", "instance", "target_app"};
        if (std::find(kSame.begin(), kSame.end(), node.text) == kSame.end()) return true;
    }
    return false;
}

std::optional<NeverLegal> never_legal(const UserNameFormat& made) {
    const std::vector<Case>& cases = made.possible->cases;
    if (cases.empty() || made.fails) return std::nullopt;
    std::optional<NeverLegal> first;  // the first fault of a name that is one
    std::optional<NeverLegal> blank;
    bool legal = false;
    for (const Case& a : cases) {
        auto fault = fault_of(a);
        if (!fault) legal = true;
        else if (fault->kind == NeverLegal::Kind::blank) blank = blank ? blank : fault;
        else if (!first) first = std::move(fault);
    }
    if (!legal) return first ? first : blank;
    if (made.keeps_at_sign == KeepsAtSign::always) return std::nullopt;  // PF3011
    NeverLegal shared;
    shared.kind = NeverLegal::Kind::shared;
    shared.span = {0, made.text().size()};
    if (made.possible->finite()) {
        if (cases.size() == 1) shared.name = cases.front().constant->to_text();
        return shared;
    }
    if (!depends_on_person(made.program->ast())) return shared;
    return std::nullopt;
}

// ---- ordinary people -----------------------------------------------------------------------------------------------

// People with every attribute filled, and nothing odd in it: names of one word in plain letters, and what every street
// or telephone number has.
class OrdinaryFacts final : public expression::Facts {
public:
    explicit OrdinaryFacts(const AttributeFacts& facts) : facts_(facts) {}

    [[nodiscard]] AbstractValue attribute(const Reference& reference) const override {
        AbstractValue possible;
        const bool plain = of_source(reference);
        for (const Usual& usual : kUsual) {
            const Value value = Value::string(usual.value);
            if (plain && usual.name == reference.name && facts_.allows(reference, value) &&
                facts_.attribute(reference).admits(value))
                possible.cases.emplace_back(value, reference.span);
        }
        if (!possible.cases.empty()) return possible;
        possible = facts_.attribute(reference);
        auto& all = possible.cases;
        all.erase(std::remove_if(all.begin(), all.end(), [](Case& a) { return !make_plain(a); }), all.end());
        return possible;
    }
    [[nodiscard]] bool allows(const Reference& reference, const Value& value) const override {
        return facts_.allows(reference, value);
    }
    [[nodiscard]] std::vector<std::string> texts(const Reference& reference) const override {
        return facts_.texts(reference);
    }

private:
    struct Usual {
        std::string_view name, value;
    };
    static constexpr std::array<Usual, 15> kUsual = {{{"firstName", "Ana"},
                                                      {"firstName", "Christopher"},
                                                      {"lastName", "Lee"},
                                                      {"lastName", "Featherstone"},
                                                      {"displayName", "Ana Lee"},
                                                      {"email", "ana.lee@acme.test"},
                                                      {"login", "ana.lee@acme.test"},
                                                      {"userName", "ana.lee@acme.test"},
                                                      {"samAccountName", "alee"},
                                                      {"employeeID", "1001"},
                                                      {"employeeNumber", "1001"},
                                                      {"mobilePhone", "+442079460000"},
                                                      {"primaryPhone", "+442079460000"},
                                                      {"streetAddress", "1 Dock Road"},
                                                      {"postalAddress", "1 Dock Road, Hull"}}};

    // Keeps filled values of letters and digits only; false when nothing is left.
    static bool make_plain(Case& a) {
        if (a.sort == Sort::null || (a.unconstrained && a.sort > Sort::text)) return false;
        if (a.constant) {
            if (!a.constant->is_string()) return true;
            const std::string_view text = a.constant->as_string();
            return !text.empty() && std::all_of(text.begin(), text.end(), letter_or_digit);
        }
        if (a.sort != Sort::text) return true;
        for (std::size_t c = 0; c < a.text.possible.size(); ++c) {
            const bool keep = c < 0x80 && (letter_or_digit(static_cast<char>(c)) || a.text.required.test(c));
            if (!keep) a.text.possible.reset(c);
        }
        a.text.min_length = std::max<std::size_t>(a.text.min_length, 1);
        a.unconstrained = false;
        return a.text.max_length > 0;
    }

    const AttributeFacts& facts_;
};

bool yields_illegal_name(const expression::Trial& trial) {
    const expression::Evaluation& made = trial.outcomes()[0];
    if (made.error || made.value.is_unknown()) return false;
    const egnyte::UserNameCheck check =
        egnyte::check_user_name(made.value.is_null() ? std::string() : made.value.to_text());
    using Fault = egnyte::UserNameFault;
    return check.has(Fault::missing) || check.has(Fault::invalid_character) || check.has(Fault::invalid_start);
}

}  // namespace

bool reads_directory(const expression::Program& program) {
    const std::vector<Reference> all = expression::references(program);
    return std::any_of(all.begin(), all.end(), [](const Reference& reference) {
        return reference.root == "instance" ||
               (reference.root == "source" && okta::is_directory_attribute(reference.name));
    });
}

UserNameFormat analyse_user_name_format(const workspace::Workspace& workspace, const Listed& listed,
                                        const AttributeFacts& facts) {
    UserNameFormat result;
    const okta::Application* app = workspace.application;
    const okta::MappingEntry* entry = nullptr;
    if (app != nullptr && listed.subject.text == &app->user_name_template.pattern) {
        result.format = &app->user_name_template;
        // By a CUSTOM format that is made on creation only.
        result.on_update =
            !(result.format->is_expression() && result.format->push_status == okta::PushStatus::dont_push);
    } else {
        entry = workspace.to_app_mapping->find(listed.subject.target);
        result.on_update = entry == nullptr || entry->push_status != okta::PushStatus::dont_push;
    }
    result.what = result.format != nullptr ? "The username format" : "The mapping of the username";
    result.written = listed.subject.text;
    result.program = &*listed.subject.parsed.program;
    result.possible = &listed.analysis.possible;
    result.recommended = is_prefix(result.program->ast(), false);
    const AddressFacts addresses(facts);
    result.of_addresses = expression::analyse(*result.program, addresses).possible;
    result.fails = result.of_addresses.cases.empty() || reads_undefined(workspace, *result.program);
    const std::optional<text::Span> kept = kept_by(result.of_addresses);
    result.keeps_it = kept.value_or(text::Span{0, result.text().size()});
    switch (result.possible->at_sign()) {
        case expression::Certainty::always:
            result.keeps_at_sign = KeepsAtSign::always;
            break;
        case expression::Certainty::maybe:
            result.witness = expression::find_witness({result.program}, addresses, yields_at_sign);
            break;
        case expression::Certainty::never:
            break;
    }
    if (result.witness) result.keeps_at_sign = KeepsAtSign::for_some;
    else if (result.keeps_at_sign == KeepsAtSign::never && kept && !result.fails)
        result.keeps_at_sign = KeepsAtSign::not_ruled_out;
    result.never_legal = never_legal(result);
    if (!result.fails && !result.never_legal && result.keeps_at_sign == KeepsAtSign::never &&
        !is_prefix(result.program->ast(), true)) {
        const OrdinaryFacts ordinary(facts);
        result.illegal = expression::find_witness({result.program}, ordinary, yields_illegal_name, false);
    }
    return result;
}

}  // namespace preflight::rules
