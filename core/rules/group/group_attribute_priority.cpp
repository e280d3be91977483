#include <algorithm>
#include <map>

#include "core/rules/group_members.h"
#include "core/rules/groups.h"
#include "core/rules/person_view.h"
#include "core/text/numbers.h"
#include "core/text/order.h"
#include "core/text/shorten.h"
#include "core/workspace/excerpts.h"

namespace preflight::rules::group_attribute_priority {

constexpr Rule kRow{
    .code = "PF7014",
    .slug = "group-attribute-priority",
    .severity = Severity::note,
    .when = "A person is in several assignment groups that set an attribute to different values.",
    .why =
        "The value of the group with the first priority applies (0 is the highest), if neither the mapping nor the "
        "person's own assignment sets the attribute.",
    .remedy = {"Check the order of the groups",
               {clicks::app_page<" › Assignments › Groups">, "Drag the group whose value should apply to the top."}},
    .sources = "exports-6",
    .confidence = Confidence::observed,
};

namespace {

namespace columns = okta::columns;
using population::Cell;

// One assignment group that sets the attribute.
struct Setting {
    std::int64_t priority = 0;
    std::uint32_t row = 0;  // of app_groups
    Cell value;
};

// The attributes that groups set and no mapping does, each with its groups, the first priority first.
std::map<std::string, std::vector<Setting>> settings_of(const workspace::Workspace& workspace) {
    const population::Table& groups = *workspace.app_groups;
    std::map<std::string, std::vector<Setting>> result;
    for (population::Column column = 0; column < groups.columns(); ++column) {
        const std::string_view name = groups.name(column);
        if (name.substr(0, columns::kProfile.size()) != columns::kProfile) continue;
        const std::string variable(name.substr(columns::kProfile.size()));
        const bool mapped =
            std::any_of(workspace.to_app_mappings.begin(), workspace.to_app_mappings.end(),
                        [&](const okta::ProfileMapping* mapping) { return mapping->find(variable) != nullptr; });
        // The values of all groups count for such a list.
        const okta::SchemaAttribute* attribute =
            workspace.app_schema == nullptr ? nullptr : workspace.app_schema->find(variable);
        if (mapped || (attribute != nullptr && attribute->union_values)) continue;
        std::vector<Setting> settings;
        for (std::size_t row = 0; row < groups.size(); ++row) {
            const Cell value = groups.cell(row, column), priority = groups.cell(row, groups.find(columns::kPriority));
            if (!value.has_value() || !priority.is_atom()) continue;
            const std::string digits(groups.atoms().view(priority));
            if (digits.size() > 9 || digits.find_first_not_of("0123456789") != std::string::npos) continue;
            settings.push_back({std::stoll(digits), static_cast<std::uint32_t>(row), value});
        }
        text::sort(settings, [](const Setting& a, const Setting& b) { return a.priority < b.priority; });
        const bool differ = std::any_of(settings.begin(), settings.end(),
                                        [&](const Setting& one) { return !(one.value == settings.front().value); });
        if (differ) result.emplace(variable, std::move(settings));
    }
    return result;
}

// The rows of group_members of each assignment group, by its row of app_groups. A list of members may name its group by
// the id, or by the name alone.
std::map<std::uint32_t, GroupMembers::List> members_of_groups(const workspace::Workspace& workspace,
                                                              const Groups& named, const GroupMembers& members) {
    const population::Table& groups = *workspace.app_groups;
    const population::Column id = groups.find(columns::kId);
    std::map<std::uint32_t, GroupMembers::List> result;
    for (std::size_t row = 0; row < groups.size(); ++row) {
        const std::string_view group = groups.text(row, id);
        const GroupMembers::List list = members.of(group, named.name(group));
        if (list.size() > 0) result.emplace(static_cast<std::uint32_t>(row), list);
    }
    return result;
}

// A member's Okta id, else the login.
Cell person_of(const population::Table& people, std::size_t row, population::Column id, population::Column login) {
    const Cell known = people.cell(row, id);
    if (known.is_atom()) return known;
    const Cell name = people.cell(row, login);
    return name.is_atom() ? people.atoms().folded(name) : name;
}

}  // namespace

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.app_groups->empty() || workspace.group_members->empty()) return;
    const Groups named(workspace);
    const GroupMembers lists(workspace);
    const auto members = members_of_groups(workspace, named, lists);
    const population::Table &people = *workspace.group_members, &groups = *workspace.app_groups;
    const population::Column id = people.find(columns::kId),
                             login = people.find(std::string(columns::kProfile) + "login");
    for (const auto& [variable, settings] : settings_of(workspace)) {
        std::map<std::uint32_t, const Setting*> first_of;  // by the cell of the person
        findings::Affected affected;
        const Setting *applies = nullptr, *loses = nullptr;
        std::map<std::uint32_t, bool> counted;
        for (const Setting& setting : settings) {
            const auto found = members.find(setting.row);
            if (found == members.end()) continue;
            for (const std::uint32_t row : found->second) {
                const Cell who = person_of(people, row, id, login);
                if (!who.is_atom()) continue;
                const std::uint32_t person = who.id();
                const auto [first, is_first] = first_of.emplace(person, &setting);
                if (is_first || first->second->value == setting.value || !counted.emplace(person, true).second)
                    continue;
                ++affected.users;
                if (affected.examples.size() < findings::kMaxExamples)
                    affected.examples.emplace_back(text::shorten(people.text(row, login), 150));
                if (applies == nullptr) {
                    applies = first->second;
                    loses = &setting;
                }
            }
        }
        if (applies == nullptr) continue;
        const auto group_id = [&](const Setting& setting) {
            return groups.text(setting.row, groups.find(columns::kId));
        };
        const auto value = [&](const Setting& setting) {
            return quoted(text::shorten(text_of(groups.atoms(), setting.value), 100));
        };
        Finding& finding = report.add(kRow, text::counted(affected.users, "person is", "people are") +
                                                " in several groups that set \"" + variable + "\": " + value(*applies) +
                                                " of " + named.words(group_id(*applies)) + " applies, not " +
                                                value(*loses) + " of " + named.words(group_id(*loses)) + ".");
        finding.locations = {workspace::locate(workspace, groups, applies->row),
                             workspace::locate(workspace, groups, loses->row)};
        finding.affected = std::move(affected);
    }
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app-groups.json", "",
               R"([{"id": "00gSales000000000001", "priority": 1, "profile": {"region": "south"}, "_links": {"app": {"href": "https://x.okta.com/api/v1/apps/0oaEgnyte"}}}, {"id": "00gMaps0000000000001", "priority": 0, "profile": {"region": "north"}, "_links": {"app": {"href": "https://x.okta.com/api/v1/apps/0oaEgnyte"}}}])"},
              {"members-00gSales000000000001.json", "",
               R"([{"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test", "email": "ana@acme.test", "firstName": "Ana", "lastName": "Lee"}}])"},
              {"members-00gMaps0000000000001.json", "",
               R"([{"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test", "email": "ana@acme.test", "firstName": "Ana", "lastName": "Lee"}}])"}}},
        .good = {
            {{"app-groups.json", "",
              R"([{"id": "00gSales000000000001", "priority": 1, "profile": {"region": "south"}, "_links": {"app": {"href": "https://x.okta.com/api/v1/apps/0oaEgnyte"}}}, {"id": "00gMaps0000000000001", "priority": 0, "profile": {"region": "south"}, "_links": {"app": {"href": "https://x.okta.com/api/v1/apps/0oaEgnyte"}}}])"},
             {"members-00gSales000000000001.json", "",
              R"([{"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test", "email": "ana@acme.test", "firstName": "Ana", "lastName": "Lee"}}])"},
             {"members-00gMaps0000000000001.json", "",
              R"([{"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test", "email": "ana@acme.test", "firstName": "Ana", "lastName": "Lee"}}])"}}})

}  // namespace preflight::rules::group_attribute_priority
