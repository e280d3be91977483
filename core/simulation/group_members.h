// The members of an Okta group, by what the files say (facts okta-exports 6).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/workspace/workspace.h"

namespace preflight::simulation {

struct GroupMembers {
    std::set<std::string, std::less<>> names;  // the group's ids and names in lower case
    std::vector<std::string_view> users;       // ids, or logins where a list has none; may repeat
    std::vector<std::uint32_t> assignments;    // rows of assignments that came through the group
    bool known = false;                        // a file lists the members
    bool whole = true;                         // false: a file says that there are more
};

// Groups by id, or by name ignoring case. Reads the lists once; views live in the workspace's pool.
class GroupIndex {
public:
    explicit GroupIndex(const workspace::Workspace& workspace);

    [[nodiscard]] GroupMembers find(std::string_view name_or_id) const;

private:
    struct Listed {
        std::vector<std::string_view> also_called, users;
        std::vector<std::uint32_t> assignments;
        bool known = false, whole = true;
    };
    std::unordered_map<std::string, Listed> by_name_;  // ids and names in lower case
};

}  // namespace preflight::simulation
