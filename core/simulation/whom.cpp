#include "core/simulation/whom.h"

#include <algorithm>
#include <iterator>

#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

using Persons = std::vector<PersonNumber>;

// An event moves a few people as a rule: then nothing is copied.
constexpr std::size_t kFew = 16;

void take_out(Persons& from, const Persons& those) {
    if (those.size() <= kFew) {
        for (const PersonNumber person : those) {
            const auto place = std::lower_bound(from.begin(), from.end(), person);
            if (place != from.end() && *place == person) from.erase(place);
        }
        return;
    }
    Persons rest;
    std::set_difference(from.begin(), from.end(), those.begin(), those.end(), std::back_inserter(rest));
    from = std::move(rest);
}

void put_in(Persons& into, const Persons& those) {
    if (those.size() <= kFew) {
        for (const PersonNumber person : those) {
            const auto place = std::lower_bound(into.begin(), into.end(), person);
            if (place == into.end() || *place != person) into.insert(place, person);
        }
        return;
    }
    Persons all;
    std::set_union(into.begin(), into.end(), those.begin(), those.end(), std::back_inserter(all));
    into = std::move(all);
}

// Each person is in one of the three at most: where the last move put him or her.
void put(const Persons& those, Persons& here, Persons& not_here, Persons& nor_here) {
    put_in(here, those);
    take_out(not_here, those);
    take_out(nor_here, those);
}

void apply(const Whom::Move& move, Persons& in, Persons& out, Persons& undecided) {
    put(move.enter, in, out, undecided);
    put(move.leave, out, in, undecided);
    put(move.undecided, undecided, in, out);
}

}  // namespace

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

std::optional<bool> Whom::Group::knows(PersonNumber person) const {
    if (has(person)) return true;
    if (std::binary_search(undecided.begin(), undecided.end(), person)) return std::nullopt;
    const bool left = std::binary_search(out.begin(), out.end(), person);
    return left || (known && whole) ? std::optional(false) : std::nullopt;
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
    group.has_assignments = !listed.assignments.empty();
    std::sort(group.members.begin(), group.members.end());
    group.members.erase(std::unique(group.members.begin(), group.members.end()), group.members.end());
    for (const auto& [id, moved] : moved_) {
        if (group.names.count(id) == 0) continue;
        apply({moved.in, moved.out, moved.undecided}, group.members, group.out, group.undecided);
    }
    return group;
}

void Whom::move(std::string_view group_id, const Move& move) {
    if (move.empty()) return;
    const std::string id = text::ascii_lower(group_id);
    Moved& moved = moved_[id];
    apply(move, moved.in, moved.out, moved.undecided);
    for (auto& [name, group] : groups_) {
        if (group.names.count(id) != 0) apply(move, group.members, group.out, group.undecided);
    }
}

const Whom::Moved* Whom::moved(std::string_view group_id) const {
    if (moved_.empty()) return nullptr;
    const auto found = moved_.find(text::ascii_lower(group_id));
    return found == moved_.end() ? nullptr : &found->second;
}

}  // namespace preflight::simulation
