#include "core/simulation/rule_moves.h"

#include <algorithm>
#include <array>

#include "core/rules/groups.h"
#include "core/simulation/deactivations.h"
#include "core/simulation/group_push.h"
#include "core/text/numbers.h"

namespace preflight::simulation {

using rules::Assignment;

std::optional<RuleMoves::How> RuleMoves::moves(RuleNumber rule, PersonNumber person, const std::string& group,
                                               std::optional<bool> before, std::optional<bool> now) {
    const std::optional<bool> member = replay_.whom().group(group).knows(person);
    // Whom the rule matched before is in the group, whether a file lists the members or not.
    if (now == true) return member == true || (!member && before == true) ? std::nullopt : std::optional(How::enters);
    // The rule did not bring the member into the group, or it did not bring anybody.
    if (before == false && (now == false || member == true)) return std::nullopt;
    if (member == false && now == false) return std::nullopt;
    const std::optional<bool> kept = replay_.group_rules().other_keeps(rule, group, replay_.at(person));
    if (kept == true) return std::nullopt;
    if (before == true && now == false && kept == false) return How::leaves;
    return member == false ? How::may_enter : member == true || now == false ? How::may_leave : How::unclear;
}

void RuleMoves::look_at(PersonNumber person) {
    // Okta moves active users only.
    if (rules.empty() || !rules::active_in_okta(replay_.scene().view(replay_.begin(person)))) return;
    for (const RuleNumber rule : rules) run(rule, person);
}

void RuleMoves::run(RuleNumber rule, PersonNumber person) {
    GroupRules& all = replay_.group_rules();
    const std::optional<bool> before = all.matches(rule, replay_.at(person).before());
    std::string_view missing = all.missing();
    const std::optional<bool> now = all.matches(rule, replay_.at(person));
    if (!now) missing = all.missing();
    if (before == false && now == false) return;
    for (const std::string& group : all.rule(rule).groups) {
        const std::optional<How> how = moves(rule, person, group, before, now);
        if (!how) continue;
        // The condition is known, and whether another rule keeps the person in the group is not.
        if (before && now) missing = all.missing();
        const auto [number, is_new] = number_of_.try_emplace(group, static_cast<std::uint32_t>(groups_.size()));
        if (is_new) groups_.push_back(group);
        records_.push_back({person, number->second, *how, missing});
    }
}

void RuleMoves::move_members() {
    // Two rules may say the same of one person and group.
    const auto order = [](const Record& a, const Record& b) {
        return a.person != b.person ? a.person < b.person : a.group != b.group ? a.group < b.group : a.how < b.how;
    };
    std::sort(records_.begin(), records_.end(), order);
    const auto same = [](const Record& a, const Record& b) { return a.person == b.person && a.group == b.group; };
    records_.erase(std::unique(records_.begin(), records_.end(), same), records_.end());
    std::vector<Whom::Move> moves(groups_.size());
    for (const Record& record : records_) {
        Whom::Move& move = moves[record.group];
        (record.how == How::enters   ? move.enter
         : record.how == How::leaves ? move.leave
                                     : move.undecided)
            .push_back(record.person);
    }
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        replay_.whom().move(groups_[group], moves[group]);
        replay_.groups().add_membership(replay_.event_number(), groups_[group], std::move(moves[group]));
    }
}

bool RuleMoves::settle() {
    if (!moved_) {
        if (!replay_.spend(1 + records_.size())) return false;
        move_members();
        moved_ = true;
    }
    while (next_record_ < records_.size()) {
        if (!replay_.spend(1)) return false;
        std::size_t end = next_record_ + 1;
        while (end < records_.size() && records_[end].person == records_[next_record_].person) ++end;
        settle(next_record_, end);
        next_record_ = end;
    }
    return true;
}

// One person, with all groups into which or out of which the person moves.
void RuleMoves::settle(std::size_t begin, std::size_t end) {
    const PersonNumber person = records_[begin].person;
    const Assignment assignment = rules::assignment_of(replay_.scene().view(replay_.begin(person)));
    for (std::size_t i = begin; i < end; ++i) {
        if (assignment == Assignment::ended) {
            begin_assignment(person, records_[i]);
        } else if (assignment == Assignment::assigned && end_assignment(person, records_[i])) {
            return;
        }
    }
}

void RuleMoves::begin_assignment(PersonNumber person, const Record& record) {
    if (record.how == How::leaves || record.how == How::may_leave) return;
    GroupAssignments& assignments = replay_.group_assignments();
    const std::optional<bool> has_app = assignments.has_app(groups_[record.group]);
    if (has_app == false) return;
    replay_.change(person, Outcome::assigned);
    const Scene& scene = replay_.scene();
    if (record.how != How::enters) replay_.leave_open(person, record.missing);
    if (!has_app) replay_.leave_open(person, assignments.missing());
    // The page of the list that is missing may hold an assignment.
    if (scene.people.joins(person) && scene.workspace.may_lack_rows("okta-app-users"))
        replay_.leave_open(person, "okta-app-users");
    if (!is_sent(person)) send(person);
}

bool RuleMoves::end_assignment(PersonNumber person, const Record& record) {
    if (record.how == How::enters || record.how == How::may_enter) return false;
    GroupAssignments& assignments = replay_.group_assignments();
    const std::string& group = groups_[record.group];
    const std::optional<bool> has_app = assignments.has_app(group);
    if (has_app == false) return false;
    const auto kept = assignments.without(replay_.whom().group(group), person);
    if (kept == GroupAssignments::Kept::yes) return true;
    if (has_app == true && kept == GroupAssignments::Kept::no && record.how == How::leaves) {
        unassigned_.push_back(person);
        send_deactivation(replay_, person, Outcome::unassigned);
        return true;
    }
    replay_.leave_open(person, record.how == How::leaves ? assignments.missing() : record.missing);
    if (!is_sent(person)) send(person);
    return false;
}

bool RuleMoves::is_sent(PersonNumber person) const {
    return std::binary_search(sent_.begin(), sent_.end(), person);
}

bool RuleMoves::is_unassigned(PersonNumber person) const {
    return std::binary_search(unassigned_.begin(), unassigned_.end(), person);
}

void RuleMoves::add_notes(const intake::Scenario::Event& stated) {
    std::vector<std::array<std::size_t, 3>> counts(groups_.size());
    for (const Record& record : records_)
        ++counts[record.group][record.how == How::enters ? 0 : record.how == How::leaves ? 1 : 2];
    const rules::Groups names(replay_.scene().workspace);
    const auto people = [](std::size_t count) { return text::counted(count, "person", "people"); };
    for (std::size_t group = 0; group < groups_.size(); ++group) {
        const auto& [enter, leave, unknown] = counts[group];
        const std::string name = names.words(groups_[group]);
        std::string note = replay_.event_name(stated) + ": ";
        if (enter > 0) note += people(enter) + (enter == 1 ? " enters " : " enter ") + name;
        if (enter > 0 && leave > 0) note += ", and ";
        if (leave > 0) note += people(leave) + (leave == 1 ? " leaves " : " leave ") + (enter > 0 ? "it" : name);
        if (enter + leave > 0) note += unknown > 0 ? ". For " : ".";
        else note += "for ";
        if (unknown > 0)
            note += people(unknown) + " it is unknown whether " + (enter + leave > 0 ? "the group" : name) +
                    (unknown == 1 ? " has the person afterwards." : " has them afterwards.");
        replay_.note(std::move(note));
    }
    if (groups_.empty()) replay_.note(replay_.event_name(stated) + ": nobody enters or leaves a group.");
}

}  // namespace preflight::simulation
