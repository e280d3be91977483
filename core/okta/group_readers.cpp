#include "core/okta/group_readers.h"

namespace preflight::okta {

using formats::json::Node;

namespace {

void set_text(population::Table& table, std::string_view column, std::string_view text) {
    if (!text.empty()) table.set(table.column(column), table.atoms().text(text));
}

std::string string_of(const Node& node) {
    return std::string(node.as_string());
}

std::vector<std::string> strings_of(const Node& list) {
    std::vector<std::string> result;
    for (Node one = list.first(); one.exists(); one = one.next()) result.push_back(string_of(one));
    return result;
}

}  // namespace

void read_group(const Node& node, population::Table& groups) {
    set_text(groups, columns::kId, node["id"].as_string());
    set_text(groups, columns::kName, node["profile"]["name"].as_string());
    set_text(groups, columns::kDescription, node["profile"]["description"].as_string());
    set_text(groups, columns::kType, node["type"].as_string());
}

void read_app_group(const Node& node, population::Table& app_groups, RowColumns& columns, const ListAddress& address) {
    set_text(app_groups, columns::kId, node["id"].as_string());
    const std::string_view app = segment_behind(node["_links"]["app"]["href"].as_string(), "/apps/");
    set_text(app_groups, columns::kAppId, app.empty() ? std::string_view(address.app_id) : app);
    const Node group = node["_embedded"]["group"];
    set_text(app_groups, columns::kName, group["profile"]["name"].as_string());
    if (const Node priority = node["priority"]; priority.exists())
        app_groups.set(app_groups.column(columns::kPriority), cell_of(app_groups.atoms(), priority));
    std::size_t position = 0;
    for (Node value = node["profile"].first(); value.exists(); value = value.next(), ++position)
        app_groups.set(columns.profile(app_groups, position, value.key()), cell_of(app_groups.atoms(), value));
}

PushMapping read_push_mapping(const Origin& origin, const Node& node) {
    PushMapping mapping;
    mapping.at = locate(origin, node);
    mapping.id = string_of(node["id"]);
    mapping.app_id = segment_behind(node["_links"]["app"]["href"].as_string(), "/apps/");
    mapping.source_group = string_of(node["sourceGroupId"].exists() ? node["sourceGroupId"] : node["userGroupId"]);
    mapping.target_group = string_of(node["targetGroupId"]);
    mapping.pushed_before = !node["lastPush"].as_string().empty();
    mapping.status = string_of(node["status"]);
    mapping.error_summary = string_of(node["errorSummary"]);
    return mapping;
}

GroupRule read_group_rule(const Origin& origin, const Node& node) {
    GroupRule rule;
    rule.at = locate(origin, node);
    rule.id = string_of(node["id"]);
    rule.name = string_of(node["name"]);
    rule.status = string_of(node["status"]);
    rule.expression = read_text(origin, node["conditions"]["expression"], "value");
    rule.groups = strings_of(node["actions"]["assignUserToGroups"]["groupIds"]);
    rule.excluded_users = strings_of(node["conditions"]["people"]["users"]["exclude"]);
    rule.excluded_groups = strings_of(node["conditions"]["people"]["groups"]["exclude"]);
    return rule;
}

}  // namespace preflight::okta
