// The condition of a group rule changes, and the rule is run again: people enter its groups and leave them. A person
// who enters a group that has the app is assigned; one who leaves the last group that keeps the assignment is
// unassigned.
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"
#include "core/simulation/rule_moves.h"

namespace preflight::simulation {

namespace {

using Why = UnplayedEvent::Why;

// Puts the new condition in force. False: nothing changes.
bool change_rule(Replay& replay, RuleNumber rule, const intake::Scenario::Event& stated) {
    ChangedExpression changed;
    changed.at = stated.at;
    changed.text = stated.expression;
    changed.parsed = expression::parse(changed.text, changed.dialect);
    if (replay.is_refused_by_okta(stated, changed)) return false;
    replay.group_rules().set(rule, replay.moment(), std::move(changed));
    if (replay.group_rules().is_active(rule)) return true;
    replay.note(replay.event_name(stated) +
                ": the group rule is inactive, so nobody enters or leaves a group until it is activated.");
    return false;
}

}  // namespace

bool apply(const ChangeGroupRuleEvent& event, Replay& replay) {
    intake::Scenario::Event stated = event.stated;
    stated.user.clear();
    stated.group.clear();
    if (stated.rule.empty() || stated.expression.empty()) return apply(UnplayedEvent{stated, Why::incomplete}, replay);
    const std::optional<RuleNumber> rule = replay.group_rules().find(stated.rule);
    if (!rule) return apply(UnplayedEvent{stated, Why::unknown_rule}, replay);
    if (replay.group_rules().is_too_large(*rule)) return apply(UnplayedEvent{stated, Why::version}, replay);
    RuleMoves& moves = replay.of_event<RuleMoves>();
    if (replay.begins() && moves.rules.empty()) {
        if (!change_rule(replay, *rule, stated)) return true;
        moves.rules.push_back(*rule);
    }
    const auto look_at = [&](PersonNumber person) { moves.look_at(person); };
    if (!replay.each(0, stated, look_at, Replay::Whose::okta_users)) return false;
    if (!moves.settle()) return false;
    if (!send_requests(replay, 1, stated, [&](PersonNumber person) { return moves.is_sent(person); })) return false;
    moves.add_notes(stated);
    return true;
}

}  // namespace preflight::simulation
