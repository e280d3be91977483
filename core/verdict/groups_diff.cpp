#include "core/verdict/groups_diff.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "core/findings/finding.h"
#include "core/text/case_map.h"
#include "core/text/order.h"

namespace preflight::verdict {

namespace {

using simulation::Match;
using simulation::PushNumber;
using Names = std::vector<std::string>;

CountedMembers counted(Names names) {
    CountedMembers result;
    result.count = names.size();
    names.resize(std::min(names.size(), findings::kMaxExamples));
    result.first = std::move(names);
    return result;
}

// What is in `those` and not in `others`, both sorted.
CountedMembers only_in(const Names& those, const Names& others) {
    Names result;
    std::set_difference(those.begin(), those.end(), others.begin(), others.end(), std::back_inserter(result));
    return counted(std::move(result));
}

// The last push of each group, by the id of the Okta group.
std::map<std::string, PushNumber> last_pushes(const simulation::GroupPushes& groups) {
    std::map<std::string, PushNumber> result;
    for (PushNumber number = 0; number < groups.outcomes().size(); ++number)
        result[groups.mappings()[groups.outcomes()[number].group]->source_group] = number;
    return result;
}

// The story of a push; nothing where the bundle has none.
std::optional<simulation::GroupStory> story_of(const DiffSide& side, const std::map<std::string, PushNumber>& pushes,
                                               const std::string& id) {
    const auto found = pushes.find(id);
    if (found == pushes.end()) return std::nullopt;
    simulation::GroupStory story = side.rehearsal.groups().story(found->second);
    text::sort(story.members);
    return story;
}

// The accounts of the last import by username in lower case, sorted.
using Found = std::vector<std::pair<std::string, Match>>;
Found last_import(const DiffSide& side) {
    const auto& outcomes = side.rehearsal.imports().outcomes();
    const simulation::Scene& scene = side.rehearsal.scene();
    Found result;
    for (simulation::ImportNumber i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i].event != outcomes[outcomes.size() - 1].event) continue;
        const population::Cell name = scene.world.value(outcomes[i].account, egnyte::Attribute::userName);
        result.emplace_back(text::to_lower(scene.atoms.text_of(name)), outcomes[i].match);
    }
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace

std::optional<GroupsDiff> diff_groups(const DiffSide& before, const DiffSide& after) {
    const auto was = last_pushes(before.rehearsal.groups()), is = last_pushes(after.rehearsal.groups());
    if (was.empty() || is.empty()) return std::nullopt;
    GroupsDiff diff;
    diff.before = was.size();
    diff.after = is.size();
    std::map<std::string, PushNumber> all = was;
    all.insert(is.begin(), is.end());
    for (const auto& entry : all) {
        const auto one = story_of(before, was, entry.first), other = story_of(after, is, entry.first);
        GroupDiff group;
        group.id = entry.first;
        group.name = other ? other->name : one->name;
        if (one) group.before = one->status;
        if (other) group.after = other->status;
        if (one && other && one->members != other->members) {
            group.added = only_in(other->members, one->members);
            group.removed = only_in(one->members, other->members);
        }
        if (group.before == group.after && group.added.count + group.removed.count == 0) continue;
        if (diff.list.size() < kMaxGroups) diff.list.push_back(std::move(group));
        else ++diff.left_out;
    }
    return diff;
}

std::size_t ImportsDiff::changed() const {
    std::size_t result = 0;
    for (const ImportChange& change : changes) result += change.accounts.count;
    return result;
}

std::optional<ImportsDiff> diff_imports(const DiffSide& before, const DiffSide& after) {
    const Found was = last_import(before), is = last_import(after);
    if (was.empty() || is.empty()) return std::nullopt;
    constexpr std::size_t kStates = 5;  // no account, and each Match
    std::array<Names, kStates * kStates> moved;
    const auto number = [](const std::optional<Match>& match) {
        return match ? static_cast<std::size_t>(*match) + 1 : std::size_t{0};
    };
    auto one = was.begin();
    auto other = is.begin();
    while (one != was.end() || other != is.end()) {
        const bool had = one != was.end() && (other == is.end() || one->first <= other->first);
        const bool has = other != is.end() && (one == was.end() || other->first <= one->first);
        const std::optional<Match> from = had ? std::optional(one->second) : std::nullopt;
        const std::optional<Match> to = has ? std::optional(other->second) : std::nullopt;
        if (from != to) moved[number(from) * kStates + number(to)].push_back(had ? one->first : other->first);
        if (had) ++one;
        if (has) ++other;
    }
    ImportsDiff diff;
    diff.before = was.size();
    diff.after = is.size();
    const auto state = [](std::size_t at) {
        return at == 0 ? std::nullopt : std::optional(static_cast<Match>(at - 1));
    };
    for (std::size_t i = 0; i < moved.size(); ++i) {
        if (!moved[i].empty())
            diff.changes.push_back({state(i / kStates), state(i % kStates), counted(std::move(moved[i]))});
    }
    return diff;
}

}  // namespace preflight::verdict
