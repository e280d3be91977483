#include "core/rules/group_members.h"

#include "core/okta/model.h"
#include "core/text/unicode.h"

namespace preflight::rules {

using population::Cell;
using population::kNoRow;

GroupMembers::GroupMembers(const workspace::Workspace& workspace) {
    for (const intake::GivenList& list : workspace.lists) {
        if (list.kind != "okta-group-members") continue;
        Owner& owner = owners_[list.owner];
        owner.whole = owner.whole && !list.may_lack_rows();
    }
    const population::Table& members = *workspace.group_members;
    const population::Column group = members.find(okta::columns::kGroupId);
    population::CellIndex buckets;
    std::vector<std::uint32_t> bucket_of(members.size(), kNoRow);
    Cell last;
    std::uint32_t bucket = kNoRow;  // of it
    for (std::size_t row = 0; row < members.size(); ++row) {
        const Cell owner = members.cell(row, group);
        if (!owner.is_atom()) continue;  // no file says whose member it is
        if (!(owner == last)) {          // the rows of a list follow each other
            last = owner;
            const auto fresh = static_cast<std::uint32_t>(begins_.size());
            bucket = buckets.insert(owner, fresh);
            if (bucket == kNoRow) {
                bucket = fresh;
                begins_.push_back(0);
                owners_[std::string(members.atoms().text_of(owner))].bucket = fresh;
            }
        }
        bucket_of[row] = bucket;
        ++begins_[bucket];
    }
    // From counts to beginnings.
    std::uint32_t begin = 0;
    for (std::uint32_t& count : begins_) {
        const std::uint32_t next = begin + count;
        count = begin;
        begin = next;
    }
    rows_.resize(begin);
    std::vector<std::uint32_t> at = begins_;
    for (std::size_t row = 0; row < members.size(); ++row) {
        if (bucket_of[row] != kNoRow) rows_[at[bucket_of[row]]++] = static_cast<std::uint32_t>(row);
    }
    begins_.push_back(begin);
    for (const auto& [name, owner] : owners_) by_name_.try_emplace(text::ascii_lower(name), &owner);
}

GroupMembers::List GroupMembers::of(std::string_view id, std::string_view name) const {
    List list;
    const Owner* owner = nullptr;
    if (const auto found = owners_.find(id); found != owners_.end() && !id.empty()) {
        owner = &found->second;
    } else if (const auto named = by_name_.find(text::ascii_lower(text::trim(name))); named != by_name_.end()) {
        if (!named->first.empty()) owner = named->second;
    }
    if (owner == nullptr) return list;
    list.given = true;
    list.whole = owner->whole;
    if (owner->bucket == kNoRow) return list;
    list.begin_ = rows_.data() + begins_[owner->bucket];
    list.end_ = rows_.data() + begins_[owner->bucket + 1];
    return list;
}

}  // namespace preflight::rules
