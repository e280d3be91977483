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
                   const People& people, const OktaChanges& changes)
    : workspace_(workspace),
      evaluations_(evaluations),
      people_(people),
      changes_(changes),
      user_name_column_(people.assignments().find(okta::columns::kUserName)) {
    const auto is_unresolved = [&](std::string_view variable) {
        return workspace.canonical_of.find(variable) == workspace.canonical_of.end();
    };
    if (workspace.whole_app_schema() == nullptr) {
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
        const auto index = evaluations.of(static_cast<Attribute>(i));
        if (!index) continue;
        const Maker maker{&evaluations, *index, nullptr};
        makers_[static_cast<std::size_t>(Operation::create)][i] = maker;
        if (maker.on_update()) makers_[static_cast<std::size_t>(Operation::update)][i] = maker;
    }
    // The list of mappings has no expressions: it does not say that nothing is mapped (okta-exports 0.2).
    const okta::ProfileMapping* mapping = workspace.to_app_mapping;
    mapping_is_whole_ = mapping != nullptr && mapping->has_properties && mapping->whole;
    user_name_with_every_push_ = rules::username_with_every_push(workspace);
    user_name_updates_excluded_ = rules::username_updates_excluded(workspace);
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

Cell Profiles::user_name_on_assignment(PersonAt at) const {
    if (const auto changed = changes_.user_name(at)) return *changed;
    const std::uint32_t row = people_.app_row(at.person);
    if (row == kNoRow) return Cell::unset();
    const Cell cell = people_.assignments().cell(row, user_name_column_);
    return text::trim(people_.assignments().atoms().text_of(cell)).empty() ? Cell::unset() : cell;
}

ChangedScope Profiles::scope(PersonAt at) const {
    return {evaluations_.scope(people_.user_row(at.person)), changes_, *workspace_.atoms, at};
}

Cell Profiles::evaluated(PersonAt at, const Maker& maker) const {
    const std::uint32_t row = people_.user_row(at.person);
    if (maker.changed == nullptr && !changes_.profile_changed(at)) {
        if (row != kNoRow) return maker.evaluations->cell(maker.index, row);
        return maker.evaluations->cell(maker.index, row, people_.id(at.person));
    }
    if (maker.changed != nullptr && !changes_.profile_changed(at)) {
        if (const Cell cell = kept(at.person, *maker.changed); !cell.is_unset()) return cell;
    }
    evaluated_.fetch_add(1, std::memory_order_relaxed);
    ChangedScope scope = this->scope(at);
    const std::string id = row == kNoRow ? people_.id(at.person) : std::string();
    scope.set_id(id);
    const bool is_format =
        maker.changed != nullptr ? maker.changed->is_format : maker.evaluations->formula(maker.index).is_template;
    return evaluations_.cell(maker.parsed(), is_format, scope);
}

Profiles::Maker Profiles::format(Moment moment) const {
    if (const ChangedExpression* const changed = changes_.format(moment)) return {nullptr, 0, changed};
    const auto index = evaluations_.of(Attribute::userName);
    return index ? Maker{&evaluations_, *index, nullptr} : Maker{};
}

Cell Profiles::user_name_by_format(PersonAt at) const {
    const Maker maker = format(at.moment);
    return maker ? evaluated(at, maker) : Cell::unset();
}

bool Profiles::user_name_updates_excluded(Moment moment) const {
    const ChangedExpression* const changed = changes_.format(moment);
    return changed != nullptr ? changed->updates_excluded : user_name_updates_excluded_;
}

bool Profiles::user_name_overridden(PersonAt at) const {
    const Cell name = user_name_on_assignment(at);
    if (!name.is_atom()) return false;
    const Cell derived = user_name_by_format(at);
    // What the format makes is not known: the name may be its result.
    if (!derived.has_value()) return !derived.is_unknown();
    return !text::equal_ignoring_ascii_case(workspace_.atoms->text_of(name), workspace_.atoms->text_of(derived));
}

Profiles::Maker Profiles::mapped_user_name(PersonAt at, Operation operation) const {
    Maker maker;
    if (const ChangedExpression* const changed = changes_.mapping(at.moment, Attribute::userName)) {
        if (changed->maps()) maker.changed = changed;
    } else if (const workspace::Evaluations* const mapping = mapping_of(at.person)) {
        if (const auto index = mapping->mapped_user_name()) maker = {mapping, *index, nullptr};
    }
    return maker && operation == Operation::update && !maker.on_update() ? Maker{} : maker;
}

// Whether the name on the assignment is the one that is sent.
bool Profiles::keeps_user_name(PersonAt at, Operation operation) const {
    const ChangedExpression* const changed = changes_.format(at.moment);
    const bool every_push = changed != nullptr ? changed->with_every_push : user_name_with_every_push_;
    const bool derived = operation == Operation::update && every_push;
    return !derived && !user_name_on_assignment(at).is_unset();
}

SentValue Profiles::user_name(PersonAt at, Operation operation) const {
    const auto sent = [](Cell cell, Origin origin) -> SentValue {
        return {cell, cell.is_failed() ? Origin::failed : cell.is_unknown() ? Origin::unknown : origin};
    };
    if (const Maker mapped = mapped_user_name(at, operation)) {
        Cell cell = evaluated(at, mapped);
        // A username is a text, whatever the mapping makes it of.
        population::Atoms& atoms = *workspace_.atoms;
        const bool is_text = cell.is_atom() && atoms.kind(cell) == population::AtomKind::text;
        if (cell.has_value() && !is_text) cell = atoms.text(rules::text_of(atoms, cell));
        if (!cell.is_failed()) return sent(cell, Origin::mapping);
        const Cell kept = operation == Operation::update ? user_name_on_assignment(at) : Cell::unset();
        return {kept.is_atom() ? kept : cell, Origin::failed};
    }
    if (keeps_user_name(at, operation)) {
        // A name that an event derived is the format's.
        const bool derived = changes_.user_name(at).has_value();
        return sent(user_name_on_assignment(at), derived ? Origin::username_template : Origin::assignment);
    }
    const Cell cell = user_name_by_format(at);
    if (cell.is_unset()) return {Cell::unknown(), Origin::unknown};
    return sent(cell, Origin::username_template);
}

Cell Profiles::not_sent(PersonAt at, Operation operation, Attribute attribute) const {
    return maker(at, operation, attribute) ? assigned(at.person, attribute).cell : Cell::unset();
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

bool Profiles::keeps_pushed(PersonAt at, Attribute attribute) const {
    const ChangedExpression* const changed = changes_.mapping(at.moment, attribute);
    if (changed != nullptr && changed->pushed_before) return !(changed->maps() && changed->on_update);
    // Okta made or linked the account in this replay, with what the mapping yielded then.
    if (people_.external_id(at.person).is_atom()) return false;
    const Maker maker = mapped(at, attribute);
    return maker && !maker.on_update();
}

SentValue Profiles::stored(PersonAt at, Operation operation, Attribute attribute) const {
    // The export is older than what was pushed since.
    if (operation == Operation::update && keeps_pushed(at, attribute)) return {Cell::null(), Origin::unset};
    return assigned(at.person, attribute);
}

Profiles::Maker Profiles::mapped(PersonAt at, Attribute attribute) const {
    if (const ChangedExpression* const changed = changes_.mapping(at.moment, attribute))
        return changed->maps() ? Maker{nullptr, 0, changed} : Maker{};
    const workspace::Evaluations* const mapping = mapping_of(at.person);
    if (mapping == nullptr) return {};
    const auto index = mapping->of(attribute);
    return index ? Maker{mapping, *index, nullptr} : Maker{};
}

Profiles::Maker Profiles::found_maker(PersonAt at, Operation operation, Attribute attribute) const {
    const Maker found = mapped(at, attribute);
    return found && operation == Operation::update && !found.on_update() ? Maker{} : found;
}

std::string_view Profiles::hidden_by(PersonAt at, Attribute attribute, const SentValue& stored) const {
    const auto i = static_cast<std::size_t>(attribute);
    if (stored.origin != Origin::unset || changes_.mapping(at.moment, attribute) != nullptr) return {};
    const workspace::Evaluations* mapping = mapping_of(at.person);
    if (mapping == nullptr) return "okta-profile-mapping";
    if (!resolved_[i] && may_hide_[i]) return "okta-app-user-schema";
    if (!mapping->of(attribute) && !mapping_is_whole_ && people_.app_row(at.person) == kNoRow)
        return "okta-profile-mapping";
    return {};
}

SentValue Profiles::value(PersonAt at, Operation operation, Attribute attribute) const {
    if (attribute == Attribute::userName) return user_name(at, operation);
    const population::Atoms& atoms = *workspace_.atoms;
    const Maker maker = this->maker(at, operation, attribute);
    if (!maker) {
        const SentValue stored = this->stored(at, operation, attribute);
        if (!hidden_by(at, attribute, stored).empty()) return {Cell::unknown(), Origin::unknown};
        return as_egnyte_reads(atoms, stored);
    }
    const Cell cell = evaluated(at, maker);
    if (cell.is_failed()) {
        // A mapping that fails leaves the attribute as it was (okta-el 12, K3).
        const bool exported = maker.changed == nullptr && !changes_.profile_changed(at);
        const Cell kept = operation == Operation::create ? cell
                          : exported                     ? assigned(at.person, attribute).cell
                                                         : Cell::null();
        return as_egnyte_reads(atoms, {kept, Origin::failed});
    }
    return as_egnyte_reads(atoms, {cell, cell.is_unknown() ? Origin::unknown : Origin::mapping});
}

SentProfile Profiles::all(PersonAt at, Operation operation, const SentValue& user_name) const {
    SentProfile profile;
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        const auto attribute = static_cast<Attribute>(i);
        if (attribute == Attribute::userName) {
            profile[i] = user_name;
        } else if (in_profile(attribute) || (attribute == Attribute::externalId && maker(at, operation, attribute))) {
            profile[i] = value(at, operation, attribute);
        }
    }
    return profile;
}

void Profiles::keep(PersonAt at, const ChangedExpression& changed) {
    if (!changed.maps() || !kept(at.person, changed).is_unset()) return;
    const Cell cell = evaluated(at, {nullptr, 0, &changed});
    if (changed.number >= kept_.size()) kept_.resize(changed.number + 1);
    population::Blocks<Cell>& cells = kept_[changed.number];
    if (at.person >= cells.size()) cells.resize(at.person + 1, Cell::unset());
    cells[at.person] = cell;
}

void Profiles::keep_changed(PersonAt at) {
    if (changes_.empty() || changes_.profile_changed(at)) return;
    changes_.for_each_mapping(at.moment,
                              [&](const std::string&, const ChangedExpression& changed) { keep(at, changed); });
    if (const ChangedExpression* const changed = changes_.format(at.moment)) keep(at, *changed);
}

void Profiles::keep_values(PersonAt at, const rules::TargetChecks& targets) {
    if (changes_.empty()) return;
    for (const PersonAt moment : {at, at.before()}) {
        const bool kept_by_files = !changes_.profile_changed(moment) && people_.user_row(at.person) != kNoRow;
        keep_changed(moment);
        for (const Operation operation : {Operation::create, Operation::update}) {
            const SentValue user_name = value(moment, operation, Attribute::userName);
            if (kept_by_files) continue;  // all other values are those of the files, which are in the pool
            static_cast<void>(all(moment, operation, user_name));
            static_cast<void>(misfits(moment, operation, targets));
        }
        if (!kept_by_files) static_cast<void>(user_name_by_format(moment));
    }
}

std::vector<rules::MisfitValue> Profiles::misfits(PersonAt at, Operation operation,
                                                  const rules::TargetChecks& targets) const {
    const bool update = operation == Operation::update;
    if (!changes_.profile_changed(at) && !changes_.change_expressions())
        return targets.misfits(people_.user_row(at.person), update);
    std::vector<rules::MisfitValue> result;
    const std::uint32_t row = people_.user_row(at.person);
    const bool of_files = row != kNoRow && !changes_.profile_changed(at);
    for (const rules::TargetChecks::Check& check : targets.all()) {
        if ((update && !check.on_update) || changes_.mapping(at.moment, check.target->name) != nullptr) continue;
        targets.add_misfit(
            check,
            of_files ? evaluations_.cell(check.formula, row) : evaluated(at, {&evaluations_, check.formula, nullptr}),
            result);
    }
    changes_.for_each_mapping(at.moment, [&](const std::string& target, const ChangedExpression& changed) {
        if (!changed.maps() || (update && !changed.on_update)) return;
        if (const auto check = targets.of(target))
            targets.add_misfit(*check, evaluated(at, {nullptr, 0, &changed}), result);
    });
    return result;
}

Profiles::Explanation Profiles::explain(PersonAt at, Operation operation, Attribute attribute) const {
    Explanation result;
    const auto join = [&result] {
        for (const std::string& name : result.missing) result.detail += (result.detail.empty() ? "" : ", ") + name;
    };
    const auto evaluated_by = [&](const Maker& maker) {
        result.expression = maker.text();
        result.changed = maker.changed;
        const SentValue value = this->value(at, operation, attribute);
        if (value.origin != Origin::failed && value.origin != Origin::unknown) return;
        const expression::Evaluation made = workspace::Evaluations::explain(maker.parsed(), scope(at));
        if (made.error) {
            result.detail = made.error->message;
            result.missing = {"expression"};
        } else if (made.value.is_unknown()) {
            result.missing = made.value.missing();
            join();
        }
    };
    if (attribute == Attribute::userName) {
        if (const Maker mapped = mapped_user_name(at, operation)) {
            evaluated_by(mapped);
            return result;
        }
        if (keeps_user_name(at, operation) && !changes_.user_name(at)) return result;
        if (const Maker format = this->format(at.moment)) {
            evaluated_by(format);
            // What the format yielded before an event is unknown, and so is whether the name was set by hand.
            const bool unknown = user_name(at, operation).origin == Origin::unknown;
            if (unknown && result.missing.empty()) result.missing = {"okta-users"};
        } else {
            result.missing = {std::string(no_template_)};
            join();
        }
        return result;
    }
    if (const Maker maker = this->maker(at, operation, attribute)) {
        evaluated_by(maker);
        return result;
    }
    if (const std::string_view kind = hidden_by(at, attribute, stored(at, operation, attribute)); !kind.empty()) {
        result.missing = {std::string(kind)};
        join();
    }
    return result;
}

std::optional<expression::Trace> Profiles::trace(PersonAt at, Operation operation, Attribute attribute) const {
    Maker maker;
    if (attribute != Attribute::userName) {
        maker = mapped(at, attribute);
    } else {
        maker = mapped_user_name(at, operation);
        if (!maker) maker = format(at.moment);
    }
    if (!maker || !maker.parsed().program) return std::nullopt;
    return expression::trace(*maker.parsed().program, scope(at));
}

}  // namespace preflight::simulation
