#include "core/simulation/profile.h"

#include <algorithm>

#include "core/egnyte/user_name.h"
#include "core/okta/base_attributes.h"
#include "core/okta/model.h"
#include "core/rules/username_updates.h"
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

// An application of Egnyte's has variables for these three, whatever they are called.
constexpr bool is_required(Attribute attribute) {
    return attribute == Attribute::email || attribute == Attribute::givenName || attribute == Attribute::familyName;
}

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
    const auto is_unresolved = [&](std::string_view variable) {
        return workspace.canonical_of.find(variable) == workspace.canonical_of.end();
    };
    if (workspace.app_schema == nullptr) {
        if (workspace.to_app_mapping != nullptr) {
            for (const okta::MappingEntry& entry : workspace.to_app_mapping->entries) {
                if (is_unresolved(entry.target)) unresolved_.push_back(entry.target);
            }
        }
        for (population::Column column = 0; column < people.assignments().columns(); ++column) {
            const std::string_view name = people.assignments().name(column);
            if (name.substr(0, okta::columns::kProfile.size()) != okta::columns::kProfile) continue;
            const std::string_view variable = name.substr(okta::columns::kProfile.size());
            if (is_unresolved(variable)) unresolved_.emplace_back(variable);
        }
    }
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
    user_name_with_every_push_ = rules::username_with_every_push(workspace);
    if (workspace.application == nullptr) {
        no_template_ = "okta-application";
    } else if (!workspace.application->user_name_template.given()) {
        no_template_ =
            workspace.application->user_name_template.type.value() == "NONE" ? "okta-app-users" : "okta-application";
    }
}

// True when a variable that could not be resolved may be this attribute: then it is not known to be blank. A variable
// that is named like one of Okta's own attributes is about that one.
bool Profiles::may_hide(Attribute attribute) const {
    const auto* hint = std::find_if(std::begin(kHints), std::end(kHints),
                                    [&](const Hint& known) { return known.attribute == attribute; });
    return std::any_of(unresolved_.begin(), unresolved_.end(), [&](const std::string& variable) {
        const bool hinted =
            hint != std::end(kHints) && text::ascii_lower(variable).find(hint->word) != std::string::npos;
        if (hinted) return true;
        return is_required(attribute) && !okta::is_base_user_attribute(variable);
    });
}

Cell Profiles::user_name_on_assignment(PersonNumber person) const {
    const std::uint32_t row = people_.app_row(person);
    if (row == kNoRow) return Cell::unset();
    const Cell cell = people_.assignments().cell(row, user_name_column_);
    return text::trim(people_.assignments().atoms().text_of(cell)).empty() ? Cell::unset() : cell;
}

Cell Profiles::evaluated(const workspace::Evaluations& evaluations, PersonNumber person, std::size_t index) const {
    const std::uint32_t row = people_.user_row(person);
    if (row != kNoRow) return evaluations.cell(index, row);
    return evaluations.cell(index, row, people_.id(person));
}

Cell Profiles::user_name_by_format(PersonNumber person) const {
    const auto format = evaluations_.of(Attribute::userName);
    return format ? evaluated(evaluations_, person, *format) : Cell::unset();
}

std::optional<std::size_t> Profiles::mapped_user_name(PersonNumber person, Operation operation) const {
    const workspace::Evaluations* mapping = mapping_of(person);
    if (mapping == nullptr) return std::nullopt;
    const auto index = mapping->mapped_user_name();
    if (!index || (operation == Operation::update && !mapping->formula(*index).on_update)) return std::nullopt;
    return index;
}

// Whether the name on the assignment is the one that is sent.
bool Profiles::keeps_user_name(PersonNumber person, Operation operation) const {
    const bool derived = operation == Operation::update && user_name_with_every_push_;
    return !derived && user_name_on_assignment(person).is_atom();
}

SentValue Profiles::user_name(PersonNumber person, Operation operation) const {
    if (const auto mapped = mapped_user_name(person, operation)) {
        const Cell cell = evaluated(*mapping_of(person), person, *mapped);
        if (!cell.is_failed()) return {cell, cell.is_unknown() ? Origin::unknown : Origin::mapping};
        const Cell kept = operation == Operation::update ? user_name_on_assignment(person) : Cell::unset();
        return {kept.is_atom() ? kept : cell, Origin::failed};
    }
    if (keeps_user_name(person, operation)) return {user_name_on_assignment(person), Origin::assignment};
    const Cell cell = user_name_by_format(person);
    if (cell.is_unset()) return {Cell::unknown(), Origin::unknown};
    return {cell, cell.is_failed() ? Origin::failed : cell.is_unknown() ? Origin::unknown : Origin::username_template};
}

Cell Profiles::not_sent(PersonNumber person, Operation operation, Attribute attribute) const {
    return formula(person, operation, attribute) ? assigned(person, attribute).cell : Cell::unset();
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

std::optional<std::size_t> Profiles::formula(PersonNumber person, Operation operation, Attribute attribute) const {
    const workspace::Evaluations* mapping = mapping_of(person);
    if (mapping == nullptr) return std::nullopt;
    const auto index = mapping->of(attribute);
    if (!index || (operation == Operation::update && !mapping->formula(*index).on_update)) return std::nullopt;
    return index;
}

std::string_view Profiles::hidden_by(PersonNumber person, Attribute attribute, const SentValue& stored) const {
    const auto i = static_cast<std::size_t>(attribute);
    if (stored.origin != Origin::unset) return {};
    const workspace::Evaluations* mapping = mapping_of(person);
    if (mapping == nullptr) return "okta-profile-mapping";
    if (!resolved_[i] && may_hide_[i]) return "okta-app-user-schema";
    if (!mapping->of(attribute) && !mapping_is_whole_ && people_.app_row(person) == kNoRow)
        return "okta-profile-mapping";
    return {};
}

SentValue Profiles::value(PersonNumber person, Operation operation, Attribute attribute) const {
    if (attribute == Attribute::userName) return user_name(person, operation);
    const population::Atoms& atoms = *workspace_.atoms;
    const auto index = formula(person, operation, attribute);
    if (!index) {
        const SentValue stored = assigned(person, attribute);
        if (!hidden_by(person, attribute, stored).empty()) return {Cell::unknown(), Origin::unknown};
        return as_egnyte_reads(atoms, stored);
    }
    const Cell cell = evaluated(*mapping_of(person), person, *index);
    if (cell.is_failed()) {
        // A mapping that fails leaves the attribute as it was (okta-el 12, K3).
        const Cell kept = operation == Operation::update ? assigned(person, attribute).cell : cell;
        return as_egnyte_reads(atoms, {kept, Origin::failed});
    }
    return as_egnyte_reads(atoms, {cell, cell.is_unknown() ? Origin::unknown : Origin::mapping});
}

SentProfile Profiles::all(PersonNumber person, Operation operation, const SentValue& user_name) const {
    SentProfile profile;
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        const auto attribute = static_cast<Attribute>(i);
        if (attribute == Attribute::userName) {
            profile[i] = user_name;
        } else if (in_profile(attribute)) {
            profile[i] = value(person, operation, attribute);
        }
    }
    return profile;
}

Profiles::Explanation Profiles::explain(PersonNumber person, Operation operation, Attribute attribute) const {
    Explanation result;
    const auto join = [&result] {
        for (const std::string& name : result.missing) result.detail += (result.detail.empty() ? "" : ", ") + name;
    };
    const auto evaluated_by = [&](const workspace::Evaluations& evaluations, std::size_t index) {
        result.expression = evaluations.formula(index).text->value();
        const SentValue value = this->value(person, operation, attribute);
        if (value.origin != Origin::failed && value.origin != Origin::unknown) return;
        const expression::Evaluation made = evaluations.explain(index, people_.user_row(person));
        if (made.error) {
            result.detail = made.error->message;
            result.missing = {"expression"};
        } else if (made.value.is_unknown()) {
            result.missing = made.value.missing();
            join();
        }
    };
    if (attribute == Attribute::userName) {
        if (const auto mapped = mapped_user_name(person, operation)) {
            evaluated_by(*mapping_of(person), *mapped);
            return result;
        }
        if (keeps_user_name(person, operation)) return result;
        if (const auto format = evaluations_.of(attribute)) {
            evaluated_by(evaluations_, *format);
        } else {
            result.missing = {std::string(no_template_)};
            join();
        }
        return result;
    }
    if (const auto index = formula(person, operation, attribute)) {
        evaluated_by(*mapping_of(person), *index);
        return result;
    }
    if (const std::string_view kind = hidden_by(person, attribute, assigned(person, attribute)); !kind.empty()) {
        result.missing = {std::string(kind)};
        join();
    }
    return result;
}

std::optional<expression::Trace> Profiles::trace(PersonNumber person, Operation operation, Attribute attribute) const {
    const std::uint32_t row = people_.user_row(person);
    if (attribute == Attribute::userName && !mapped_user_name(person, operation)) {
        const auto format = evaluations_.of(attribute);
        return format ? evaluations_.trace(*format, row) : std::nullopt;
    }
    const workspace::Evaluations* mapping = mapping_of(person);
    if (mapping == nullptr) return std::nullopt;
    const auto index = attribute == Attribute::userName ? mapping->mapped_user_name() : mapping->of(attribute);
    return index ? mapping->trace(*index, row) : std::nullopt;
}

}  // namespace preflight::simulation
