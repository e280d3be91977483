// Two bundles: what becomes of people, groups and imports, which settings differ, which findings appear and disappear.
// The files or only the scenario may differ. A bundle compared with itself gives an empty diff.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/verdict/diff_side.h"
#include "core/verdict/groups_diff.h"
#include "core/verdict/people_diff.h"
#include "core/verdict/settings_diff.h"

namespace preflight::verdict {

struct Diff {
    std::optional<PeopleDiff> people;    // none where one of the bundles has no people
    std::optional<GroupsDiff> groups;    // none where one of them pushes no group
    std::optional<ImportsDiff> imports;  // none where one of them imports nothing
    SettingsDiff settings;
    // Findings whose fingerprints the other bundle does not have: numbers of the findings after, and before. Not
    // compared where the bundles do not hold the same kinds of files: what one cannot show is not gone.
    bool findings_compared = false;
    std::vector<std::size_t> appeared, gone;
    std::vector<std::string> not_compared;  // what only one of the bundles has, in a sentence each

    // Both bundles have something of the same kind.
    bool comparable = false;

    // Nothing that is compared differs.
    [[nodiscard]] bool empty() const;
};

[[nodiscard]] Diff diff(const DiffSide& before, const DiffSide& after);

// What changes, in a few sentences.
[[nodiscard]] std::string diff_sentence(const Diff& diff);

}  // namespace preflight::verdict
