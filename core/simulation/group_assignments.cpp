#include "core/simulation/group_assignments.h"

#include <algorithm>
#include <set>

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

namespace {

using Names = std::set<std::string, std::less<>>;

bool is_named(const Names& names, const std::string& one) {
    return names.count(text::ascii_lower(one)) != 0;
}

void forget(std::vector<std::string>& groups, const Names& names) {
    groups.erase(std::remove_if(groups.begin(), groups.end(), [&](const auto& one) { return is_named(names, one); }),
                 groups.end());
}

}  // namespace

void GroupAssignments::assign(std::string_view group) {
    const Names& names = whom_.group(group).names;
    forget(groups_, names);
    forget(without_app_, names);
    groups_.emplace_back(group);
}

void GroupAssignments::unassign(std::string_view group) {
    forget(groups_, whom_.group(group).names);
    without_app_.emplace_back(group);
}

std::optional<bool> GroupAssignments::has_app(std::string_view group) {
    const Whom::Group& asked = whom_.group(group);
    const auto is_it = [&](const std::string& one) { return is_named(asked.names, one); };
    if (std::any_of(groups_.begin(), groups_.end(), is_it)) return true;
    if (std::any_of(without_app_.begin(), without_app_.end(), is_it)) return false;
    if (asked.has_assignments) return true;
    missing_ = "okta-app-groups";
    const bool listed = !workspace_.app_groups->empty() && !workspace_.may_lack_rows("okta-app-groups");
    return listed ? std::optional(false) : std::nullopt;
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
        if (is_named(group.names, other)) continue;
        const std::optional<bool> member = whom_.group(other).knows(person);
        if (member == true) return Kept::yes;
        if (member == false) continue;
        unknown = true;
        missing_ = "okta-group-members";
    }
    return unknown ? Kept::unknown : Kept::no;
}

}  // namespace preflight::simulation
