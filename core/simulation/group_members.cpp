#include "core/simulation/group_members.h"

#include "core/okta/model.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace columns = okta::columns;

GroupIndex::GroupIndex(const workspace::Workspace& workspace) {
    const auto listed = [&](std::string_view name) -> Listed& { return by_name_[text::ascii_lower(name)]; };
    const population::Table& groups = *workspace.groups;
    const population::Column id = groups.find(columns::kId), name = groups.find(columns::kName);
    for (std::size_t row = 0; row < groups.size(); ++row) {
        const std::string_view its_id = groups.text(row, id), its_name = groups.text(row, name);
        if (its_id.empty() || its_name.empty()) continue;
        listed(its_id).also_called.push_back(its_name);
        listed(its_name).also_called.push_back(its_id);
    }
    // The group of a row, by its id and by its name.
    const auto of_row = [&](const population::Table& table, std::size_t row, population::Column group_id,
                            population::Column group_name, const auto& visit) {
        const std::string_view its_id = table.text(row, group_id), its_name = table.text(row, group_name);
        const std::string_view group = its_id.empty() ? its_name : its_id;
        if (!group.empty()) visit(listed(group));
        if (its_id.empty() || its_name.empty()) return;
        Listed& by_name = listed(its_name);
        if (by_name.also_called.empty() || by_name.also_called.back() != its_id) by_name.also_called.push_back(its_id);
    };
    const population::Table& members = *workspace.group_members;
    const population::Column member = members.find(columns::kId), login = members.find("profile.login"),
                             member_group = members.find(columns::kGroupId),
                             member_group_name = members.find(columns::kGroupName);
    for (std::size_t row = 0; row < members.size(); ++row) {
        of_row(members, row, member_group, member_group_name, [&](Listed& group) {
            const std::string_view known_id = members.text(row, member);
            group.users.push_back(known_id.empty() ? members.text(row, login) : known_id);
            group.known = true;
        });
    }
    // An assignment through the group says that the person is in it, not who else is.
    const population::Table& assignments = *workspace.app_users;
    const population::Column through = assignments.find(columns::kGroupId),
                             through_name = assignments.find(columns::kGroupName);
    for (std::size_t row = 0; row < assignments.size(); ++row) {
        of_row(assignments, row, through, through_name,
               [&](Listed& group) { group.assignments.push_back(static_cast<std::uint32_t>(row)); });
    }
    for (const intake::GivenList& list : workspace.lists) {
        if (list.kind != "okta-group-members" || list.owner.empty()) continue;
        Listed& group = listed(list.owner);
        group.known = true;
        if (list.may_lack_rows()) group.whole = false;
    }
}

GroupMembers GroupIndex::find(std::string_view name_or_id) const {
    GroupMembers result;
    result.names.insert(text::ascii_lower(name_or_id));
    const auto asked = by_name_.find(text::ascii_lower(name_or_id));
    if (asked == by_name_.end()) return result;
    for (const std::string_view name : asked->second.also_called) result.names.insert(text::ascii_lower(name));
    for (const std::string& name : result.names) {
        const auto found = by_name_.find(name);
        if (found == by_name_.end()) continue;
        const Listed& group = found->second;
        result.users.insert(result.users.end(), group.users.begin(), group.users.end());
        result.assignments.insert(result.assignments.end(), group.assignments.begin(), group.assignments.end());
        result.known = result.known || group.known;
        result.whole = result.whole && group.whole;
    }
    return result;
}

}  // namespace preflight::simulation
