#include "core/simulation/group_members.h"

#include "core/okta/model.h"
#include "core/text/order.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace columns = okta::columns;

void GroupIndex::call(std::string_view id, std::string_view name) {
    if (!id.empty()) {
        Called& by_id = called_[text::ascii_lower(id)];
        by_id.id = id;
        if (!name.empty()) by_id.names.push_back(name);
    }
    if (!name.empty() && !id.empty() && name != id) called_[text::ascii_lower(name)].ids.push_back(id);
}

GroupIndex::GroupIndex(const workspace::Workspace& workspace) : workspace_(workspace), lists_(workspace) {
    // Whatever names a group beside its id says that the two are one.
    const auto read = [&](const population::Table& table, std::string_view id, std::string_view name) {
        const population::Column id_column = table.find(id), name_column = table.find(name);
        for (std::size_t row = 0; row < table.size(); ++row) {
            // The rows of one list follow each other.
            const bool again = row > 0 && table.cell(row, id_column) == table.cell(row - 1, id_column) &&
                               table.cell(row, name_column) == table.cell(row - 1, name_column);
            if (!again) call(table.text(row, id_column), table.text(row, name_column));
        }
    };
    read(*workspace.groups, columns::kId, columns::kName);
    read(*workspace.group_members, columns::kGroupId, columns::kGroupName);
    read(*workspace.app_users, columns::kGroupId, columns::kGroupName);
    for (auto& [name, called] : called_) {
        text::sort_once(called.ids);
        text::sort_once(called.names);
    }
    // An assignment through the group says that the person is in it, not who else is.
    const population::Table& assignments = *workspace.app_users;
    const population::Column through = assignments.find(columns::kGroupId),
                             through_name = assignments.find(columns::kGroupName);
    for (std::size_t row = 0; row < assignments.size(); ++row) {
        const std::string_view id = assignments.text(row, through);
        const std::string_view group = id.empty() ? assignments.text(row, through_name) : id;
        if (!group.empty()) called_[text::ascii_lower(group)].assignments.push_back(static_cast<std::uint32_t>(row));
    }
}

NamedGroup GroupIndex::find(std::string_view name_or_id) const {
    NamedGroup result;
    result.names.insert(text::ascii_lower(name_or_id));
    const population::Table& members = *workspace_.group_members;
    const population::Column member = members.find(columns::kId), login = members.find("profile.login");
    const auto add_members = [&](std::string_view id, std::string_view name) {
        const rules::GroupMembers::List list = lists_.of(id, name);
        result.known = result.known || list.given;
        result.whole = result.whole && list.whole;
        for (const std::uint32_t row : list) {
            const std::string_view known_id = members.text(row, member);
            result.users.push_back(known_id.empty() ? members.text(row, login) : known_id);
        }
    };
    const auto asked = called_.find(text::ascii_lower(name_or_id));
    if (asked == called_.end()) {
        add_members(name_or_id, name_or_id);
        return result;
    }
    const Called& called = asked->second;
    for (const std::string_view name : called.names) result.names.insert(text::ascii_lower(name));
    for (const std::string_view id : called.ids) result.names.insert(text::ascii_lower(id));
    if (!called.id.empty()) {
        add_members(called.id, called.names.empty() ? called.id : called.names.front());
    } else if (called.ids.empty()) {
        add_members({}, name_or_id);
    }
    for (const std::string_view id : called.ids) add_members(id, name_or_id);
    for (const std::string& name : result.names) {
        const auto found = called_.find(name);
        if (found == called_.end()) continue;
        result.assignments.insert(result.assignments.end(), found->second.assignments.begin(),
                                  found->second.assignments.end());
    }
    return result;
}

}  // namespace preflight::simulation
