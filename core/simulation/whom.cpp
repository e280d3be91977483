#include "core/simulation/whom.h"

#include <algorithm>

#include "core/text/unicode.h"

namespace preflight::simulation {

void Whom::index() {
    if (indexed_) return;
    indexed_ = true;
    for (PersonNumber person = 0; person < people_.size(); ++person) {
        by_name_[people_.id(person)].push_back(person);
        also_named(person, people_.login(person));
    }
}

void Whom::also_named(PersonNumber person, std::string_view login) {
    index();
    std::vector<PersonNumber>& people = by_name_[text::ascii_lower(login)];
    const auto place = std::lower_bound(people.begin(), people.end(), person);
    if (place == people.end() || *place != person) people.insert(place, person);
}

const std::vector<PersonNumber>& Whom::named(std::string_view user) {
    static const std::vector<PersonNumber> kNobody;
    index();
    for (const std::string& name : {std::string(user), text::ascii_lower(user)}) {
        if (const auto found = by_name_.find(name); found != by_name_.end()) return found->second;
    }
    return kNobody;
}

bool Whom::Group::has(PersonNumber person) const {
    return std::binary_search(members.begin(), members.end(), person);
}

const Whom::Group& Whom::group(std::string_view name_or_id) {
    const auto [place, is_new] = groups_.try_emplace(std::string(name_or_id));
    if (is_new) place->second = find_group(name_or_id);
    return place->second;
}

Whom::Group Whom::find_group(std::string_view name_or_id) {
    if (group_index_ == nullptr) group_index_ = std::make_unique<GroupIndex>(workspace_);
    NamedGroup listed = group_index_->find(name_or_id);
    Group group;
    group.known = listed.known;
    group.whole = listed.whole;
    for (const std::string_view user : listed.users) {
        const std::vector<PersonNumber>& people = named(user);
        group.members.insert(group.members.end(), people.begin(), people.end());
    }
    for (const std::uint32_t row : listed.assignments) {
        const std::vector<PersonNumber>& people = named(people_.assignments().text(row, assignment_id_));
        group.members.insert(group.members.end(), people.begin(), people.end());
    }
    group.names = std::move(listed.names);
    std::sort(group.members.begin(), group.members.end());
    group.members.erase(std::unique(group.members.begin(), group.members.end()), group.members.end());
    return group;
}

}  // namespace preflight::simulation
