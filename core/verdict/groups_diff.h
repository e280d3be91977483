// What becomes of the groups that Okta pushes and of the accounts that an import finds, in two bundles.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/simulation/import.h"
#include "core/simulation/outcome.h"
#include "core/verdict/diff_side.h"

namespace preflight::verdict {

// Usernames in Egnyte: how many, and the first ones in alphabetical order, at most findings::kMaxExamples.
struct CountedMembers {
    std::size_t count = 0;
    std::vector<std::string> first;
};

// A group whose last push differs.
struct GroupDiff {
    std::string id, name;                             // of the Okta group; the name is empty where no file says it
    std::optional<simulation::Status> before, after;  // none: the group is not pushed
    CountedMembers added, removed;                    // members that are pushed after only, and before only
};

struct GroupsDiff {
    std::size_t before = 0, after = 0;  // groups that are pushed
    std::vector<GroupDiff> list;        // those that differ, by id; at most kMaxGroups
    std::size_t left_out = 0;
    [[nodiscard]] std::size_t changed() const { return list.size() + left_out; }
};
inline constexpr std::size_t kMaxGroups = 100;

// Accounts that an import finds differently; none: the bundle does not have the account.
struct ImportChange {
    std::optional<simulation::Match> before, after;
    CountedMembers accounts;
};

struct ImportsDiff {
    std::size_t before = 0, after = 0;  // accounts that the last import finds
    std::vector<ImportChange> changes;
    [[nodiscard]] std::size_t changed() const;
};

// Nothing where one of the bundles pushes no group.
[[nodiscard]] std::optional<GroupsDiff> diff_groups(const DiffSide& before, const DiffSide& after);
// Nothing where one of the bundles imports nothing. Accounts are the same by username, ignoring case.
[[nodiscard]] std::optional<ImportsDiff> diff_imports(const DiffSide& before, const DiffSide& after);

}  // namespace preflight::verdict
