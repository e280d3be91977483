// Whom an event means: one person by login or id, the members of a group, or everybody (spec 3).
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/okta/model.h"
#include "core/simulation/group_members.h"
#include "core/simulation/people.h"
#include "core/workspace/workspace.h"

namespace preflight::simulation {

class Whom {
public:
    // Both outlive it. Nothing is looked up before somebody asks.
    Whom(const workspace::Workspace& workspace, const People& people)
        : workspace_(workspace), people_(people), assignment_id_(people.assignments().find(okta::columns::kId)) {}

    // The people of that login, ignoring case, or id, in processing order.
    [[nodiscard]] const std::vector<PersonNumber>& named(std::string_view user);
    // A login that an event gives the person.
    void also_named(PersonNumber person, std::string_view login);

    struct Group {
        std::vector<PersonNumber> members;         // in processing order, each once
        std::set<std::string, std::less<>> names;  // its ids and names in lower case
        bool known = false;                        // a file says who is in it
        bool whole = true;                         // false: a file says that more people are in it
        [[nodiscard]] bool has(PersonNumber person) const;
    };
    // By id, or by name ignoring case. The reference stays valid.
    [[nodiscard]] const Group& group(std::string_view name_or_id);

private:
    void index();
    [[nodiscard]] Group find_group(std::string_view name_or_id);

    const workspace::Workspace& workspace_;
    const People& people_;
    population::Column assignment_id_;
    bool indexed_ = false;
    std::unordered_map<std::string, std::vector<PersonNumber>> by_name_;  // ids and lower-case logins
    std::unique_ptr<GroupIndex> group_index_;                             // when asked for
    std::unordered_map<std::string, Group> groups_;
};

}  // namespace preflight::simulation
