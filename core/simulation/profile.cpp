#include "core/simulation/profile.h"

#include <algorithm>

#include "core/egnyte/user_name.h"
#include "core/okta/model.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

// Words that give away what an unresolved attribute is probably about, so that "not mapped" is not claimed of it.
struct Hint {
    Attribute attribute;
    std::string_view word;
};
constexpr Hint kHints[] = {{Attribute::userType, "type"},     {Attribute::authType, "auth"},
                           {Attribute::sendInvite, "invite"}, {Attribute::isServiceAccount, "service"},
                           {Attribute::idpUserId, "idp"},     {Attribute::email, "mail"},
                           {Attribute::givenName, "first"},   {Attribute::familyName, "last"}};

// Blank and "Undefined" are unset to Egnyte, whatever wrote them (S39, Q13).
SentValue as_egnyte_reads(const population::Atoms& atoms, SentValue value) {
    if (value.cell.is_atom() && atoms.kind(value.cell) == population::AtomKind::text &&
        egnyte::counts_as_unset(atoms.view(value.cell)))
        value.cell = Cell::null();
    return value;
}

}  // namespace

Profiles::Profiles(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations,
                   const People& people)
    : workspace_(workspace),
      evaluations_(evaluations),
      people_(people),
      user_name_column_(people.assignments().find(okta::columns::kUserName)) {
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        const auto variable = workspace.variable_of.find(egnyte::kCanonicalAttributes[i]);
        resolved_[i] = variable != workspace.variable_of.end();
        assigned_columns_[i] = resolved_[i]
                                   ? people.assignments().find(std::string(okta::columns::kProfile) + variable->second)
                                   : population::kNoColumn;
        may_hide_[i] = may_hide(static_cast<Attribute>(i));
    }
    // The list of mappings has no expressions: it does not say that nothing is mapped (okta-exports 0.2).
    const okta::ProfileMapping* mapping = workspace.to_app_mapping;
    mapping_is_whole_ = mapping != nullptr && mapping->has_properties && mapping->whole;
    if (workspace.application == nullptr) {
        no_template_ = "okta-application";
    } else if (!workspace.application->user_name_template.given()) {
        no_template_ =
            workspace.application->user_name_template.type.value() == "NONE" ? "okta-app-users" : "okta-application";
    }
}

// True when a mapping target that could not be resolved may be this attribute: then "not mapped" is not known.
bool Profiles::may_hide(Attribute attribute) const {
    if (workspace_.to_app_mapping == nullptr || workspace_.app_schema != nullptr) return false;
    const auto* hint = std::find_if(std::begin(kHints), std::end(kHints),
                                    [&](const Hint& known) { return known.attribute == attribute; });
    if (hint == std::end(kHints)) return false;
    const auto& entries = workspace_.to_app_mapping->entries;
    return std::any_of(entries.begin(), entries.end(), [&](const okta::MappingEntry& entry) {
        return workspace_.canonical_of.find(entry.target) == workspace_.canonical_of.end() &&
               text::ascii_lower(entry.target).find(hint->word) != std::string::npos;
    });
}

Cell Profiles::user_name_on_assignment(PersonNumber person) const {
    const std::uint32_t row = people_.app_row(person);
    if (row == kNoRow) return Cell::unset();
    const Cell cell = people_.assignments().cell(row, user_name_column_);
    return text::trim(people_.assignments().atoms().text_of(cell)).empty() ? Cell::unset() : cell;
}

std::optional<std::size_t> Profiles::mapped_user_name(Operation operation) const {
    const auto mapped = evaluations_.mapped_user_name();
    if (!mapped || (operation == Operation::update && !evaluations_.formula(*mapped).on_update)) return std::nullopt;
    return mapped;
}

SentValue Profiles::user_name(PersonNumber person, Operation operation) const {
    const Cell stored = user_name_on_assignment(person);
    if (const auto mapped = mapped_user_name(operation)) {
        const Cell cell = evaluations_.cell(*mapped, people_.user_row(person));
        if (!cell.is_failed()) return {cell, cell.is_unknown() ? Origin::unknown : Origin::mapping};
        // A mapping that fails leaves the attribute as it was (okta-el 12, K3).
        return {operation == Operation::update && stored.is_atom() ? stored : cell, Origin::failed};
    }
    if (stored.is_atom()) return {stored, Origin::assignment};
    const auto format = evaluations_.of(Attribute::userName);
    if (!format) return {Cell::unknown(), Origin::unknown};
    const Cell cell = evaluations_.cell(*format, people_.user_row(person));
    return {cell, cell.is_failed() ? Origin::failed : cell.is_unknown() ? Origin::unknown : Origin::username_template};
}

SentValue Profiles::assigned(PersonNumber person, Attribute attribute) const {
    const std::uint32_t row = people_.app_row(person);
    const population::Column column = assigned_columns_[static_cast<std::size_t>(attribute)];
    if (row != kNoRow && column != population::kNoColumn) {
        const Cell cell = people_.assignments().cell(row, column);
        if (cell.has_value()) return {cell, people_.group_assigned(person) ? Origin::group : Origin::assignment};
    }
    return {Cell::null(), Origin::unset};
}

std::optional<std::size_t> Profiles::formula(Operation operation, Attribute attribute) const {
    const auto index = evaluations_.of(attribute);
    if (!index || (operation == Operation::update && !evaluations_.formula(*index).on_update)) return std::nullopt;
    return index;
}

std::string_view Profiles::hidden_by(PersonNumber person, Attribute attribute, const SentValue& stored) const {
    const auto i = static_cast<std::size_t>(attribute);
    if (stored.origin != Origin::unset) return {};
    if (!resolved_[i] && may_hide_[i]) return "okta-app-user-schema";
    if (!evaluations_.of(attribute) && !mapping_is_whole_ && people_.app_row(person) == kNoRow)
        return "okta-profile-mapping";
    return {};
}

SentValue Profiles::value(PersonNumber person, Operation operation, Attribute attribute) const {
    if (attribute == Attribute::userName) return user_name(person, operation);
    const population::Atoms& atoms = *workspace_.atoms;
    const auto index = formula(operation, attribute);
    if (!index) {
        const SentValue stored = assigned(person, attribute);
        if (!hidden_by(person, attribute, stored).empty()) return {Cell::unknown(), Origin::unknown};
        return as_egnyte_reads(atoms, stored);
    }
    const Cell cell = evaluations_.cell(*index, people_.user_row(person));
    if (cell.is_failed()) {
        // A mapping that fails leaves the attribute as it was (okta-el 12, K3).
        const Cell kept = operation == Operation::update ? assigned(person, attribute).cell : cell;
        return as_egnyte_reads(atoms, {kept, Origin::failed});
    }
    return as_egnyte_reads(atoms, {cell, cell.is_unknown() ? Origin::unknown : Origin::mapping});
}

SentProfile Profiles::all(PersonNumber person, Operation operation) const {
    SentProfile profile;
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        const auto attribute = static_cast<Attribute>(i);
        if (in_profile(attribute)) profile[i] = value(person, operation, attribute);
    }
    return profile;
}

Profiles::Explanation Profiles::explain(PersonNumber person, Operation operation, Attribute attribute) const {
    Explanation result;
    const auto join = [&result] {
        for (const std::string& name : result.missing) result.detail += (result.detail.empty() ? "" : ", ") + name;
    };
    const auto evaluated = [&](std::size_t index) {
        result.expression = evaluations_.formula(index).text->value();
        const SentValue value = this->value(person, operation, attribute);
        if (value.origin != Origin::failed && value.origin != Origin::unknown) return;
        const expression::Evaluation made = evaluations_.explain(index, people_.user_row(person));
        if (made.error) {
            result.detail = made.error->message;
            result.missing = {"expression"};
        } else if (made.value.is_unknown()) {
            result.missing = made.value.missing();
            join();
        }
    };
    if (attribute == Attribute::userName) {
        if (const auto mapped = mapped_user_name(operation)) {
            evaluated(*mapped);
            return result;
        }
        if (user_name_on_assignment(person).is_atom()) return result;
        if (const auto format = evaluations_.of(attribute)) {
            evaluated(*format);
        } else {
            result.missing = {std::string(no_template_)};
            join();
        }
        return result;
    }
    if (const auto index = formula(operation, attribute)) {
        evaluated(*index);
        return result;
    }
    if (const std::string_view kind = hidden_by(person, attribute, assigned(person, attribute)); !kind.empty()) {
        result.missing = {std::string(kind)};
        join();
    }
    return result;
}

std::optional<expression::Trace> Profiles::trace(PersonNumber person, Operation operation, Attribute attribute) const {
    auto index = evaluations_.of(attribute);
    if (const auto mapped = mapped_user_name(operation); mapped && attribute == Attribute::userName) index = mapped;
    return index ? evaluations_.trace(*index, people_.user_row(person)) : std::nullopt;
}

}  // namespace preflight::simulation
