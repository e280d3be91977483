// PF4: the profile mapping and its expressions. What is said here is proved from the expression alone (its possible
// values, or a counterexample that the evaluator confirms); what cannot be proved stays silent. Facts okta-exports 1,
// 4, 5; okta-el 2-6; facts egnyte for the values.
#include "core/rules/rule.h"

#include <array>
#include <map>
#include <set>

#include "core/egnyte/user_name.h"
#include "core/expression/analysis.h"
#include "core/expression/expression.h"
#include "core/rules/attribute_facts.h"
#include "core/simulation/profile.h"
#include "core/text/nearest.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

using expression::Value;
using findings::Confidence;
using findings::Finding;
using findings::Severity;

constexpr std::array<findings::RuleInfo, 9> kRules = {{
    {"PF4001", "expression-syntax", Severity::error, "An expression does not parse.", "el-1 el-2",
     Confidence::documented},
    {"PF4002", "expression-unknown-function", Severity::error, "An expression calls a function that does not exist.",
     "el-5", Confidence::documented},
    {"PF4003", "expression-unknown-attribute", Severity::error,
     "An expression reads an attribute that the Okta user profile does not have.", "el-4", Confidence::documented},
    {"PF4022", "mapping-user-type-unmapped", Severity::warning,
     "The user type is not mapped: everybody becomes a Power User.", "S37 S40 K3", Confidence::documented},
    {"PF4023", "mapping-user-type-value", Severity::error,
     "A user type that the expression can yield is not admin, power or standard.", "S35 S36", Confidence::documented},
    {"PF4024", "mapping-user-type-from-employment-type", Severity::warning,
     "Okta's user.userType, which describes employment, is passed through as Egnyte user type.", "exports-5",
     Confidence::observed},
    {"PF4025", "mapping-auth-type-value", Severity::error,
     "An authentication type that the expression can yield is not sso, egnyte or ad.", "egnyte-2 Q14",
     Confidence::documented},
    {"PF4026", "mapping-service-account-invite", Severity::error,
     "The mapping can make a service account whose invitation is not off.", "S48 SX5", Confidence::documented},
    {"PF4033", "mapping-invite-default", Severity::note, "The invitation is not mapped: every new person is mailed.",
     "S46 K8", Confidence::documented},
}};

enum Row {
    kSyntax,
    kUnknownFunction,
    kUnknownAttribute,
    kTypeUnmapped,
    kTypeValue,
    kTypeFromEmployment,
    kAuthValue,
    kServiceInvite,
    kInviteDefault
};

constexpr std::string_view kMappings =
    "Okta Admin Console › Applications › Egnyte › Provisioning › To App › Attribute Mappings";

// One expression of the given files with the words for where it is.
struct Subject {
    const okta::TextField* text = nullptr;
    expression::Dialect dialect = expression::Dialect::mapping;
    std::string what;   // "The mapping of userType"
    std::string where;  // click path
    expression::ParseResult parsed;
};

std::vector<Subject> subjects(const intake::Workspace& workspace) {
    std::vector<Subject> result;
    if (workspace.to_app_mapping != nullptr) {
        for (const okta::MappingEntry& entry : workspace.to_app_mapping->entries) {
            if (!entry.expression.present() || text::trim(entry.expression.value()).empty()) continue;
            Subject subject;
            subject.text = &entry.expression;
            subject.what = "The mapping of " + entry.target;
            subject.where = kMappings;
            subject.parsed = expression::parse(entry.expression.value(), expression::Dialect::mapping);
            result.push_back(std::move(subject));
        }
    }
    if (workspace.application != nullptr) {
        const okta::UserNameTemplate& format = workspace.application->user_name_template;
        const bool none = format.type.value() == "NONE";
        if (!none && format.pattern.present() && !text::trim(format.pattern.value()).empty()) {
            const bool custom = format.type.value() == "CUSTOM" ||
                                (!format.type.present() && format.pattern.value().find("${") == std::string::npos);
            Subject subject;
            subject.text = &format.pattern;
            subject.dialect = custom ? expression::Dialect::mapping : expression::Dialect::user_name_template;
            subject.what = "The username format";
            subject.where = "Okta Admin Console › Applications › Egnyte › Sign On › Edit › Credentials Details";
            subject.parsed = expression::parse(format.pattern.value(), subject.dialect);
            result.push_back(std::move(subject));
        }
    }
    return result;
}

std::string whole(std::string_view expression) {
    return std::string(expression);
}

void check_attribute(const Context& context, const Subject& subject, const expression::Reference& reference,
                     std::set<std::string>& said, Report& report) {
    if (reference.root != "user" && reference.root != "source") return;
    if (simulation::is_base_user_attribute(reference.name)) return;
    if (reference.root == "source" && simulation::is_directory_attribute(reference.name)) return;
    const okta::Schema* schema = context.workspace.user_schema;
    if (schema != nullptr && schema->find(reference.name) != nullptr) return;
    // A value in the export proves that the attribute exists, whatever schema was given.
    if (context.workspace.users.has_column(std::string(okta::columns::kProfile) + reference.name)) return;
    if (!said.insert(reference.name).second) return;
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
    const std::string hint = nearest ? " Nearest name: " + reference.root + "." + std::string(*nearest) + "." : "";
    Finding& finding = report.add(
        kRules[kUnknownAttribute],
        schema != nullptr ? subject.what + " reads " + reference.root + "." + reference.name +
                                ", which the Okta user profile does not have." + hint
                          : subject.what + " reads " + reference.root + "." + reference.name +
                                ", which is no standard attribute of an Okta user." + hint,
        schema != nullptr
            ? "The expression fails for everybody: the attribute stays empty on new people and as it was on others."
            : "If your org has no such custom attribute, the expression fails for everybody.");
    if (schema == nullptr) {
        finding.severity = Severity::warning;
        finding.confidence = Confidence::inferred;
    }
    finding.locations.push_back(subject.text->part(reference.span.begin, reference.span.end));
    steps(finding,
          nearest ? "Use " + reference.root + "." + std::string(*nearest) + ", or add the attribute"
                  : "Correct the name, or add the attribute",
          {subject.where, "Correct the attribute name in the expression, preview it with a real person, Save.",
           "Or: Directory › Profile Editor › User (default) › Add Attribute."});
}

void check_expression(const Context& context, const Subject& subject, Report& report) {
    if (!subject.parsed.program) {
        const expression::Error& error = *subject.parsed.error;
        Finding& finding = report.add(kRules[kSyntax], subject.what + " does not parse: " + error.message + ".",
                                      "Okta cannot evaluate it: the attribute is not set for anybody.");
        finding.locations.push_back(subject.text->part(error.span.begin, error.span.end));
        steps(finding, "Correct the expression",
              {subject.where, "Mend the marked place, preview it with a real person, Save."});
        return;
    }
    for (const expression::UnknownCall& call : expression::unknown_calls(*subject.parsed.program)) {
        Finding& finding = report.add(kRules[kUnknownFunction],
                                      subject.what + " calls " + call.name + ", which does not exist." +
                                          (call.nearest ? " Nearest name: " + *call.nearest + "." : ""),
                                      "The expression fails for everybody: the attribute is not set.");
        finding.locations.push_back(subject.text->part(call.span.begin, call.span.end));
        steps(finding, call.nearest ? "Use " + *call.nearest : "Use a function that exists",
              {subject.where, "Correct the function name (capitals count), preview it with a real person, Save."});
    }
    std::set<std::string> said;
    for (const expression::Reference& reference : expression::references(*subject.parsed.program)) {
        check_attribute(context, subject, reference, said, report);
    }
}

// Values a constant-yielding expression can give, without those that count as unset.
struct Yield {
    std::string text;
    text::Span span;
};

std::vector<Yield> texts(const expression::Possible& possible) {
    std::vector<Yield> result;
    for (const expression::Possible::Choice& choice : possible.values) {
        if (choice.value.is_null() || choice.value.is_unknown()) continue;
        const std::string value = choice.value.to_text();
        if (egnyte::counts_as_unset(value)) continue;
        const bool known = std::any_of(result.begin(), result.end(),
                                       [&](const Yield& y) { return y.text == value && y.span == choice.span; });
        if (!known) result.push_back({value, choice.span});
    }
    return result;
}

bool assignment_sets(const Context& context, std::string_view variable) {
    const formats::Records& rows = context.workspace.app_users;
    const std::string column = std::string(okta::columns::kProfile) + std::string(variable);
    if (!rows.has_column(column)) return false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto found = rows.find(row, column);
        if (found.present && found.cell.kind != formats::CellKind::null && !egnyte::counts_as_unset(found.cell.text))
            return true;
    }
    return false;
}

// The string literals of an expression: the values its conditions may compare with.
void collect_literals(std::string_view source, std::set<std::string>& out) {
    for (std::size_t i = 0; i < source.size(); ++i) {
        const char quote = source[i];
        if (quote != '"' && quote != '\'') continue;
        std::string value;
        for (++i; i < source.size(); ++i) {
            if (source[i] == quote) {
                if (i + 1 >= source.size() || source[i + 1] != quote) break;
                ++i;
            }
            value += source[i];
        }
        out.insert(value);
    }
}

// A made-up person for trying expressions out.
class Invented : public expression::Scope {
public:
    std::map<std::string, Value, std::less<>> values;
    [[nodiscard]] bool has_root(std::string_view root) const override { return root == "user" || root == "source"; }
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
    [[nodiscard]] Value attribute(std::string_view, std::string_view name) const override {
        const auto found = values.find(name);
        return found == values.end() ? Value::null() : found->second;
    }
};

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

// PF4026 by counterexample: tries people made of the values that the two expressions themselves tell apart. Any hit is
// a proof, confirmed by the evaluator; without a hit nothing is said.
std::optional<std::string> service_account_with_invite(const Context& context, const Subject& service,
                                                       const Subject* invite) {
    constexpr std::size_t kMostPeople = 4096;
    std::map<std::string, std::vector<Value>> choices;
    std::set<std::string> literals;
    collect_literals(service.text->value(), literals);
    if (invite != nullptr) collect_literals(invite->text->value(), literals);
    const auto add = [&](const Subject& subject) {
        for (const expression::Reference& reference : expression::references(*subject.parsed.program)) {
            if (reference.root != "user" && reference.root != "source") return false;
            if (choices.count(reference.name) != 0) continue;
            std::vector<Value>& list = choices[reference.name];
            const okta::Schema* schema = context.workspace.user_schema;
            const okta::SchemaAttribute* attribute = schema == nullptr ? nullptr : schema->find(reference.name);
            const bool base = simulation::is_base_user_attribute(reference.name);
            const bool boolean = attribute != nullptr ? attribute->type == "boolean" : !base;
            const bool text = attribute != nullptr ? attribute->type == "string" : base;
            list.push_back(Value::null());
            if (boolean) {
                list.push_back(Value::boolean(true));
                list.push_back(Value::boolean(false));
            }
            if (text || attribute == nullptr) {
                for (const std::string& literal : literals) list.push_back(Value::string(literal));
            }
        }
        return true;
    };
    if (!add(service) || (invite != nullptr && !add(*invite))) return std::nullopt;
    std::size_t total = 1;
    for (const auto& [name, list] : choices) {
        total *= list.size();
        if (total > kMostPeople) return std::nullopt;
    }
    for (std::size_t number = 0; number < total; ++number) {
        Invented person;
        std::size_t rest = number;
        std::string description;
        for (const auto& [name, list] : choices) {
            const Value& value = list[rest % list.size()];
            rest /= list.size();
            description += (description.empty() ? "user." : ", user.") + name + " = " + value.to_json();
            person.values.emplace(name, value);
        }
        const expression::Evaluation made = expression::evaluate(*service.parsed.program, person);
        if (made.error || !is_true(made.value)) continue;
        if (invite != nullptr) {
            const expression::Evaluation mailed = expression::evaluate(*invite->parsed.program, person);
            if (mailed.error || mailed.value.is_unknown() || is_false(mailed.value)) continue;
        }
        return description.empty() ? "everybody" : description;
    }
    return std::nullopt;
}

// An unset attribute as a condition fails (okta-el 3); compared with true it does not.
std::string equals_true(const std::string& condition) {
    if (condition.find("==") != std::string::npos) return condition;
    return (condition.find(' ') == std::string::npos ? condition : "(" + condition + ")") + " == true";
}

}  // namespace

std::span<const findings::RuleInfo> mapping_rules() {
    return kRules;
}

void check_mapping(const Context& context, Report& report) {
    const intake::Workspace& workspace = context.workspace;
    const std::vector<Subject> all = subjects(workspace);
    for (const Subject& subject : all) check_expression(context, subject, report);

    const okta::ProfileMapping* mapping = workspace.to_app_mapping;
    if (mapping == nullptr || !mapping->has_properties) return;
    const AttributeFacts facts(workspace);
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
        const expression::Possible possible = expression::analyse(*user_type->parsed.program, facts);
        for (const Yield& yield : texts(possible)) {
            if (egnyte::valid_user_type(yield.text)) continue;
            const std::string_view nearest = egnyte::nearest_user_type(yield.text);
            Finding& finding = report.add(kRules[kTypeValue],
                                          "The user type can become \"" + yield.text +
                                              "\"; Egnyte takes admin, power and standard, in exactly this spelling.",
                                          "Egnyte refuses everybody for whom the expression yields it.");
            finding.locations.push_back(user_type->text->part(yield.span.begin, yield.span.end));
            steps(finding, nearest.empty() ? "Use one of the three" : "Write \"" + std::string(nearest) + "\"",
                  {whole(kMappings),
                   "User Type: write " +
                       (nearest.empty() ? std::string("\"admin\", \"power\" or \"standard\"")
                                        : "\"" + std::string(nearest) + "\"") +
                       " at the marked place. Save.",
                   "Dashboard › Tasks › Retry Selected."});
        }
        if (possible.passes_through && (possible.attribute.root == "user" || possible.attribute.root == "source") &&
            possible.attribute.name == "userType") {
            Finding& finding = report.add(kRules[kTypeFromEmployment],
                                          "The Egnyte user type is filled from " + possible.attribute.root +
                                              ".userType, which in Okta describes employment (\"Employee\").",
                                          "Everybody whose value is not exactly admin, power or standard is refused; "
                                          "everybody without one becomes a Power User.");
            finding.locations.push_back(
                user_type->text->part(possible.attribute.span.begin, possible.attribute.span.end));
            steps(finding, "Map a value made for Egnyte",
                  {whole(kMappings),
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
              {whole(kMappings),
               "User Type: map it, for example to \"standard\", or set it on the assigned groups. Save."});
    }

    const Subject* auth_type = subject_of("authType");
    if (auth_type != nullptr && auth_type->parsed.program) {
        for (const Yield& yield : texts(expression::analyse(*auth_type->parsed.program, facts))) {
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
                  {whole(kMappings), "Authentication Type: correct the marked value. Save."});
        }
    }

    const Subject* service = subject_of("isServiceAccount");
    const Subject* invite = subject_of("sendInvite");
    const bool invite_unmapped = invite == nullptr && unmapped("sendInvite", "invite");
    if (service != nullptr && service->parsed.program &&
        (invite_unmapped || (invite != nullptr && invite->parsed.program))) {
        if (const auto person = service_account_with_invite(context, *service, invite)) {
            Finding& finding =
                report.add(kRules[kServiceInvite],
                           "The mapping can make a service account whose invitation is not off (for " + *person + ").",
                           "Egnyte refuses such an account.");
            finding.locations.push_back(service->text->part(0, service->text->value().size()));
            if (invite != nullptr) finding.locations.push_back(invite->text->part(0, invite->text->value().size()));
            steps(finding, "Switch the invitation off for service accounts",
                  {whole(kMappings),
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
              {whole(kMappings),
               "Sending Invite Email: \"Same value for all users\" › false, when nobody should be mailed. Save.",
               "People with authentication type egnyte are mailed all the same."});
    }
}

}  // namespace preflight::rules
