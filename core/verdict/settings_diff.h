// Which settings differ between two bundles: of the application, of its mappings and of the scenario. Expressions are
// compared by proof where there is one, else over the people of the bundle after.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/analysis/equivalence.h"
#include "core/findings/finding.h"
#include "core/verdict/diff_side.h"
#include "core/verdict/people_diff.h"

namespace preflight::verdict {

// How two expressions compare. Nothing stronger is claimed than what is proved or was counted.
struct ExpressionDiff {
    expression::Proof proof = expression::Proof::none;
    // Over the Okta users of the bundle after whom the expression concerns; not counted where equality is proved.
    std::size_t people = 0, equal = 0, different = 0, unknown = 0;
    std::vector<PersonExample> examples;  // of those with different results
};

// "Equal for the 120 Okta users that are given, not proved for all."
[[nodiscard]] std::string in_words(const ExpressionDiff& diff);

struct SettingDiff {
    // Static: "application", "feature", "username-format", "mapping", "policy", "scenario", "group-push", "group-rule",
    // "app-schema", "user-schema".
    std::string_view area;
    std::string name;  // of the setting within its area: a member of the export, a feature, a variable
    std::optional<std::string> before, after;  // none: not there
    std::optional<findings::Location> before_at, after_at;
    std::optional<ExpressionDiff> expression;  // where both are expressions
};

struct SettingsDiff {
    std::vector<SettingDiff> list;          // by area, then in the order of the bundle after
    std::size_t left_out = 0;               // more than kMaxSettings differ
    std::vector<std::string> not_compared;  // what only one of the bundles has, in a sentence each
};
inline constexpr std::size_t kMaxSettings = 500;

[[nodiscard]] SettingsDiff diff_settings(const DiffSide& before, const DiffSide& after);

}  // namespace preflight::verdict
