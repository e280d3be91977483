// PF4: the profile mapping and its expressions. What is said here is proved from the expression alone (its possible
// values, or a counterexample that the evaluator confirms); what cannot be proved stays silent. Facts okta-exports 1,
// 4, 5; okta-el 2-6; facts egnyte for the values.
#include "core/rules/rule.h"

#include <array>
#include <set>

#include "core/egnyte/user_name.h"
#include "core/expression/analysis/analysis.h"
#include "core/expression/analysis/witness.h"
#include "core/expression/evaluate/evaluate.h"
#include "core/expression/lint/checker.h"
#include "core/okta/base_attributes.h"
#include "core/rules/attribute_facts.h"
#include "core/rules/expressions.h"
#include "core/text/nearest.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

using expression::Value;
using findings::Confidence;
using findings::Finding;
using findings::Severity;

constexpr std::array<findings::Rule, 18> kRules = {{
    old_row("PF4001", "expression-syntax", Severity::error, "An expression does not parse.", "el-1 el-2",
            Confidence::documented),
    old_row("PF4002", "expression-unknown-function", Severity::error,
            "An expression calls a function that does not exist.", "el-5", Confidence::documented),
    old_row("PF4003", "expression-unknown-attribute", Severity::error,
            "An expression reads an attribute that the Okta user profile does not have.", "el-4",
            Confidence::documented),
    old_row("PF4004", "expression-type-error", Severity::error,
            "An expression has types or a number of arguments that can never work.", "el-5", Confidence::documented),
    old_row("PF4005", "expression-may-fail", Severity::warning, "An expression fails for some people.", "el-3",
            Confidence::observed),
    old_row("PF4006", "expression-assignment", Severity::error, "An expression has = where == was meant.", "el-2",
            Confidence::documented),
    old_row("PF4007", "expression-null-to-text", Severity::warning, "A missing attribute becomes the word null.",
            "el-3", Confidence::observed),
    old_row("PF4008", "expression-precedence-trap", Severity::warning,
            "An expression reads otherwise than it looks, or a text stands as a condition.", "el-2",
            Confidence::observed),
    old_row("PF4009", "expression-deprecated", Severity::note, "An expression uses a deprecated name.", "el-6",
            Confidence::documented),
    old_row("PF4010", "expression-no-remap", Severity::warning,
            "An expression asks for groups or managers, whose changes do not trigger an update.", "el-8",
            Confidence::documented),
    old_row("PF4011", "expression-wrong-root", Severity::error,
            "An expression reads a root that the mapping does not have.", "el-4", Confidence::documented),
    old_row("PF4012", "expression-constant-condition", Severity::note, "A branch of an expression that nobody reaches.",
            "el-3", Confidence::observed),
    old_row("PF4022", "mapping-user-type-unmapped", Severity::warning,
            "The user type is not mapped: everybody becomes a Power User.", "S37 S40 K3", Confidence::documented),
    old_row("PF4023", "mapping-user-type-value", Severity::error,
            "A user type that the expression can yield is not admin, power or standard.", "S35 S36",
            Confidence::documented),
    old_row("PF4024", "mapping-user-type-from-employment-type", Severity::warning,
            "Okta's user.userType, which describes employment, is passed through as Egnyte user type.", "exports-5",
            Confidence::observed),
    old_row("PF4025", "mapping-auth-type-value", Severity::error,
            "An authentication type that the expression can yield is not sso, egnyte or ad.", "egnyte-2 Q14",
            Confidence::documented),
    old_row("PF4026", "mapping-service-account-invite", Severity::error,
            "The mapping can make a service account whose invitation is not off.", "S48 SX5", Confidence::documented),
    old_row("PF4033", "mapping-invite-default", Severity::note,
            "The invitation is not mapped: every new person is mailed.", "S46 K8", Confidence::documented),
}};

enum Row {
    kSyntax,
    kUnknownFunction,
    kUnknownAttribute,
    kTypeError,
    kMayFail,
    kAssignment,
    kNullToText,
    kPrecedence,
    kDeprecated,
    kNoRemap,
    kWrongRoot,
    kConstantCondition,
    kTypeUnmapped,
    kTypeValue,
    kTypeFromEmployment,
    kAuthValue,
    kServiceInvite,
    kInviteDefault
};

bool is_attribute(const Context& context, const std::string& root, const std::string& name) {
    if (okta::is_base_user_attribute(name)) return true;
    if (root != "user" && okta::is_directory_attribute(name)) return true;
    const okta::Schema* schema = context.workspace.user_schema;
    if (schema != nullptr && schema->find(name) != nullptr) return true;
    // A value in the export proves that the attribute exists, whatever schema was given.
    return context.workspace.users.has_column(std::string(okta::columns::kProfile) + name);
}

// A name without a root is one of the source (okta-el 4).
void check_attribute(const Context& context, const Subject& subject, const expression::Reference& reference,
                     std::set<std::string>& said, Report& report) {
    if (reference.root != "user" && reference.root != "source" && !reference.root.empty()) return;
    if (is_attribute(context, reference.root, reference.name)) return;
    if (!said.insert(reference.name).second) return;
    const okta::Schema* schema = context.workspace.user_schema;
    const std::string full = reference.root.empty() ? reference.name : reference.root + "." + reference.name;
    const std::string right = reference.root.empty() ? "user" : reference.root;
    std::vector<std::string_view> names;
    if (schema != nullptr) {
        for (const okta::SchemaAttribute& attribute : schema->attributes) names.emplace_back(attribute.name);
    }
    for (const std::string_view base :
         {"login", "email", "firstName", "lastName", "displayName", "title", "department", "division", "organization",
          "employeeNumber", "userType", "manager", "managerId", "costCenter"}) {
        names.push_back(base);
    }
    const auto nearest = text::nearest_name(reference.name, names);
    const std::string hint = nearest ? " Nearest name: " + right + "." + std::string(*nearest) + "." : "";
    Finding& finding = report.add(
        kRules[kUnknownAttribute],
        subject.what + " reads " + full +
            (schema != nullptr ? ", which the Okta user profile does not have."
                               : ", which is no standard attribute of an Okta user.") +
            hint,
        schema != nullptr
            ? "The expression fails for everybody: the attribute stays empty on new people and as it was on others."
            : "If your org has no such custom attribute, the expression fails for everybody.");
    if (schema == nullptr) {
        finding.severity = Severity::warning;
        finding.confidence = Confidence::inferred;
    }
    finding.locations.push_back(subject.text->part(reference.span.begin, reference.span.end));
    steps(finding,
          nearest ? "Use " + right + "." + std::string(*nearest) + ", or add the attribute"
                  : "Correct the name, or add the attribute",
          {subject.where, "Correct the attribute name in the expression, preview it with a real person, Save.",
           "Or: Directory › Profile Editor › User (default) › Add Attribute."});
}

// A name that stands alone: seen in Okta's samples only, so it is taken, and said (okta-el 4).
void check_bare_name(const Context& context, const Subject& subject, const expression::Reference& reference,
                     std::set<std::string>& said, Report& report) {
    constexpr std::array<std::string_view, 11> kRoots = {
        "user", "source", "app", "org", "instance", "appuser", "appUser", "idpuser", "access", "session", "target_app"};
    if (std::find(kRoots.begin(), kRoots.end(), reference.name) != kRoots.end()) return;
    if (!is_attribute(context, reference.root, reference.name)) {
        check_attribute(context, subject, reference, said, report);
        return;
    }
    if (!said.insert(reference.name).second) return;
    Finding& finding = report.add(
        kRules[kWrongRoot],
        subject.what + " reads " + reference.name + " without user. in front: Okta documents it in samples only.",
        "Where Okta does not take it for an attribute of the user, the expression fails for everybody.");
    finding.severity = Severity::warning;
    finding.confidence = Confidence::inferred;
    finding.locations.push_back(subject.text->part(reference.span.begin, reference.span.end));
    steps(finding, "Use user." + reference.name,
          {subject.where, "Write user." + reference.name + " there, preview it with a real person, Save."});
}

// How a problem of the checker is reported.
struct Words {
    Row row;
    std::string_view consequence;
    std::string_view remedy;
};

Words words_of(expression::Diagnostic::Kind kind) {
    using What = expression::Diagnostic::Kind;
    constexpr std::string_view kFailsForAll = "The expression fails for everybody: the attribute is not set.";
    constexpr std::string_view kFailsForSome =
        "For such people the expression fails: the attribute stays empty on new people and as it was on others.";
    switch (kind) {
        case What::unknown_function:
            return {kUnknownFunction, kFailsForAll, "Use a function that exists"};
        case What::never_works:
            return {kTypeError,
                    "Whenever evaluation comes to the marked place, the expression fails and the attribute is "
                    "not set.",
                    "Correct the marked part"};
        case What::may_fail:
            return {kMayFail, kFailsForSome, "Guard the marked part"};
        case What::null_to_text:
            return {kNullToText, "The word null is sent to Egnyte as if somebody had typed it.",
                    "Say what to write when it is empty"};
        case What::precedence:
            return {kPrecedence, "One half of the people lack what was meant for everybody.", "Put parentheses"};
        case What::text_condition:
            return {kPrecedence,
                    "A text is a condition only when it is true, yes, on, 1, false, no, off or 0; any other text fails "
                    "the expression.",
                    "Compare the text with something"};
        case What::deprecated:
            return {kDeprecated, "Nothing breaks today; Okta may remove it.", "Use today's name"};
        case What::no_remap:
            return {kNoRemap,
                    "The value is right on assignment and goes stale afterwards, until the person's profile changes or "
                    "the mapping is applied again.",
                    "Set the value on the group assignment instead"};
        case What::wrong_root:
            return {kWrongRoot, kFailsForAll, "Read the Okta user"};
        case What::other_app:
            return {kWrongRoot,
                    "If no such app is assigned, the expression fails for everybody: the attribute is not set.",
                    "Check the name of the app's instance"};
        case What::fixed_condition:
            return {kConstantCondition, "What stands there has no effect.", "Drop the part or correct the condition"};
    }
    return {kTypeError, kFailsForAll, "Correct the expression"};
}

void add_problem(const Subject& subject, const expression::Diagnostic& problem, const Spread& spread, Report& report) {
    const Words words = words_of(problem.kind);
    Finding& finding =
        report.add(kRules[words.row], subject.what + ": " + problem.sentence() + ".", std::string(words.consequence));
    finding.locations.push_back(subject.text->part(problem.span.begin, problem.span.end));
    if (problem.kind == expression::Diagnostic::Kind::other_app) {
        finding.severity = Severity::note;
        finding.confidence = Confidence::inferred;
    }
    for (const Spread::Failure& failure : spread.failures) {
        if (failure.span == problem.span) finding.affected = failure.who;
    }
    const bool named = problem.kind == expression::Diagnostic::Kind::unknown_function ||
                       problem.kind == expression::Diagnostic::Kind::deprecated;
    std::string write = "Mend the marked part, preview it with a real person, Save.";
    if (!problem.suggestion.empty())
        write = "Write " + problem.suggestion + " there, preview it with a real person, Save.";
    steps(finding, named && !problem.suggestion.empty() ? "Use " + problem.suggestion : std::string(words.remedy),
          {subject.where, std::move(write)});
    if (problem.kind == expression::Diagnostic::Kind::no_remap)
        steps(finding, std::string(words.remedy),
              {"Okta Admin Console › Applications › Egnyte › Assignments › Groups: set the attribute on each group.",
               "Or: after changes of groups, Provisioning › To App › Force Sync."});
}

// PF4012 from the people: branches that none of them comes to.
void check_coverage(const Subject& subject, const expression::Analysis& analysis, const Spread& spread,
                    Report& report) {
    constexpr std::size_t kFewest = 5;  // a handful of people says nothing about a branch
    if (spread.users < kFewest) return;
    for (const expression::BranchCounts::Branch& branch : spread.branches) {
        if (branch.count + branch.maybe > 0) continue;
        // What nobody at all can reach is said already, with the condition.
        const auto& fixed = analysis.fixed_conditions;
        if (std::any_of(fixed.begin(), fixed.end(), [&](const expression::FixedCondition& f) {
                return f.unused.begin <= branch.span.begin && branch.span.end <= f.unused.end;
            }))
            continue;
        Finding& finding = report.add(
            kRules[kConstantCondition],
            subject.what + ": none of the " + std::to_string(spread.users) + " given users comes to the marked part.",
            "It has no effect on them; the condition may be mistyped.");
        finding.locations.push_back(subject.text->part(branch.span.begin, branch.span.end));
        steps(finding, "Check the condition", {subject.where, "Compare the condition with what your people have."});
    }
}

void check_expression(const Context& context, const Subject& subject, const AttributeFacts& facts, Report& report) {
    if (!subject.parsed.program) {
        const expression::Error& error = *subject.parsed.error;
        const bool assignment = subject.text->value().substr(error.span.begin, error.span.size()) == "=";
        Finding& finding =
            assignment ? report.add(kRules[kAssignment], subject.what + " has = where == was meant.",
                                    "= is an assignment, which Okta refuses: the attribute is not set for anybody.")
                       : report.add(kRules[kSyntax], subject.what + " does not parse: " + error.message + ".",
                                    "Okta cannot evaluate it: the attribute is not set for anybody.");
        finding.locations.push_back(subject.text->part(error.span.begin, error.span.end));
        steps(finding, assignment ? "Write ==" : "Correct the expression",
              {subject.where, "Mend the marked place, preview it with a real person, Save."});
        return;
    }
    const expression::Program& program = *subject.parsed.program;
    const expression::Analysis analysis = expression::analyse(program, facts);
    const Spread spread = spread_of(context.evaluations, subject.formula);
    for (const expression::Diagnostic& problem : expression::check(program, analysis, facts))
        add_problem(subject, problem, spread, report);
    check_coverage(subject, analysis, spread, report);
    std::set<std::string> said;
    for (const expression::Reference& reference : expression::bare_names(program))
        check_bare_name(context, subject, reference, said, report);
    for (const expression::Reference& reference : expression::references(program)) {
        check_attribute(context, subject, reference, said, report);
    }
}

// Something that an expression can yield, and what yields it.
struct Yield {
    std::string text;
    text::Span span;
};

bool assignment_sets(const Context& context, std::string_view variable) {
    const population::Table& rows = context.workspace.app_users;
    const std::string column = std::string(okta::columns::kProfile) + std::string(variable);
    if (!rows.has_column(column)) return false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto found = population::find(rows, row, column);
        if (found.has_value() && !egnyte::counts_as_unset(found.text)) return true;
    }
    return false;
}

bool is_true(const Value& value) {
    return value.kind() == expression::Kind::boolean
               ? value.as_boolean()
               : value.kind() == expression::Kind::string && text::equal_ignoring_ascii_case(value.as_string(), "true");
}
bool is_false(const Value& value) {
    return value.kind() == expression::Kind::boolean ? !value.as_boolean()
                                                     : value.kind() == expression::Kind::string &&
                                                           text::equal_ignoring_ascii_case(value.as_string(), "false");
}

// PF4026 by counterexample: an invented person for whom the account is a service account and the invitation is not off.
std::optional<expression::Witness> invited_service_account(const Subject& service, const Subject* invite,
                                                           const AttributeFacts& facts) {
    std::vector<const expression::Program*> programs = {&*service.parsed.program};
    if (invite != nullptr) programs.push_back(&*invite->parsed.program);
    return expression::find_witness(programs, facts, [](const expression::Trial& trial) {
        const auto& outcomes = trial.outcomes();
        if (outcomes[0].error || !is_true(outcomes[0].value)) return false;
        if (outcomes.size() == 1) return true;
        return !outcomes[1].error && !outcomes[1].value.is_unknown() && !is_false(outcomes[1].value);
    });
}

// What can be something, but none of the words that Egnyte takes: in words that " never ..." continues, and where.
std::vector<Yield> never_legal(const expression::AbstractValue& possible, std::span<const std::string_view> legal) {
    std::vector<Yield> result;
    for (const expression::Case& a : possible.cases) {
        if (a.constant || a.unconstrained) continue;
        std::string what;
        if (a.sort == expression::Sort::boolean) what = "true or false, which is";
        if (a.sort == expression::Sort::number) what = "a number, which is";
        if (a.sort == expression::Sort::text && !a.text.blank_only() &&
            std::none_of(legal.begin(), legal.end(), [&](std::string_view value) { return a.text.admits(value); }))
            what = "a text that is";
        const bool known = std::any_of(result.begin(), result.end(),
                                       [&](const Yield& y) { return y.text == what && y.span == a.span; });
        if (!what.empty() && !known) result.push_back({std::move(what), a.span});
    }
    return result;
}

// The single values, without those that count as unset and those of a place that is told as a whole.
std::vector<Yield> texts(const expression::AbstractValue& possible, const std::vector<Yield>& never) {
    std::vector<Yield> result;
    for (const expression::Case& a : possible.cases) {
        if (!a.constant || a.constant->is_null() || a.unconstrained) continue;
        const std::string value = a.constant->to_text();
        if (egnyte::counts_as_unset(value)) continue;
        const bool known = std::any_of(result.begin(), result.end(),
                                       [&](const Yield& y) { return y.text == value && y.span == a.span; }) ||
                           std::any_of(never.begin(), never.end(), [&](const Yield& y) { return y.span == a.span; });
        if (!known) result.push_back({value, a.span});
    }
    return result;
}

// In any mix of cases: only the spelling of the user type is published (Q14).
std::vector<std::string> in_every_case(std::span<const std::string_view> words) {
    std::vector<std::string> result;
    for (const std::string_view word : words) {
        for (std::size_t mask = 0; mask < (std::size_t{1} << word.size()); ++mask) {
            std::string one(word);
            for (std::size_t i = 0; i < one.size(); ++i)
                if ((mask >> i & 1U) != 0) one[i] = static_cast<char>(one[i] - 'a' + 'A');
            result.push_back(std::move(one));
        }
    }
    return result;
}

// An unset attribute as a condition fails (okta-el 3); compared with true it does not.
std::string equals_true(const std::string& condition) {
    if (condition.find("==") != std::string::npos) return condition;
    return (condition.find(' ') == std::string::npos ? condition : "(" + condition + ")") + " == true";
}

}  // namespace

std::span<const findings::Rule> mapping_rules() {
    return kRules;
}

void check_mapping(const Context& context, Report& report) {
    const intake::Workspace& workspace = context.workspace;
    const std::vector<Subject> all = subjects(context.evaluations);
    const AttributeFacts facts(workspace);
    for (const Subject& subject : all) check_expression(context, subject, facts, report);

    const okta::ProfileMapping* mapping = workspace.to_app_mapping;
    if (mapping == nullptr || !mapping->has_properties) return;
    const auto subject_of = [&](std::string_view canonical) -> const Subject* {
        const auto variable = workspace.variable_of.find(canonical);
        if (variable == workspace.variable_of.end()) return nullptr;
        const okta::MappingEntry* entry = mapping->find(variable->second);
        if (entry == nullptr) return nullptr;
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const Subject& s) { return s.text == &entry->expression; });
        return found == all.end() ? nullptr : &*found;
    };
    // Whether the attribute is surely not mapped: its variable is known, or no target could be it.
    const auto unmapped = [&](std::string_view canonical, std::string_view word) {
        if (subject_of(canonical) != nullptr || !mapping->whole) return false;
        const auto variable = workspace.variable_of.find(canonical);
        if (variable != workspace.variable_of.end()) return !assignment_sets(context, variable->second);
        return std::none_of(mapping->entries.begin(), mapping->entries.end(), [&](const okta::MappingEntry& entry) {
            return workspace.canonical_of.find(entry.target) == workspace.canonical_of.end() &&
                   text::ascii_lower(entry.target).find(word) != std::string::npos;
        });
    };

    const Subject* user_type = subject_of("userType");
    if (user_type != nullptr && user_type->parsed.program) {
        const expression::AbstractValue possible = expression::analyse(*user_type->parsed.program, facts).possible;
        constexpr std::array<std::string_view, 3> kTypes = {"admin", "power", "standard"};
        const std::vector<Yield> never = never_legal(possible, kTypes);
        for (const Yield& yield : texts(possible, never)) {
            if (egnyte::valid_user_type(yield.text)) continue;
            const std::string_view nearest = egnyte::nearest_user_type(yield.text);
            Finding& finding = report.add(kRules[kTypeValue],
                                          "The user type can become \"" + yield.text +
                                              "\"; Egnyte takes admin, power and standard, in exactly this spelling.",
                                          "Egnyte refuses everybody for whom the expression yields it.");
            finding.locations.push_back(user_type->text->part(yield.span.begin, yield.span.end));
            steps(finding, nearest.empty() ? "Use one of the three" : "Write \"" + std::string(nearest) + "\"",
                  {std::string(kMappingsPath),
                   "User Type: write " +
                       (nearest.empty() ? std::string("\"admin\", \"power\" or \"standard\"")
                                        : "\"" + std::string(nearest) + "\"") +
                       " at the marked place. Save.",
                   "Dashboard › Tasks › Retry Selected."});
        }
        for (const Yield& yield : never) {
            Finding& finding = report.add(
                kRules[kTypeValue], "The user type can become " + yield.text + " never admin, power or standard.",
                "Egnyte takes these three, in exactly this spelling, and refuses everybody for whom it is another.");
            finding.locations.push_back(user_type->text->part(yield.span.begin, yield.span.end));
            steps(finding, "Use one of the three",
                  {std::string(kMappingsPath),
                   "User Type: correct the marked part, for example with String.toLowerCase. Save.",
                   "Dashboard › Tasks › Retry Selected."});
        }
        const auto employment =
            std::find_if(possible.cases.begin(), possible.cases.end(), [](const expression::Case& a) {
                return a.attribute && a.attribute->name == "userType" &&
                       (a.attribute->root == "user" || a.attribute->root == "source");
            });
        if (employment != possible.cases.end()) {
            const expression::Reference& attribute = *employment->attribute;
            Finding& finding = report.add(kRules[kTypeFromEmployment],
                                          "The Egnyte user type is filled from " + attribute.root +
                                              ".userType, which in Okta describes employment (\"Employee\").",
                                          "Everybody whose value is not exactly admin, power or standard is refused; "
                                          "everybody without one becomes a Power User.");
            finding.locations.push_back(user_type->text->part(attribute.span.begin, attribute.span.end));
            steps(finding, "Map a value made for Egnyte",
                  {std::string(kMappingsPath),
                   "User Type: an expression that yields \"admin\", \"power\" or \"standard\", or an attribute of your "
                   "own that holds one of them. Save."});
        }
    } else if (user_type == nullptr && unmapped("userType", "type")) {
        Finding& finding = report.add(kRules[kTypeUnmapped],
                                      std::string("The user type is not mapped: everybody becomes a Power User") +
                                          (workspace.app_users_given ? "." : ", unless it is set on assignments."),
                                      "Each takes a paid Power User seat.");
        finding.locations.push_back(mapping->properties_at);
        steps(finding, "Set the user type on purpose",
              {std::string(kMappingsPath),
               "User Type: map it, for example to \"standard\", or set it on the assigned groups. Save."});
    }

    const Subject* auth_type = subject_of("authType");
    if (auth_type != nullptr && auth_type->parsed.program) {
        const expression::AbstractValue possible = expression::analyse(*auth_type->parsed.program, facts).possible;
        constexpr std::array<std::string_view, 3> kWays = {"sso", "egnyte", "ad"};
        const std::vector<std::string> spelt = in_every_case(kWays);
        const std::vector<Yield> never =
            never_legal(possible, std::vector<std::string_view>(spelt.begin(), spelt.end()));
        for (const Yield& yield : never) {
            Finding& finding = report.add(
                kRules[kAuthValue], "The authentication type can become " + yield.text + " never sso, egnyte or ad.",
                "Egnyte takes these three and refuses everybody for whom it is another.");
            finding.locations.push_back(auth_type->text->part(yield.span.begin, yield.span.end));
            steps(finding, "Use one of the three",
                  {std::string(kMappingsPath), "Authentication Type: correct the marked part. Save."});
        }
        for (const Yield& yield : texts(possible, never)) {
            const auto canonical = egnyte::canonical_auth_type(yield.text);
            if (canonical && *canonical == yield.text) continue;
            Finding& finding = report.add(
                kRules[kAuthValue],
                canonical
                    ? "The authentication type can become \"" + yield.text + "\"; Egnyte's own spelling is \"" +
                          std::string(*canonical) + "\"."
                    : "The authentication type can become \"" + yield.text + "\"; Egnyte takes sso, egnyte and ad.",
                canonical
                    ? "The case rule is published for the user type only; the lower-case spelling is the safe one."
                    : "Egnyte refuses everybody for whom the expression yields it.");
            if (canonical) {
                finding.severity = Severity::note;
                finding.confidence = Confidence::inferred;
            }
            finding.locations.push_back(auth_type->text->part(yield.span.begin, yield.span.end));
            steps(finding, canonical ? "Write \"" + std::string(*canonical) + "\"" : "Use one of the three",
                  {std::string(kMappingsPath), "Authentication Type: correct the marked value. Save."});
        }
    }

    const Subject* service = subject_of("isServiceAccount");
    const Subject* invite = subject_of("sendInvite");
    const bool invite_unmapped = invite == nullptr && unmapped("sendInvite", "invite");
    if (service != nullptr && service->parsed.program &&
        (invite_unmapped || (invite != nullptr && invite->parsed.program))) {
        if (const auto person = invited_service_account(*service, invite, facts)) {
            const std::string who =
                person->person.empty() ? "for everybody" : "for example where " + person->in_words();
            Finding& finding =
                report.add(kRules[kServiceInvite],
                           "The mapping can make a service account whose invitation is not off, " + who + ".",
                           "Egnyte refuses such an account.");
            finding.locations.push_back(service->text->part(0, service->text->value().size()));
            if (invite != nullptr) finding.locations.push_back(invite->text->part(0, invite->text->value().size()));
            steps(finding, "Switch the invitation off for service accounts",
                  {std::string(kMappingsPath),
                   "Sending Invite Email: false wherever Is user a Service Account is true, for example: " +
                       equals_true(service->text->value()) + " ? false : true. Save."});
        }
    }
    if (invite_unmapped) {
        Finding& finding =
            report.add(kRules[kInviteDefault], "The invitation is not mapped: Egnyte mails every new person.",
                       "Assigning a whole company sends it an invitation each.");
        finding.locations.push_back(mapping->properties_at);
        steps(finding, "Decide before you assign everybody",
              {std::string(kMappingsPath),
               "Sending Invite Email: \"Same value for all users\" › false, when nobody should be mailed. Save.",
               "People with authentication type egnyte are mailed all the same."});
    }
}

}  // namespace preflight::rules
