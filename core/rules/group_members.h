// The members of Okta's groups, as far as lists of members were given. What was not given is unknown, never empty.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/population/cell_index.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

// Refers to the workspace. Costs one look at each row of Workspace::group_members.
class GroupMembers {
public:
    explicit GroupMembers(const workspace::Workspace& workspace);

    struct List {
        bool given = false;  // a list of this group's members was given, be it an empty one
        bool whole = true;   // no page of it is known to be missing
        const std::uint32_t* begin_ = nullptr;
        const std::uint32_t* end_ = nullptr;
        // Rows of Workspace::group_members, in their order.
        [[nodiscard]] const std::uint32_t* begin() const { return begin_; }
        [[nodiscard]] const std::uint32_t* end() const { return end_; }
        [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(end_ - begin_); }
    };
    // A list may name its group by its id, or by the name alone (case ignored).
    [[nodiscard]] List of(std::string_view id, std::string_view name) const;

private:
    struct Owner {
        bool whole = true;
        std::uint32_t bucket = population::kNoRow;  // none without a row
    };
    std::map<std::string, Owner, std::less<>> owners_;          // by the id or name that a list has
    std::map<std::string, const Owner*, std::less<>> by_name_;  // the same in lower case
    std::vector<std::uint32_t> begins_, rows_;                  // of each bucket; the rows of all, bucket by bucket
};

}  // namespace preflight::rules
