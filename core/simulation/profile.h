// Step 1 of the rehearsal: the app profile that Okta computes for one person (spec 5.1), by canonical Egnyte names.
// Knows nothing of Egnyte's defaults or refusals. Follows facts okta-exports 1, 2, 5, 6 and okta-el 4, 10.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/evaluate/trace.h"
#include "core/rules/person_view.h"
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

// externalId and active are no attributes of the profile.
[[nodiscard]] constexpr bool in_profile(Attribute attribute) {
    return attribute != Attribute::externalId && attribute != Attribute::active;
}

class Profiles {
public:
    // All three outlive it.
    Profiles(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations, const People& people);

    [[nodiscard]] SentValue value(PersonNumber person, Operation operation, Attribute attribute) const;
    // `user_name` is its value for the username.
    [[nodiscard]] SentProfile all(PersonNumber person, Operation operation, const SentValue& user_name) const;
    // The value that the assignment holds; a null or absent one is unset (okta-exports 6).
    [[nodiscard]] SentValue assigned(PersonNumber person, Attribute attribute) const;
    // Likewise, where a mapping makes the value and this one is not sent; else unset.
    [[nodiscard]] Cell not_sent(PersonNumber person, Operation operation, Attribute attribute) const;
    // The username that the assignment holds; unset when it has none.
    [[nodiscard]] Cell user_name_on_assignment(PersonNumber person) const;
    // What the username format yields, whatever the assignment holds; unset when no format was given.
    [[nodiscard]] Cell user_name_by_format(PersonNumber person) const;

    // For the person's story: the expression behind a value, why it failed, and the names of what was not given.
    struct Explanation {
        std::string_view expression;  // lives in the workspace; empty when no expression makes it
        std::string detail;
        std::vector<std::string> missing;
    };
    [[nodiscard]] Explanation explain(PersonNumber person, Operation operation, Attribute attribute) const;
    // What every part of the attribute's expression is for the person; nothing where no expression makes it or where it
    // does not parse. Offsets are those of the expression.
    [[nodiscard]] std::optional<expression::Trace> trace(PersonNumber person, Operation operation,
                                                         Attribute attribute) const;

private:
    // Why a value without an expression is not known: a kind word, or empty.
    [[nodiscard]] std::string_view hidden_by(PersonNumber person, Attribute attribute, const SentValue& stored) const;
    [[nodiscard]] bool may_hide(Attribute attribute) const;
    // The expressions of the person's user type; null where its mapping is not known.
    [[nodiscard]] const workspace::Evaluations* mapping_of(PersonNumber person) const {
        return evaluations_.for_user(people_.user_row(person));
    }
    [[nodiscard]] std::optional<std::size_t> formula(PersonNumber person, Operation operation,
                                                     Attribute attribute) const;
    [[nodiscard]] Cell evaluated(const workspace::Evaluations& evaluations, PersonNumber person,
                                 std::size_t index) const;
    // The mapping that sets the username in this operation, whatever the format and the assignment say.
    [[nodiscard]] std::optional<std::size_t> mapped_user_name(PersonNumber person, Operation operation) const;
    [[nodiscard]] bool keeps_user_name(PersonNumber person, Operation operation) const;
    [[nodiscard]] SentValue user_name(PersonNumber person, Operation operation) const;

    const workspace::Workspace& workspace_;
    const workspace::Evaluations& evaluations_;
    const People& people_;
    population::Column user_name_column_;
    std::array<population::Column, egnyte::kAttributeCount> assigned_columns_{};
    std::array<bool, egnyte::kAttributeCount> resolved_{};  // the app's variable is known
    std::array<bool, egnyte::kAttributeCount> may_hide_{};
    bool mapping_is_whole_ = false;
    bool user_name_with_every_push_ = false;
    std::vector<std::string> unresolved_;  // variables of the app that are none of Egnyte's attributes
    std::string_view no_template_;         // the kind word of what would give the username format
};

}  // namespace preflight::simulation
