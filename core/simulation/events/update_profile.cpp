// Attributes of Okta profiles change. Okta pushes the app profile of everybody whose account it knows; where the
// username format reads what changed, the username changes with it, which Egnyte refuses (facts egnyte S31-S32).
#include "core/expression/values/value.h"
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"
#include "core/simulation/rule_moves.h"
#include "core/simulation/user_names.h"
#include "core/workspace/user_attributes.h"

namespace preflight::simulation {

namespace {

void change_profile(Replay& replay, PersonNumber person, const intake::Scenario::Event& stated) {
    Scene& scene = replay.scene();
    const UserNameBefore before = user_name_before(replay, person);
    for (const auto& [name, json] : stated.set) {
        const Cell cell = workspace::cell_of(scene.world.atoms(), expression::value_from_json(json));
        scene.changes.set_attribute(replay.at(person), name, cell);
        if (name == "login") replay.whom().also_named(person, scene.atoms.text_of(cell));
    }
    follow_format(replay, person, before);
}

}  // namespace

bool apply(const UpdateProfileEvent& event, Replay& replay) {
    const intake::Scenario::Event& stated = event.stated;
    RuleMoves& moves = replay.of_event<RuleMoves>();
    if (replay.begins()) moves.rules = replay.group_rules().that_read(stated.set, replay.moment());
    const auto change = [&](PersonNumber person) { change_profile(replay, person, stated); };
    if (!replay.each(0, stated, change, Replay::Whose::okta_users)) return false;
    // Okta runs the group rules that read what changed.
    if (!moves.rules.empty()) {
        const auto look_at = [&](PersonNumber person) { moves.look_at(person); };
        if (!replay.each(1, stated, look_at, Replay::Whose::okta_users) || !moves.settle()) return false;
    }
    const std::size_t pass = moves.rules.empty() ? 1 : 2;
    const auto is_sent = [&](PersonNumber person) {
        return moves.is_sent(person) ||
               (!moves.is_unassigned(person) && is_recipient(replay, person, Recipients::with_account));
    };
    return send_requests(replay, pass, stated, is_sent);
}

}  // namespace preflight::simulation
