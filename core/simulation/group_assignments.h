// Which groups the app is assigned to while the events replay, and what keeps a person assigned when one of them loses
// it (facts okta-exports 6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/simulation/people.h"
#include "core/simulation/whom.h"
#include "core/workspace/workspace.h"

namespace preflight::simulation {

class GroupAssignments {
public:
    // All outlive it.
    GroupAssignments(const workspace::Workspace& workspace, const People& people, Whom& whom);

    // Whether the app is assigned to the group; nothing where no file says it.
    [[nodiscard]] std::optional<bool> has_app(std::string_view group);
    void assign(std::string_view group);
    void unassign(std::string_view group);
    // The app was assigned to the person by name.
    void assign_individually(PersonNumber person) { individual_.insert(person); }
    void unassign_individually(PersonNumber person) { individual_.erase(person); }

    enum class Kept : std::uint8_t {
        no,
        yes,     // by an assignment of the person's own, or through another group
        unknown  // no file says which other groups have the app, or who is in them
    };
    // What remains of the assignment of a member once the group has lost the app.
    [[nodiscard]] Kept without(const Whom::Group& group, PersonNumber person);
    // Which kind of file would tell, where that is unknown.
    [[nodiscard]] std::string_view missing() const { return missing_; }

private:
    const workspace::Workspace& workspace_;
    const People& people_;
    Whom& whom_;
    population::Column scope_;
    std::vector<std::string> groups_, without_app_;  // with the app, or no longer; ids, or as events write them
    std::unordered_set<PersonNumber> individual_;
    std::string_view missing_ = "okta-app-groups";
};

}  // namespace preflight::simulation
