#include "core/simulation/egnyte_groups.h"

#include <algorithm>

#include "core/formats/json/document.h"
#include "core/okta/model.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

std::string key_of(std::string_view name) {
    return text::ascii_lower(text::trim(name));
}

}  // namespace

EgnyteGroups::EgnyteGroups(const workspace::Workspace& workspace, const World& world)
    : workspace_(workspace),
      world_(world),
      given_(workspace.egnyte_groups_given),
      partial_(workspace.may_lack_rows("egnyte-groups")) {
    const population::Table& table = *workspace.egnyte_groups;
    const population::Column id = table.find(okta::columns::kId), name = table.find(okta::columns::kName);
    groups_.reserve(table.size());
    for (std::uint32_t row = 0; row < table.size(); ++row) {
        Group group;
        group.id = table.text(row, id);
        group.name = table.text(row, name);
        group.row = row;
        by_name_.try_emplace(key_of(group.name), static_cast<EgnyteGroupNumber>(groups_.size()));
        groups_.push_back(std::move(group));
    }
}

EgnyteGroupNumber EgnyteGroups::by_name(std::string_view name) const {
    const std::string key = key_of(name);
    const auto found = by_name_.find(key);
    return key.empty() || found == by_name_.end() ? kNoRow : found->second;
}

EgnyteGroups::Members EgnyteGroups::read_members(std::uint32_t row) const {
    const population::Table& table = *workspace_.egnyte_groups;
    const Cell cell = table.cell(row, table.find("members"));
    if (!cell.is_atom()) return std::nullopt;
    const formats::json::ParseResult parsed = formats::json::parse(table.atoms().view(cell));
    if (!parsed.ok()) return std::nullopt;
    std::vector<AccountNumber> members;
    const formats::json::Node list = parsed.document.root();
    for (formats::json::Node member = list.first(); member.exists(); member = member.next()) {
        AccountNumber account = world_.by_id(world_.atoms().find(population::AtomKind::text, member["value"].text()));
        if (account == kNoRow) account = world_.by_user_name(member["username"].as_string());
        if (account == kNoRow) return std::nullopt;
        members.push_back(account);
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return members;
}

const EgnyteGroups::Members& EgnyteGroups::members(EgnyteGroupNumber group) {
    Group& one = groups_[group];
    if (one.row != kNoRow) {
        one.members = read_members(one.row);
        one.row = kNoRow;
    }
    return one.members;
}

void EgnyteGroups::set_members(EgnyteGroupNumber group, Members members) {
    groups_[group].row = kNoRow;
    groups_[group].members = std::move(members);
}

EgnyteGroupNumber EgnyteGroups::add(std::string name) {
    const auto number = static_cast<EgnyteGroupNumber>(groups_.size());
    by_name_.try_emplace(key_of(name), number);
    groups_.push_back({{}, std::move(name), kNoRow, std::nullopt});
    return number;
}

}  // namespace preflight::simulation
