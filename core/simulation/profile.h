// Step 1 of the rehearsal: the app profile that Okta computes for one person (spec 5.1), by canonical Egnyte names.
// Knows nothing of Egnyte's defaults or refusals. Follows facts okta-exports 1, 2, 5, 6 and okta-el 4, 10.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/evaluate/trace.h"
#include "core/population/blocks.h"
#include "core/rules/person_view.h"
#include "core/rules/target_values.h"
#include "core/simulation/okta_changes.h"
#include "core/simulation/people.h"
#include "core/workspace/evaluations.h"
#include "core/workspace/workspace.h"

namespace preflight::simulation {

using rules::Attribute;
using rules::Origin;
using rules::SentValue;
using SentProfile = std::array<SentValue, egnyte::kAttributeCount>;

// What Okta sends when it creates an account, and when it updates one.
enum class Operation : std::uint8_t { create, update };

// externalId and active are not attributes of the profile.
[[nodiscard]] constexpr bool in_profile(Attribute attribute) {
    return attribute != Attribute::externalId && attribute != Attribute::active;
}

class Profiles {
public:
    // All outlive it.
    Profiles(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations, const People& people,
             const OktaChanges& changes);

    [[nodiscard]] SentValue value(PersonAt at, Operation operation, Attribute attribute) const;
    // `user_name` is its value for the username.
    [[nodiscard]] SentProfile all(PersonAt at, Operation operation, const SentValue& user_name) const;
    // The value that the export of the assignment holds; a null or absent one is unset (okta-exports 6).
    [[nodiscard]] SentValue assigned(PersonNumber person, Attribute attribute) const;
    // Likewise, where a mapping makes the value and this one is not sent; else unset.
    [[nodiscard]] Cell not_sent(PersonAt at, Operation operation, Attribute attribute) const;
    // The username that the assignment holds; unset when it has none.
    [[nodiscard]] Cell user_name_on_assignment(PersonAt at) const;
    // What the username format yields, whatever the assignment holds; unset when no format was given.
    [[nodiscard]] Cell user_name_by_format(PersonAt at) const;

    // Whether the username of the assignment follows later changes; see rules/username_updates.h.
    [[nodiscard]] bool user_name_updates_excluded(Moment moment) const;
    // Whether the username of the assignment is another one than the format makes: it was set by hand or is left over.
    [[nodiscard]] bool user_name_overridden(PersonAt at) const;
    // Whether the app profile keeps what the mapping yielded earlier: the attribute is mapped on create only, or an
    // event ended its updates.
    [[nodiscard]] bool keeps_pushed(PersonAt at, Attribute attribute) const;

    // What the app profile cannot take of the values that mappings make.
    [[nodiscard]] std::vector<rules::MisfitValue> misfits(PersonAt at, Operation operation,
                                                          const rules::TargetChecks& targets) const;

    // Evaluates the expressions that events put in force, once for each person whose profile none has changed. Not
    // while stories are made.
    void keep_changed(PersonAt at);
    // Likewise enters the texts of all values into the pool: a story is made beside other stories and must not add to
    // it.
    void keep_values(PersonAt at, const rules::TargetChecks& targets);

    // How many expressions were evaluated for people whom events touch, so far.
    [[nodiscard]] std::uint64_t evaluated() const { return evaluated_.load(std::memory_order_relaxed); }

    // For the person's story: the expression behind a value, why it failed, and the names of what was not given.
    struct Explanation {
        std::string_view expression;                 // lives in the workspace; empty when no expression makes it
        const ChangedExpression* changed = nullptr;  // where an event put it there
        std::string detail;
        std::vector<std::string> missing;
    };
    [[nodiscard]] Explanation explain(PersonAt at, Operation operation, Attribute attribute) const;
    // What every part of the attribute's expression is for the person; nothing where no expression makes it or where it
    // does not parse. Offsets are those of the expression.
    [[nodiscard]] std::optional<expression::Trace> trace(PersonAt at, Operation operation, Attribute attribute) const;

private:
    // The expression of the files or of an event that makes a value; neither: there is none.
    struct Maker {
        const workspace::Evaluations* evaluations = nullptr;
        std::size_t index = 0;  // of the evaluations
        const ChangedExpression* changed = nullptr;

        [[nodiscard]] explicit operator bool() const { return evaluations != nullptr || changed != nullptr; }
        [[nodiscard]] bool on_update() const {
            return changed != nullptr ? changed->on_update : evaluations->formula(index).on_update;
        }
        [[nodiscard]] std::string_view text() const {
            return changed != nullptr ? changed->text : evaluations->formula(index).text->value();
        }
        [[nodiscard]] const expression::ParseResult& parsed() const {
            return changed != nullptr ? changed->parsed : evaluations->formula(index).parsed;
        }
    };
    // Why a value without an expression is not known: a kind word, or empty.
    [[nodiscard]] std::string_view hidden_by(PersonAt at, Attribute attribute, const SentValue& stored) const;
    [[nodiscard]] bool may_hide(Attribute attribute) const;
    // The expressions of the person's user type; null where its mapping is not known.
    [[nodiscard]] const workspace::Evaluations* mapping_of(PersonNumber person) const {
        return evaluations_.for_user(people_.user_row(person));
    }
    // The mapping of an attribute other than the username, whether it is sent or not.
    [[nodiscard]] Maker mapped(PersonAt at, Attribute attribute) const;
    // The same where the operation sends it.
    [[nodiscard]] Maker maker(PersonAt at, Operation operation, Attribute attribute) const {
        if (!evaluations_.are_for_everybody() || changes_.mapping(at.moment, attribute) != nullptr)
            return found_maker(at, operation, attribute);
        return makers_[static_cast<std::size_t>(operation)][static_cast<std::size_t>(attribute)];
    }
    [[nodiscard]] Maker found_maker(PersonAt at, Operation operation, Attribute attribute) const;
    [[nodiscard]] Maker format(Moment moment) const;
    // The mapping that sets the username in this operation, whatever the format and the assignment say.
    [[nodiscard]] Maker mapped_user_name(PersonAt at, Operation operation) const;
    [[nodiscard]] Cell evaluated(PersonAt at, const Maker& maker) const;
    // What keep_values() found for somebody whose profile no event has changed; unset when it was not asked to.
    [[nodiscard]] Cell kept(PersonNumber person, const ChangedExpression& changed) const {
        if (changed.number >= kept_.size() || person >= kept_[changed.number].size()) return Cell::unset();
        return kept_[changed.number][person];
    }
    void keep(PersonAt at, const ChangedExpression& changed);
    [[nodiscard]] ChangedScope scope(PersonAt at) const;
    // What the assignment holds where no expression makes the attribute.
    [[nodiscard]] SentValue stored(PersonAt at, Operation operation, Attribute attribute) const;
    [[nodiscard]] bool keeps_user_name(PersonAt at, Operation operation) const;
    [[nodiscard]] SentValue user_name(PersonAt at, Operation operation) const;

    const workspace::Workspace& workspace_;
    const workspace::Evaluations& evaluations_;
    const People& people_;
    const OktaChanges& changes_;
    population::Column user_name_column_;
    std::array<population::Column, egnyte::kAttributeCount> assigned_columns_{};
    std::array<bool, egnyte::kAttributeCount> resolved_{};  // the app's variable is known
    std::array<bool, egnyte::kAttributeCount> may_hide_{};
    // What maker() finds where nothing depends on the person and the moment, by operation.
    std::array<std::array<Maker, egnyte::kAttributeCount>, 2> makers_{};
    bool mapping_is_whole_ = false;
    bool user_name_with_every_push_ = false, user_name_updates_excluded_ = false;  // by the files
    std::vector<population::Blocks<Cell>> kept_;       // by the expression's number and the person
    mutable std::atomic<std::uint64_t> evaluated_{0};  // stories are made by several threads
    std::vector<std::string> unresolved_;              // variables of the app that are none of Egnyte's attributes
    std::string_view no_template_;                     // the kind word of what would give the username format
};

}  // namespace preflight::simulation
