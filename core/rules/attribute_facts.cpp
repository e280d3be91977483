#include "core/rules/attribute_facts.h"

#include <algorithm>
#include <cmath>

#include "core/okta/base_attributes.h"
#include "core/text/nearest.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

using expression::AbstractValue;
using expression::Case;
using expression::Certainty;
using expression::Sort;
using expression::Value;

std::shared_ptr<const expression::Regex> compiled(const std::string& pattern) {
    expression::RegexError problem;
    return expression::Regex::compile(pattern, expression::Limits{}, problem);
}

// A pattern of the login attribute: null or empty means "must look like an e-mail address" (okta-exports 5).
Certainty login_by_pattern(const std::string& pattern) {
    if (pattern.empty()) return Certainty::always;
    const auto regex = compiled(pattern);
    if (regex == nullptr) return Certainty::maybe;
    const expression::Regex::Shapes shapes = regex->shapes();
    return !shapes.may_hold_at ? Certainty::never : !shapes.may_lack_at ? Certainty::always : Certainty::maybe;
}

// What a schema says of the length of a text. It counts characters, the language UTF-16 units: up to two for each.
void bound(Case& a, const okta::SchemaAttribute* schema) {
    if (schema == nullptr) return;
    constexpr std::int64_t kMost = 1'000'000;
    if (schema->min_length && *schema->min_length > 0)
        a.text.min_length = std::max(a.text.min_length, static_cast<std::size_t>(std::min(*schema->min_length, kMost)));
    if (schema->max_length && *schema->max_length >= 0 && *schema->max_length <= kMost)
        a.text.max_length = std::max(a.text.min_length, 2 * static_cast<std::size_t>(*schema->max_length));
}

// A text of the attribute, with or without the '@' of an address.
Case text(text::Span span, Certainty at_sign) {
    Case a(Sort::text, span);
    if (at_sign == Certainty::never) a.text.possible.reset('@');
    if (at_sign == Certainty::always) {
        a.text.required.set('@');
        a.text.at_most_once.set('@');
        a.text.min_length = 3;
    }
    return a;
}

Sort sort_of_type(const std::string& type) {
    if (type == "boolean") return Sort::boolean;
    if (type == "integer" || type == "number") return Sort::number;
    if (type == "array") return Sort::list;
    return Sort::text;
}

// The values of an enum, in the type of the attribute; nothing where they do not say what a value can be.
std::vector<Value> enum_constants(const okta::SchemaAttribute& schema, Sort sort) {
    std::vector<Value> values;
    for (const std::string& written : schema.enum_values) {
        if (sort == Sort::text) {
            values.push_back(Value::string(written));
            continue;
        }
        if (sort != Sort::number) return {};
        const Value value = expression::value_from_json(written);
        if (!value.is_number()) return {};
        values.push_back(value);
        // In a profile a whole number of type "number" may be written either way.
        const double number = value.as_double();
        if (schema.type != "number" || std::trunc(number) != number || std::fabs(number) > 1e15) continue;
        values.push_back(value.is_floating() ? Value::integer(static_cast<std::int64_t>(number))
                                             : Value::number(number));
    }
    return values;
}

// Of LDAP the name is the UID, which Okta's format joins with a suffix (okta-exports 2).
bool reads_principal_name(const workspace::Workspace& workspace) {
    const okta::Application* app = workspace.application;
    if (app != nullptr && app->user_name_template.pattern.value().find("userSuffix") != std::string::npos) return false;
    const population::Column provider = workspace.users->find(okta::columns::kProvider);
    for (std::size_t row = 0; row < workspace.users->size(); ++row) {
        if (workspace.users->text(row, provider) == "LDAP") return false;
    }
    return true;
}

}  // namespace

AttributeFacts::AttributeFacts(const workspace::Workspace& workspace, WrittenIn place)
    : workspace_(workspace), place_(place), principal_name_(reads_principal_name(workspace)) {
    if (workspace.user_schema != nullptr) {
        const okta::SchemaAttribute* login = workspace.user_schema->find("login");
        if (login != nullptr && login->pattern) {
            login_ = login_by_pattern(*login->pattern);
            assumed_ = false;
        }
        for (const okta::SchemaAttribute& attribute : workspace.user_schema->attributes) {
            if (attribute.pattern && !attribute.pattern->empty())
                patterns_.emplace(attribute.name, compiled(*attribute.pattern));
        }
    }
    if (assumed_) {
        for (std::size_t row = 0; row < workspace.users->size(); ++row) {
            const std::string_view login = population::text(*workspace.users, row, "profile.login");
            if (!login.empty() && login.find('@') == std::string_view::npos) {
                login_ = Certainty::maybe;
                assumed_ = false;
                break;
            }
        }
    }
}

bool is_attribute(const workspace::Workspace& workspace, const expression::Reference& reference) {
    if (okta::is_base_user_attribute(reference.name)) return true;
    if (reference.root != "user" && okta::is_directory_attribute(reference.name)) return true;
    const okta::Schema* schema = workspace.user_schema;
    if (schema != nullptr && schema->find(reference.name) != nullptr) return true;
    return workspace.users->has_column(std::string(okta::columns::kProfile) + reference.name);
}

std::string nearest_attribute(const workspace::Workspace& workspace, std::string_view name) {
    std::vector<std::string_view> names;
    if (workspace.user_schema != nullptr) {
        for (const okta::SchemaAttribute& attribute : workspace.user_schema->attributes)
            names.emplace_back(attribute.name);
    }
    const auto base = okta::base_user_attributes();
    names.insert(names.end(), base.begin(), base.end());
    for (const std::string_view one : names) {
        if (text::equal_ignoring_ascii_case(one, name)) return std::string(one);
    }
    return std::string(text::nearest_name(name, names).value_or(std::string_view{}));
}

std::string AttributeFacts::misspelt(const expression::Reference& reference) const {
    constexpr std::size_t kMostNames = 100;
    if (is_attribute(workspace_, reference)) return {};
    if (const auto known = spellings_.find(reference.name); known != spellings_.end()) return known->second;
    if (spellings_.size() == kMostNames) return {};
    const std::string nearest = nearest_attribute(workspace_, reference.name);
    // Without a schema a custom attribute may have a name that is only similar.
    const bool sure =
        workspace_.whole_user_schema() != nullptr || text::equal_ignoring_ascii_case(nearest, reference.name);
    return spellings_.emplace(reference.name, sure ? nearest : std::string()).first->second;
}

// Of the app or identity provider that an import reads: no export says what they hold, but somebody may lack it.
AbstractValue AttributeFacts::app_attribute(const expression::Reference& reference) const {
    AbstractValue possible = AbstractValue::anything(reference.span);
    // Profiles hold texts, numbers, booleans and lists (okta-exports 4).
    possible.cases.erase(
        std::remove_if(possible.cases.begin(), possible.cases.end(),
                       [](const Case& a) { return a.sort == Sort::object || a.sort == Sort::special; }),
        possible.cases.end());
    possible.cases.front().unconstrained = false;
    return possible;
}

AbstractValue AttributeFacts::attribute(const expression::Reference& reference) const {
    const text::Span span = reference.span;
    const bool imported = place_ == WrittenIn::to_okta && (reference.root == "appuser" || reference.root == "appUser" ||
                                                           reference.root == "idpuser" || reference.root == "source");
    if (imported) return app_attribute(reference);
    if (reference.root != "user" && reference.root != "source") {
        AbstractValue open = AbstractValue::anything(span);
        return open;
    }
    const std::string& name = reference.name;
    const okta::SchemaAttribute* schema =
        workspace_.user_schema == nullptr ? nullptr : workspace_.user_schema->find(name);
    const bool base = okta::is_base_user_attribute(name);
    AbstractValue possible;
    if (name == "userName" && reference.root == "source" && principal_name_) {
        possible.cases.emplace_back(Sort::null, span).unconstrained = true;
        possible.cases.push_back(text(span, Certainty::always));
        return possible;
    }
    if (schema == nullptr && !base) {
        // `user.profile.x` is the Identity Engine's: no attribute of a profile holds attributes.
        possible = name == "profile" ? app_attribute(reference) : AbstractValue::anything(span);
        // Whatever it is, somebody may not have it.
        possible.cases.front().unconstrained = okta::is_directory_attribute(name);
        return possible;
    }
    const bool always_set = name == "login" || name == "email" || (schema != nullptr && schema->required);
    if (!always_set) {
        Case& null = possible.cases.emplace_back(Sort::null, span);
        // Required unless somebody changed the schema; an unset display name is made of the names (okta-el 4, K11).
        null.unconstrained =
            (schema == nullptr && (name == "firstName" || name == "lastName")) || name == "displayName";
    }
    const Sort sort = schema == nullptr || base ? Sort::text : sort_of_type(schema->type);
    if (schema != nullptr) {
        std::vector<Value> values = enum_constants(*schema, sort);
        // Filled once and cleared (okta-el 4).
        if (!values.empty() && sort == Sort::text && !always_set) values.push_back(Value::string({}));
        for (Value& value : values) possible.cases.emplace_back(std::move(value), span);
        if (!values.empty()) return possible;
    }
    if (sort != Sort::text) {
        possible.cases.emplace_back(sort, span);
    } else if (name == "email") {
        possible.cases.push_back(text(span, Certainty::always));
        bound(possible.cases.back(), schema);
    } else if (name == "secondEmail") {
        possible.cases.push_back(text(span, Certainty::always));
        possible.cases.emplace_back(Value::string({}), span);  // filled once and cleared (okta-el 4)
    } else if (name == "login") {
        possible.cases.push_back(text(span, login_));
        expression::StringDomain& facts = possible.cases.back().text;
        facts.min_length = std::max<std::size_t>(facts.min_length, 1);
        if (patterns_.count(name) != 0) facts.at_most_once.reset('@');  // a pattern of its own may take several
        bound(possible.cases.back(), schema);
    } else {
        bound(possible.cases.emplace_back(Sort::text, span), schema);
        // Filled once and cleared (okta-el 4).
        if (!always_set && possible.cases.back().text.min_length > 0)
            possible.cases.emplace_back(Value::string({}), span);
    }
    return possible;
}

bool AttributeFacts::allows(const expression::Reference& reference, const Value& value) const {
    if (!value.is_string() || (reference.root != "user" && reference.root != "source")) return true;
    const std::string_view text = value.as_string();
    const std::string& name = reference.name;
    const auto pattern = patterns_.find(name);
    const bool address = name == "email" || name == "secondEmail" || name == "login";
    if (address && !text.empty()) {
        // Text on both sides of the '@', and no blank in what must look like an address.
        if (text.front() == '@' || text.back() == '@') return false;
        if (pattern == patterns_.end() && text.find(' ') != std::string_view::npos) return false;
    }
    const okta::SchemaAttribute* schema =
        workspace_.user_schema == nullptr ? nullptr : workspace_.user_schema->find(name);
    if (schema == nullptr || text.empty()) return true;
    const auto length = static_cast<std::int64_t>(text::count_code_points(text));
    if (length < schema->min_length.value_or(0) || length > schema->max_length.value_or(length)) return false;
    if (pattern == patterns_.end()) return true;
    // What a pattern that cannot be read allows nobody can tell.
    return pattern->second != nullptr &&
           pattern->second->matches(text, expression::Limits{}) == expression::Regex::Answer::yes;
}

std::vector<std::string> AttributeFacts::texts(const expression::Reference& reference) const {
    if (reference.root != "user" && reference.root != "source") return {};
    const auto pattern = patterns_.find(reference.name);
    if (pattern == patterns_.end() || pattern->second == nullptr) return {};
    return pattern->second->shapes().texts;
}

bool AttributeFacts::has_app(std::string_view name) const {
    return std::any_of(workspace_.applications.begin(), workspace_.applications.end(),
                       [&](const okta::Application& app) { return app.name.value() == name; });
}

AbstractValue AddressFacts::attribute(const expression::Reference& reference) const {
    AbstractValue possible = facts_.attribute(reference);
    const bool login = reference.name == "login" && (reference.root == "user" || reference.root == "source");
    for (Case& a : possible.cases) {
        if (a.sort == Sort::text && !a.constant && !a.text.must_hold('@') && !login) a.text.possible.reset('@');
    }
    auto& all = possible.cases;
    all.erase(
        std::remove_if(all.begin(), all.end(), [](const Case& a) { return a.unconstrained && a.sort > Sort::text; }),
        all.end());
    return possible;
}

}  // namespace preflight::rules
