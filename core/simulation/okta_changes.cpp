#include "core/simulation/okta_changes.h"

#include "core/okta/base_attributes.h"

namespace preflight::simulation {

using expression::Value;

std::optional<std::uint32_t> OktaChanges::number_of(std::string_view name) const {
    const auto found = names_.find(std::string(name));
    return found == names_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Cell> OktaChanges::cell(PersonAt at, std::uint32_t name) const {
    const auto found = cells_.find(key(at.person, name));
    if (found == cells_.end()) return std::nullopt;
    const Cell* const cell = found->second.at(at.moment);
    return cell == nullptr ? std::nullopt : std::optional(*cell);
}

void OktaChanges::set_attribute(PersonAt at, std::string_view name, Cell cell) {
    const auto number = static_cast<std::uint32_t>(names_.size() + 1);
    const auto known = names_.emplace(std::string(name), number).first;
    cells_[key(at.person, known->second)].add(at.moment, cell);
    changed_profiles_.emplace(at.person, at.moment);
}

void OktaChanges::set_user_name(PersonAt at, Cell cell) {
    cells_[key(at.person, kUserName)].add(at.moment, cell);
}

bool OktaChanges::profile_is_changed(PersonAt at) const {
    const auto found = changed_profiles_.find(at.person);
    return found != changed_profiles_.end() && found->second <= at.moment;
}

std::optional<Cell> OktaChanges::changed_attribute(PersonAt at, std::string_view name) const {
    if (!profile_changed(at)) return std::nullopt;
    const auto number = number_of(name);
    return number ? cell(at, *number) : std::nullopt;
}

bool OktaChanges::changes_user_name(PersonAt at) const {
    const auto found = cells_.find(key(at.person, kUserName));
    return found != cells_.end() && found->second.changes_at(at.moment);
}

const ChangedExpression* OktaChanges::keep(ChangedExpression expression) {
    expression.number = expressions_.size();
    return expressions_.emplace_back(std::make_unique<const ChangedExpression>(std::move(expression))).get();
}

void OktaChanges::set_mapping(Moment from, const std::string& target, std::optional<egnyte::Attribute> attribute,
                              ChangedExpression expression) {
    const ChangedExpression* const kept = keep(std::move(expression));
    if (attribute) by_attribute_[static_cast<std::size_t>(*attribute)].add(from, kept);
    const auto [place, is_new] = by_target_.try_emplace(target, targets_.size());
    if (is_new) targets_.push_back({target, {}});
    targets_[place->second].second.add(from, kept);
}

void OktaChanges::set_format(Moment from, ChangedExpression expression) {
    format_.add(from, keep(std::move(expression)));
}

const ChangedExpression* OktaChanges::mapping(Moment moment, std::string_view target) const {
    // Asked of every mapping of every person: of a few names most differ in length already.
    constexpr std::size_t kFew = 8;
    if (targets_.size() <= kFew) {
        const auto found =
            std::find_if(targets_.begin(), targets_.end(), [&](const auto& one) { return one.first == target; });
        return found == targets_.end() ? nullptr : in_force(found->second, moment);
    }
    const auto found = by_target_.find(target);
    return found == by_target_.end() ? nullptr : in_force(targets_[found->second].second, moment);
}

std::optional<Value> ChangedScope::changed(std::string_view root, std::string_view name) const {
    const bool of_profile = root == "user" || (root == "source" && !okta::is_directory_attribute(name));
    if (!of_profile) return std::nullopt;
    if (const auto cell = changes_.attribute(at_, name)) return workspace::value_of(atoms_, *cell);
    if (name != "displayName") return std::nullopt;
    // Okta makes it of the two names where the profile has none (okta-el 4, K11).
    const auto first = changes_.attribute(at_, "firstName"), last = changes_.attribute(at_, "lastName");
    if (!first && !last) return std::nullopt;
    const auto names = [](const Value& one, const Value& other) -> std::optional<Value> {
        if (one.is_unknown() || other.is_unknown()) return std::nullopt;
        const std::string before = one.is_null() ? "" : one.to_text(), behind = other.is_null() ? "" : other.to_text();
        return before.empty() || behind.empty() ? Value::null() : Value::string(before + " " + behind);
    };
    const Value exported = UserScope::attribute(root, name);
    const Value first_before = UserScope::attribute(root, "firstName"),
                last_before = UserScope::attribute(root, "lastName");
    const auto made_before = names(first_before, last_before);
    const bool edited = !exported.is_null() && !exported.is_unknown() &&
                        (!made_before || made_before->is_null() || made_before->to_text() != exported.to_text());
    if (edited) return std::nullopt;
    const auto made = names(first ? workspace::value_of(atoms_, *first) : first_before,
                            last ? workspace::value_of(atoms_, *last) : last_before);
    return made ? *made : Value::unknown({"user.displayName"});
}

Value ChangedScope::attribute(std::string_view root, std::string_view name) const {
    auto value = changed(root, name);
    return value ? *std::move(value) : UserScope::attribute(root, name);
}

expression::Scope::Found ChangedScope::find(const expression::Name& root, const expression::Name& name,
                                            Value& out) const {
    if (auto value = changed(root.text, name.text)) {
        if (!has_attribute(root.text, name.text)) return Found::no_attribute;
        out = *std::move(value);
        return Found::value;
    }
    return UserScope::find(root, name, out);
}

}  // namespace preflight::simulation
