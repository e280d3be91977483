// Whom an event means: one person by login or id, the members of a group, or everybody (spec 3).
#pragma once

#include <map>
#include <memory>
#include <optional>
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
        std::vector<PersonNumber> members;  // in processing order, each once
        // Likewise, by what events did: people who are not members, and people of whom it is unknown.
        std::vector<PersonNumber> out, undecided;
        std::set<std::string, std::less<>> names;  // its ids and names in lower case
        bool known = false;                        // a file says who is in it
        bool whole = true;                         // false: a file says that more people are in it
        bool has_assignments = false;              // a file shows an assignment that came through it
        [[nodiscard]] bool has(PersonNumber person) const;
        // Whether the person is a member; nothing where it is unknown.
        [[nodiscard]] std::optional<bool> knows(PersonNumber person) const;
    };
    // By id, or by name ignoring case. The reference stays valid.
    [[nodiscard]] const Group& group(std::string_view name_or_id);

    // People who come into a group or leave it, in processing order; of `undecided` it is unknown.
    struct Move {
        std::vector<PersonNumber> enter, leave, undecided;
        [[nodiscard]] bool empty() const { return enter.empty() && leave.empty() && undecided.empty(); }
    };
    // From now on, whichever way the group is asked for.
    void move(std::string_view group_id, const Move& move);
    // Where everybody is who was moved, by the last move: members, undecided or neither. Null when nobody was.
    struct Moved {
        std::vector<PersonNumber> in, out, undecided;  // in processing order
    };
    [[nodiscard]] const Moved* moved(std::string_view group_id) const;

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
    std::map<std::string, Moved, std::less<>> moved_;  // by the group's id in lower case
};

}  // namespace preflight::simulation
