// Whether the app profile can take the values that a mapping yields: its attributes have types, and some a list of
// values. Okta checks both when it assigns the app, before it calls Egnyte. Facts okta-exports 1, 4.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/expression/values/abstract_value.h"
#include "core/okta/model.h"
#include "core/rules/person_view.h"
#include "core/workspace/evaluations.h"

namespace preflight::rules {

// Null and blank are unset, which every attribute can be. What is not known fits.
[[nodiscard]] Misfit misfit_of(const okta::SchemaAttribute& target, const population::Atoms& atoms,
                               population::Cell cell);

// The same of everything that a case of the abstract domain can be; none where one of its values may fit.
[[nodiscard]] Misfit misfit_of(const okta::SchemaAttribute& target, const expression::Case& values);

// The mappings whose target the given app schema has. Points into both.
class TargetChecks {
public:
    struct Check {
        std::size_t formula = 0;  // of the evaluations
        const okta::SchemaAttribute* target = nullptr;
        std::optional<egnyte::Attribute> attribute;
        bool on_update = true;
        bool any_text = false;  // the target takes every text
    };
    TargetChecks(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations);

    [[nodiscard]] const std::vector<Check>& all() const { return checks_; }
    // What does not fit of a user's values, when the account is created or updated.
    [[nodiscard]] std::vector<MisfitValue> misfits(std::uint32_t user_row, bool update) const;
    // Adds the value if it does not fit.
    void add_misfit(const Check& check, population::Cell cell, std::vector<MisfitValue>& result) const;
    // The check of a variable of the app that the schema has, whether it is mapped or not.
    [[nodiscard]] std::optional<Check> of(const std::string& target) const;

private:
    const workspace::Workspace& workspace_;
    const workspace::Evaluations& evaluations_;
    const population::Atoms& atoms_;
    std::vector<Check> checks_;
};

// "text", "true or false": the type of the attribute in words.
[[nodiscard]] std::string_view type_in_words(const okta::SchemaAttribute& target);

// The values of the enum, for messages: "admin, power, standard".
[[nodiscard]] std::string enum_in_words(const okta::SchemaAttribute& target);

}  // namespace preflight::rules
