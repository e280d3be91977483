#include "core/simulation/profile.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/egnyte/account.h"
#include "core/egnyte/user_name.h"
#include "core/expression/functions/functions.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

using expression::Value;

constexpr std::array<std::string_view, 31> kBaseAttributes = {"login",
                                                              "email",
                                                              "secondEmail",
                                                              "firstName",
                                                              "lastName",
                                                              "middleName",
                                                              "honorificPrefix",
                                                              "honorificSuffix",
                                                              "title",
                                                              "displayName",
                                                              "nickName",
                                                              "profileUrl",
                                                              "primaryPhone",
                                                              "mobilePhone",
                                                              "streetAddress",
                                                              "city",
                                                              "state",
                                                              "zipCode",
                                                              "countryCode",
                                                              "postalAddress",
                                                              "preferredLanguage",
                                                              "locale",
                                                              "timezone",
                                                              "userType",
                                                              "employeeNumber",
                                                              "costCenter",
                                                              "organization",
                                                              "division",
                                                              "department",
                                                              "managerId",
                                                              "manager"};

constexpr std::array<std::string_view, 4> kDirectoryAttributes = {"samAccountName", "userName", "employeeID",
                                                                  "instance"};

// Words that give away what an unresolved attribute is probably about, so that "not mapped" is not claimed of it.
struct Hint {
    std::string_view canonical;
    std::string_view word;
};
constexpr std::array<Hint, 8> kHints = {{{"userType", "type"},
                                         {"authType", "auth"},
                                         {"sendInvite", "invite"},
                                         {"isServiceAccount", "service"},
                                         {"idpUserId", "idp"},
                                         {"email", "mail"},
                                         {"givenName", "first"},
                                         {"familyName", "last"}}};

std::string joined(const std::vector<std::string>& names) {
    std::string result;
    for (const std::string& name : names) result += (result.empty() ? "" : ", ") + name;
    return result;
}

}  // namespace

std::span<const std::string_view> base_user_attributes() {
    return kBaseAttributes;
}

bool is_base_user_attribute(std::string_view name) {
    return std::find(kBaseAttributes.begin(), kBaseAttributes.end(), name) != kBaseAttributes.end();
}

bool is_directory_attribute(std::string_view name) {
    return std::find(kDirectoryAttributes.begin(), kDirectoryAttributes.end(), name) != kDirectoryAttributes.end();
}

Value value_of(const population::Found& cell) {
    switch (cell.kind) {
        case population::FoundKind::null:
            return Value::null();
        case population::FoundKind::boolean:
            return Value::boolean(cell.text == "true");
        case population::FoundKind::string:
            return Value::string(std::string(cell.text));
        case population::FoundKind::integer: {
            std::int64_t number = 0;
            const auto [end, failed] = std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), number);
            if (failed == std::errc{} && end == cell.text.data() + cell.text.size()) return Value::integer(number);
            return Value::string(std::string(cell.text));
        }
        case population::FoundKind::number:
        case population::FoundKind::json:
            return expression::value_from_json(cell.text);
    }
    return Value::null();
}

UserScope::UserScope(const intake::Workspace& workspace, std::optional<std::size_t> row,
                     std::optional<std::int64_t> now_unix)
    : workspace_(workspace), row_(row), now_unix_(now_unix) {
    if (workspace.application != nullptr) suffix_ = workspace.application->user_name_template.suffix.value();
}

bool UserScope::has_root(std::string_view root) const {
    // Any other name may be an application instance of the org, which no export lists: unknown, not wrong.
    return root != "appuser" && root != "appUser" && root != "idpuser" && !expression::is_namespace(root);
}

bool UserScope::has_attribute(std::string_view root, std::string_view name) const {
    if (root != "user" && root != "source") return true;
    if (is_base_user_attribute(name)) return true;
    if (workspace_.user_schema != nullptr) {
        // A schema may be cut down; what the users carry exists.
        return workspace_.user_schema->find(name) != nullptr || (root == "source" && is_directory_attribute(name)) ||
               workspace_.users.has_column(std::string(okta::columns::kProfile) + std::string(name));
    }
    return true;
}

Value UserScope::attribute(std::string_view root, std::string_view name) const {
    if (root == "user") return user_attribute(name);
    if (root == "source") {
        if (is_directory_attribute(name)) return Value::unknown({"source." + std::string(name)});
        return user_attribute(name);
    }
    if (root == "instance" && name == "userSuffix" && !suffix_.empty()) return Value::string(std::string(suffix_));
    return Value::unknown({std::string(root) + "." + std::string(name)});
}

Value UserScope::user_attribute(std::string_view name) const {
    const auto unknown = [&] { return Value::unknown({"user." + std::string(name)}); };
    if (!row_) return unknown();
    const population::Table& users = workspace_.users;
    const std::string column = std::string(okta::columns::kProfile) + std::string(name);
    const auto found = population::find(users, *row_, column);
    if (found.has_value()) return value_of(found);
    if (!found.present && !users.closed(*row_)) return unknown();
    if (name == "displayName") {
        // Never edited: first name, space, last name (okta-el 4, K11).
        const std::string_view first = population::text(users, *row_, "profile.firstName");
        const std::string_view last = population::text(users, *row_, "profile.lastName");
        if (!first.empty() && !last.empty()) return Value::string(std::string(first) + " " + std::string(last));
    }
    if (name == "locale" && population::text(users, *row_, okta::columns::kProvider) == "ACTIVE_DIRECTORY")
        return Value::string("en_US");
    return Value::null();
}

ProfileComputer::ProfileComputer(const intake::Workspace& workspace, std::optional<std::int64_t> now_unix)
    : workspace_(workspace), now_unix_(now_unix) {
    if (workspace.to_app_mapping != nullptr) {
        for (const okta::MappingEntry& entry : workspace.to_app_mapping->entries) {
            const auto canonical = workspace.canonical_of.find(entry.target);
            if (canonical == workspace.canonical_of.end() || !entry.expression.present()) continue;
            if (text::trim(entry.expression.value()).empty()) continue;  // "" means "not mapped" (okta-el 2)
            Mapped mapped;
            mapped.text = entry.expression.value();
            mapped.on_update = entry.push_status != okta::PushStatus::dont_push;
            mapped.parsed = expression::parse(mapped.text, expression::Dialect::mapping);
            mapped_.insert_or_assign(canonical->second, std::move(mapped));
        }
    }
    if (workspace.application == nullptr) {
        template_problem_ = "okta-application";
        return;
    }
    const okta::UserNameTemplate& pattern = workspace.application->user_name_template;
    if (!pattern.given()) {
        template_problem_ = pattern.type.value() == "NONE" ? "okta-app-users" : "okta-application";
        return;
    }
    Mapped mapped;
    mapped.text = pattern.pattern.value();
    mapped.parsed = expression::parse(
        mapped.text, pattern.is_expression() ? expression::Dialect::mapping : expression::Dialect::user_name_template);
    template_ = std::move(mapped);
}

Computed ProfileComputer::evaluate(const Mapped& mapped, const Person& person, std::string_view origin) const {
    Computed result;
    result.origin = origin;
    result.expression = mapped.text;
    if (!mapped.parsed.program) {
        result.origin = "failed";
        result.detail = mapped.parsed.error ? mapped.parsed.error->message : "the expression does not parse";
        result.value = Value::unknown({"expression"});
        return result;
    }
    const UserScope scope(workspace_, person.user_row, now_unix_);
    expression::Evaluation evaluation = expression::evaluate(*mapped.parsed.program, scope);
    if (evaluation.error) {
        result.origin = "failed";
        result.detail = evaluation.error->message;
        result.value = Value::unknown({"expression"});
        return result;
    }
    result.value = std::move(evaluation.value);
    if (result.value.is_unknown()) {
        result.origin = "unknown";
        result.detail = joined(result.value.missing());
    }
    return result;
}

std::optional<expression::Trace> ProfileComputer::trace(std::optional<std::size_t> user_row,
                                                        std::string_view canonical) const {
    const auto found = mapped_.find(canonical);
    const Mapped* mapped = canonical == "userName"  ? (template_ ? &*template_ : nullptr)
                           : found == mapped_.end() ? nullptr
                                                    : &found->second;
    if (mapped == nullptr || !mapped->parsed.program) return std::nullopt;
    return expression::trace(*mapped->parsed.program, UserScope(workspace_, user_row, now_unix_));
}

Computed ProfileComputer::user_name(const Person& person) const {
    if (person.app_row) {
        const auto exported = population::find(workspace_.app_users, *person.app_row, okta::columns::kUserName);
        if (exported.present && exported.kind == population::FoundKind::string && !text::trim(exported.text).empty()) {
            return {Value::string(std::string(exported.text)), "assignment", {}, {}};
        }
    }
    if (template_) return evaluate(*template_, person, "template");
    return {Value::unknown({template_problem_}), "unknown", {}, template_problem_};
}

// The value that the assignment holds. A null or absent one is unset (okta-exports 6).
Computed ProfileComputer::assigned(const Person& person, std::string_view variable) const {
    if (person.app_row) {
        const auto found = population::find(workspace_.app_users, *person.app_row,
                                            std::string(okta::columns::kProfile) + std::string(variable));
        if (found.has_value()) {
            return {value_of(found), person.group_assigned ? "group" : "assignment", {}, {}};
        }
    }
    return {Value::null(), "unset", {}, {}};
}

// True when a mapping target that could not be resolved may be this attribute: then "not mapped" is not known.
bool ProfileComputer::may_hide(std::string_view canonical) const {
    if (workspace_.to_app_mapping == nullptr || workspace_.app_schema != nullptr) return false;
    const auto hint =
        std::find_if(kHints.begin(), kHints.end(), [&](const Hint& h) { return h.canonical == canonical; });
    if (hint == kHints.end()) return false;
    const auto& entries = workspace_.to_app_mapping->entries;
    return std::any_of(entries.begin(), entries.end(), [&](const okta::MappingEntry& entry) {
        return workspace_.canonical_of.find(entry.target) == workspace_.canonical_of.end() &&
               text::ascii_lower(entry.target).find(hint->word) != std::string::npos;
    });
}

ByAttribute<Computed> ProfileComputer::compute(const Person& person, Operation operation) const {
    ByAttribute<Computed> result;
    for (const std::string_view canonical : egnyte::kCanonicalAttributes) {
        if (canonical != "active" && canonical != "externalId")
            result.set(canonical, compute(person, operation, canonical));
    }
    return result;
}

Computed ProfileComputer::compute(const Person& person, Operation operation, std::string_view canonical) const {
    if (canonical == "userName") return user_name(person);
    const auto variable = workspace_.variable_of.find(canonical);
    const auto mapped = mapped_.find(canonical);
    Computed computed;
    const auto stored = [&] {
        return variable == workspace_.variable_of.end() ? Computed{Value::null(), "unset", {}, {}}
                                                        : assigned(person, variable->second);
    };
    if (mapped != mapped_.end() && (operation == Operation::create || mapped->second.on_update)) {
        computed = evaluate(mapped->second, person, "mapping");
        if (computed.origin == "failed" && operation == Operation::update) {
            // A mapping that fails leaves the attribute as it was (okta-el 12, K3).
            computed.value = stored().value;
        }
    } else {
        computed = stored();
        // The list of mappings has no expressions: it does not say that nothing is mapped (okta-exports 0.2).
        const okta::ProfileMapping* given = workspace_.to_app_mapping;
        const bool whole = given != nullptr && given->has_properties && given->whole;
        if (computed.origin == "unset" && variable == workspace_.variable_of.end() && may_hide(canonical)) {
            computed = {Value::unknown({"okta-app-user-schema"}), "unknown", {}, "okta-app-user-schema"};
        } else if (computed.origin == "unset" && mapped == mapped_.end() && !whole && !person.app_row) {
            computed = {Value::unknown({"okta-profile-mapping"}), "unknown", {}, "okta-profile-mapping"};
        }
    }
    // Blank and "Undefined" are unset to Egnyte, whatever wrote them (S39, Q13).
    if (computed.value.kind() == expression::Kind::string && egnyte::counts_as_unset(computed.value.as_string())) {
        computed.value = Value::null();
    }
    return computed;
}

}  // namespace preflight::simulation
