// The members of an Okta group that an event names, by its id or its name (facts okta-exports 6).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/rules/group_members.h"
#include "core/workspace/workspace.h"

namespace preflight::simulation {

struct NamedGroup {
    std::set<std::string, std::less<>> names;  // the group's ids and names in lower case
    std::vector<std::string_view> users;       // ids, or logins where a list has none; may repeat
    std::vector<std::uint32_t> assignments;    // rows of assignments that came through the group
    bool known = false;                        // a file lists the members
    bool whole = true;                         // false: a file says that there are more
};

// Groups by id, or by name ignoring case: of a name that several groups have, all of them. The lists are those that
// pushes of groups use. Reads them once; views live in the workspace's pool.
class GroupIndex {
public:
    explicit GroupIndex(const workspace::Workspace& workspace);

    [[nodiscard]] NamedGroup find(std::string_view name_or_id) const;

private:
    struct Called {
        std::vector<std::string_view> ids;    // of the groups of this name
        std::vector<std::string_view> names;  // of the group with this id
        std::string_view id;                  // this is an id: as the files write it
        std::vector<std::uint32_t> assignments;
    };
    void call(std::string_view id, std::string_view name);

    const workspace::Workspace& workspace_;
    rules::GroupMembers lists_;
    std::unordered_map<std::string, Called> called_;  // by ids and names in lower case
};

}  // namespace preflight::simulation
