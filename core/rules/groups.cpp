#include "core/rules/groups.h"

#include "core/rules/group_rule.h"

#include "core/text/shorten.h"
#include "core/workspace/applications.h"

namespace preflight::rules {

namespace {

namespace columns = okta::columns;

void index(const population::Table& table, population::CellIndex& rows) {
    const population::Column id = table.find(columns::kId);
    for (std::size_t row = 0; row < table.size(); ++row)
        rows.insert(table.cell(row, id), static_cast<std::uint32_t>(row));
}

std::uint32_t find(const population::Table& table, const population::CellIndex& rows, std::string_view id) {
    return rows.find(table.atoms().find(population::AtomKind::text, id));
}

std::string_view name_of(const population::Table& table, std::uint32_t row) {
    return row == population::kNoRow ? std::string_view() : table.text(row, table.find(columns::kName));
}

}  // namespace

Groups::Groups(const workspace::Workspace& workspace) : workspace_(workspace) {
    index(*workspace.groups, groups_);
    index(*workspace.app_groups, assignments_);
}

std::string_view Groups::name(std::string_view id) const {
    const std::string_view name = name_of(*workspace_.groups, find(*workspace_.groups, groups_, id));
    return name.empty() ? name_of(*workspace_.app_groups, assignment(id)) : name;
}

std::string Groups::words(std::string_view id) const {
    return group_words(id, name(id));
}

std::uint32_t Groups::assignment(std::string_view id) const {
    return find(*workspace_.app_groups, assignments_, id);
}

std::string group_words(std::string_view id, std::string_view name) {
    constexpr std::size_t kLongest = 100;
    return name.empty() ? "the group " + text::shorten(id, kLongest)
                        : "the group \"" + text::shorten(name, kLongest) + "\"";
}

std::string GroupView::words() const {
    return group_words(mapping.source_group, name);
}

bool group_push_is_off(const workspace::Workspace& workspace) {
    const okta::Application* app = workspace.application;
    // Without any feature API integration is off, which PF3007 says.
    return app != nullptr && app->features_given && !app->features.empty() && !app->has_feature("GROUP_PUSH");
}

std::vector<const okta::PushMapping*> push_mappings(const workspace::Workspace& workspace) {
    std::vector<const okta::PushMapping*> result;
    for (const okta::PushMapping& mapping : workspace.push_mappings) {
        if (workspace::is_ours(workspace, mapping.app_id)) result.push_back(&mapping);
    }
    return result;
}

}  // namespace preflight::rules
