#include "core/workspace/user_attributes.h"

#include <algorithm>
#include <charconv>

#include "core/expression/functions/functions.h"
#include "core/okta/base_attributes.h"
#include "core/okta/model.h"
#include "core/text/order.h"

namespace preflight::workspace {

using expression::Value;
using population::AtomKind;
using population::Cell;

Value value_of(const population::Atoms& atoms, Cell cell) {
    if (cell.is_truth()) return Value::boolean(cell.is_true());
    if (!cell.is_atom()) return cell.is_unknown() || cell.is_failed() ? Value::unknown({}) : Value::null();
    const std::string_view text = atoms.view(cell);
    switch (atoms.kind(cell)) {
        case AtomKind::text:
            return Value::string(text);
        case AtomKind::integer: {
            std::int64_t number = 0;
            const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (failed == std::errc{} && end == text.data() + text.size()) return Value::integer(number);
            return Value::string(text);
        }
        case AtomKind::number:
        case AtomKind::list:
            return expression::value_from_json(text);
    }
    return Value::null();
}

Cell cell_of(population::Atoms& atoms, const Value& value) {
    switch (value.kind()) {
        case expression::Kind::null:
            return Cell::null();
        case expression::Kind::unknown:
            return Cell::unknown();
        case expression::Kind::boolean:
            return Cell::truth(value.as_boolean());
        case expression::Kind::string:
            return atoms.text(value.as_string());
        case expression::Kind::int32:
        case expression::Kind::int64:
            return atoms.add(AtomKind::integer, value.to_json());
        case expression::Kind::float32:
        case expression::Kind::float64:
            return atoms.add(AtomKind::number, value.to_json());
        case expression::Kind::list:
        case expression::Kind::map:
        case expression::Kind::date_time:
        case expression::Kind::country:
            return atoms.add(AtomKind::list, value.to_json());
    }
    return Cell::null();
}

UserAttributes::UserAttributes(const workspace::Workspace& workspace)
    : workspace_(workspace), users_(*workspace.users) {
    for (population::Column column = 0; column < users_.columns(); ++column) {
        std::string_view name = users_.name(column);
        if (name.compare(0, okta::columns::kProfile.size(), okta::columns::kProfile) != 0) continue;
        name.remove_prefix(okta::columns::kProfile.size());
        columns_.push_back({expression::name_hash(name), column, name});
    }
    text::sort(columns_, [](const Named& a, const Named& b) { return a.hash < b.hash; });
    first_name_ = users_.find("profile.firstName");
    last_name_ = users_.find("profile.lastName");
    provider_ = users_.find(okta::columns::kProvider);
    id_ = users_.find(okta::columns::kId);
    status_ = users_.find(okta::columns::kStatus);
    if (workspace.application != nullptr) suffix_ = workspace.application->user_name_template.suffix.value();
}

population::Column UserAttributes::column(std::string_view name, std::uint32_t hash) const {
    auto place = std::lower_bound(columns_.begin(), columns_.end(), hash,
                                  [](const Named& named, std::uint32_t wanted) { return named.hash < wanted; });
    for (; place != columns_.end() && place->hash == hash; ++place) {
        if (place->name == name) return place->column;
    }
    return population::kNoColumn;
}

bool UserAttributes::is_elsewhere(std::uint32_t row) const {
    const std::string_view provider = row == population::kNoRow ? std::string_view{} : users_.text(row, provider_);
    return !provider.empty() && !okta::is_directory_provider(provider);
}

bool UserAttributes::exists(std::string_view root, std::string_view name) const {
    if (root != "user" && root != "source") return true;
    if (okta::is_base_user_attribute(name)) return true;
    const okta::Schema* const schema = workspace_.whole_user_schema();
    if (schema == nullptr) return true;
    // A schema may be cut down; what the users carry exists.
    return schema->find(name) != nullptr || (root == "source" && okta::is_directory_attribute(name)) ||
           column(name, expression::name_hash(name)) != population::kNoColumn;
}

Value UserAttributes::value(std::uint32_t row, std::string_view name, std::uint32_t hash) const {
    const auto unknown = [&] { return Value::unknown({"user." + std::string(name)}); };
    if (row == population::kNoRow) return unknown();
    const Cell cell = users_.cell(row, column(name, hash));
    if (cell.has_value()) return value_of(users_.atoms(), cell);
    if (cell.is_unset() && !users_.closed(row)) return unknown();
    if (name == "displayName") {
        // Never edited: first name, space, last name (okta-el 4, K11).
        const std::string_view first = users_.text(row, first_name_);
        const std::string_view last = users_.text(row, last_name_);
        if (!first.empty() && !last.empty()) return Value::string(std::string(first) + " " + std::string(last));
    }
    if (name == "locale" && users_.text(row, provider_) == "ACTIVE_DIRECTORY") return Value::string("en_US");
    return Value::null();
}

std::string_view UserAttributes::internal_property(std::uint32_t row, std::string_view name) const {
    if (row == population::kNoRow) return {};
    if (name == "id") return users_.text(row, id_);
    return name == "status" ? users_.text(row, status_) : std::string_view{};
}

Value UserScope::internal_property(std::string_view name) const {
    std::string_view known = attributes_.internal_property(row_, name);
    if (name == "id" && known.empty()) known = id_;
    return known.empty() ? Scope::internal_property(name) : Value::string(known);
}

bool UserScope::has_root(std::string_view root) const {
    // Any other name may be an application instance of the org, which no export lists: unknown, not wrong.
    return root != "appuser" && root != "appUser" && root != "idpuser" && !expression::is_namespace(root);
}

Value UserScope::attribute(std::string_view root, std::string_view name) const {
    if (root == "user") return attributes_.value(row_, name, expression::name_hash(name));
    if (root == "source") {
        if (okta::is_directory_attribute(name)) {
            // Of somebody from elsewhere there is no directory profile (okta-el 10).
            if (attributes_.is_elsewhere(row_)) return Value::null();
            return Value::unknown({"source." + std::string(name)});
        }
        return attributes_.value(row_, name, expression::name_hash(name));
    }
    if (root == "instance" && name == "userSuffix" && !attributes_.suffix().empty())
        return Value::string(attributes_.suffix());
    return Value::unknown({std::string(root) + "." + std::string(name)});
}

expression::Scope::Found UserScope::find(const expression::Name& root, const expression::Name& name, Value& out) const {
    if (root.text == "user" && row_ != population::kNoRow) {
        if (!attributes_.exists(root.text, name.text)) return Found::no_attribute;
        out = attributes_.value(row_, name.text, name.hash);
        return Found::value;
    }
    return Scope::find(root, name, out);
}

expression::Slot UserResolver::resolve(const expression::Name& root, const expression::Name& name) const {
    using Kind = expression::Slot::Kind;
    const UserScope scope(attributes_, population::kNoRow, std::nullopt);
    if (!scope.has_root(root.text)) return {Kind::no_root, 0};
    if (!scope.has_attribute(root.text, name.text)) return {Kind::no_attribute, 0};
    for (std::size_t i = 0; i < names_.size(); ++i) {
        if (names_[i].hash == name.hash && names_[i].name == name.text && names_[i].root == root.text)
            return {Kind::value, static_cast<std::uint32_t>(i)};
    }
    const bool of_user = root.text == "user" || (root.text == "source" && !okta::is_directory_attribute(name.text));
    // Okta fills these two where the profile has none.
    const bool plain = of_user && name.text != "displayName" && name.text != "locale";
    names_.push_back({std::string(root.text), std::string(name.text), name.hash,
                      of_user ? attributes_.column(name.text, name.hash) : population::kNoColumn, plain});
    return {Kind::value, static_cast<std::uint32_t>(names_.size() - 1)};
}

Value UserRow::value(std::uint32_t number) const {
    const UserResolver::Resolved& resolved = resolver_.names_[number];
    if (resolved.plain) {
        const Cell cell = users_.cell(row_, resolved.column);
        if (cell.has_value()) return value_of(users_.atoms(), cell);
        if (cell.is_null() || users_.closed(row_)) return Value::null();
    }
    return scope_.attribute(resolved.root, resolved.name);
}

}  // namespace preflight::workspace
