#include "core/simulation/group_assignments.h"

#include <algorithm>

#include "core/okta/model.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

GroupAssignments::GroupAssignments(const workspace::Workspace& workspace, const People& people, Whom& whom)
    : workspace_(workspace), people_(people), whom_(whom), scope_(people.assignments().find(okta::columns::kScope)) {
    const population::Table& assigned = *workspace.app_groups;
    const population::Column id = assigned.find(okta::columns::kId);
    for (std::size_t row = 0; row < assigned.size(); ++row) {
        if (const std::string_view known = assigned.text(row, id); !known.empty()) groups_.emplace_back(known);
    }
}

void GroupAssignments::assign(std::string_view group) {
    unassign(group);
    groups_.emplace_back(group);
}

void GroupAssignments::unassign(std::string_view group) {
    const auto& names = whom_.group(group).names;
    groups_.erase(
        std::remove_if(groups_.begin(), groups_.end(),
                       [&](const std::string& one) { return names.find(text::ascii_lower(one)) != names.end(); }),
        groups_.end());
}

GroupAssignments::Kept GroupAssignments::without(const Whom::Group& group, PersonNumber person) {
    if (individual_.count(person) != 0) return Kept::yes;
    if (const std::uint32_t row = people_.app_row(person); row != kNoRow) {
        const std::string_view scope = people_.assignments().text(row, scope_);
        if (scope == "USER") return Kept::yes;
        missing_ = "okta-app-users";
        if (scope != "GROUP") return Kept::unknown;
    }
    missing_ = "okta-app-groups";
    bool unknown = workspace_.app_groups->empty();
    for (const std::string& other : groups_) {
        if (group.names.find(text::ascii_lower(other)) != group.names.end()) continue;
        const Whom::Group& members = whom_.group(other);
        if (members.has(person)) return Kept::yes;
        if (members.known && members.whole) continue;
        unknown = true;
        missing_ = "okta-group-members";
    }
    return unknown ? Kept::unknown : Kept::no;
}

}  // namespace preflight::simulation
