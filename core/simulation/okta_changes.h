// What events change on Okta's side: attributes of people's profiles, usernames of assignments, and the expressions of
// the mapping and the username format. Every change is kept with the moment from which it holds, so a story is made
// with what was in force at its outcome. Nothing is kept of people whom no event touches.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/egnyte/account.h"
#include "core/expression/syntax/program.h"
#include "core/findings/finding.h"
#include "core/simulation/people.h"
#include "core/workspace/user_attributes.h"

namespace preflight::simulation {

// How many events have begun: 0 before the first event. What event n (from 0) changes holds from moment n + 1 on.
using Moment = std::uint32_t;

struct PersonAt {
    PersonNumber person = 0;
    Moment moment = 0;

    [[nodiscard]] PersonAt before() const { return {person, moment - 1}; }
};

// The values that one thing had, by the moment from which each holds. Moments are entered in ascending order.
template <typename T>
class History {
public:
    void add(Moment from, T value) {
        if (!entries_.empty() && entries_.back().first == from) {
            entries_.back().second = std::move(value);
        } else {
            entries_.emplace_back(from, std::move(value));
        }
    }
    // Null before the first change.
    [[nodiscard]] const T* at(Moment moment) const {
        const auto later = std::upper_bound(entries_.begin(), entries_.end(), moment,
                                            [](Moment wanted, const auto& entry) { return wanted < entry.first; });
        return later == entries_.begin() ? nullptr : &(later - 1)->second;
    }

    [[nodiscard]] bool changes_at(Moment moment) const {
        const auto place = std::lower_bound(entries_.begin(), entries_.end(), moment,
                                            [](const auto& entry, Moment wanted) { return entry.first < wanted; });
        return place != entries_.end() && place->first == moment;
    }

private:
    std::vector<std::pair<Moment, T>> entries_;
};

// An expression that an event puts in the place of one of the files.
struct ChangedExpression {
    std::size_t number = 0;  // among those of OktaChanges, which sets it
    std::string text;        // empty: Do not map
    findings::Location at;   // the event
    expression::Dialect dialect = expression::Dialect::mapping;
    expression::ParseResult parsed;
    bool on_update = true;       // sent again with later updates
    bool pushed_before = false;  // an expression before this one was sent with updates
    bool is_format = false;
    // Of a username format: see rules/username_updates.h.
    bool updates_excluded = false, with_every_push = false;

    [[nodiscard]] bool maps() const { return is_format || !text.empty(); }
};

class OktaChanges {
public:
    [[nodiscard]] bool empty() const { return cells_.empty() && expressions_.empty(); }

    // ---- people. A null cell removes the attribute.
    void set_attribute(PersonAt at, std::string_view name, Cell cell);
    // The username of the assignment; unknown and failed cells are kept as such.
    void set_user_name(PersonAt at, Cell cell);

    // Whether an attribute of the person's Okta profile was changed.
    [[nodiscard]] bool profile_changed(PersonAt at) const {
        return !changed_profiles_.empty() && profile_is_changed(at);
    }
    // Nothing where no event changed it.
    [[nodiscard]] std::optional<Cell> attribute(PersonAt at, std::string_view name) const {
        return cells_.empty() ? std::nullopt : changed_attribute(at, name);
    }
    [[nodiscard]] std::optional<Cell> user_name(PersonAt at) const {
        return cells_.empty() ? std::nullopt : cell(at, kUserName);
    }
    // Whether the username was changed at this very moment.
    [[nodiscard]] bool changes_user_name(PersonAt at) const;

    // ---- configuration. `target` is the app's variable.
    void set_mapping(Moment from, const std::string& target, std::optional<egnyte::Attribute> attribute,
                     ChangedExpression expression);
    void set_format(Moment from, ChangedExpression expression);
    [[nodiscard]] bool change_expressions() const { return !expressions_.empty(); }
    // Null where no event changed it.
    [[nodiscard]] const ChangedExpression* mapping(Moment moment, egnyte::Attribute attribute) const {
        if (expressions_.empty()) return nullptr;
        return in_force(by_attribute_[static_cast<std::size_t>(attribute)], moment);
    }
    [[nodiscard]] const ChangedExpression* mapping(Moment moment, std::string_view target) const;
    [[nodiscard]] const ChangedExpression* format(Moment moment) const { return in_force(format_, moment); }
    // The mappings that an event changed and that are in force at the moment, with the app's variable.
    template <typename Visit>
    void for_each_mapping(Moment moment, Visit visit) const {
        for (const auto& [target, history] : targets_) {
            if (const ChangedExpression* const changed = in_force(history, moment)) visit(target, *changed);
        }
    }

private:
    [[nodiscard]] static const ChangedExpression* in_force(const History<const ChangedExpression*>& history,
                                                           Moment moment) {
        const auto* const found = history.at(moment);
        return found == nullptr ? nullptr : *found;
    }
    [[nodiscard]] const ChangedExpression* keep(ChangedExpression expression);
    [[nodiscard]] std::optional<std::uint32_t> number_of(std::string_view name) const;
    [[nodiscard]] static std::uint64_t key(PersonNumber person, std::uint32_t name) {
        return std::uint64_t{person} << 32U | name;
    }
    [[nodiscard]] std::optional<Cell> cell(PersonAt at, std::uint32_t name) const;
    [[nodiscard]] bool profile_is_changed(PersonAt at) const;
    [[nodiscard]] std::optional<Cell> changed_attribute(PersonAt at, std::string_view name) const;

    static constexpr std::uint32_t kUserName = 0;  // the names of attributes count from 1
    std::unordered_map<std::string, std::uint32_t> names_;
    std::unordered_map<std::uint64_t, History<Cell>> cells_;     // by person and name
    std::unordered_map<PersonNumber, Moment> changed_profiles_;  // from the first change on

    std::vector<std::unique_ptr<const ChangedExpression>> expressions_;
    std::array<History<const ChangedExpression*>, egnyte::kAttributeCount> by_attribute_;
    std::vector<std::pair<std::string, History<const ChangedExpression*>>> targets_;  // variables of the app
    std::map<std::string, std::size_t, std::less<>> by_target_;                       // places in it
    History<const ChangedExpression*> format_;
};

// The evaluation scope of a person with what events changed.
class ChangedScope final : public workspace::UserScope {
public:
    // All outlive it.
    // `mode` is static: see Scope::mode.
    ChangedScope(const workspace::UserScope& exported, const OktaChanges& changes, const population::Atoms& atoms,
                 PersonAt at, std::string_view mode = {})
        : UserScope(exported), changes_(changes), atoms_(atoms), at_(at), mode_(mode) {}

    [[nodiscard]] std::string_view mode() const override { return mode_; }
    [[nodiscard]] expression::Value attribute(std::string_view root, std::string_view name) const override;
    [[nodiscard]] Found find(const expression::Name& root, const expression::Name& name,
                             expression::Value& out) const override;

private:
    // Nothing where the exported profile has the answer.
    [[nodiscard]] std::optional<expression::Value> changed(std::string_view root, std::string_view name) const;

    const OktaChanges& changes_;
    const population::Atoms& atoms_;
    PersonAt at_;
    std::string_view mode_;
};

}  // namespace preflight::simulation
