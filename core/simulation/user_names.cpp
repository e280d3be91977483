#include "core/simulation/user_names.h"

namespace preflight::simulation {

namespace {

// What the assignment has; without an exported username, what the format yielded when the app was assigned.
Cell assigned_name(const UserNameBefore& before) {
    return before.on_assignment.is_unset() ? before.derived : before.on_assignment;
}

}  // namespace

UserNameBefore user_name_before(const Replay& replay, PersonNumber person) {
    const Profiles& profiles = replay.scene().profiles;
    const PersonAt then = replay.at(person).before();
    return {profiles.user_name_by_format(then), profiles.user_name_on_assignment(then),
            profiles.user_name_overridden(then)};
}

void follow_format(Replay& replay, PersonNumber person, const UserNameBefore& before) {
    const PersonAt at = replay.at(person);
    Scene& scene = replay.scene();
    const Cell derived = scene.profiles.user_name_by_format(at);
    // Without a format nothing tells what the name is made of.
    if (before.overridden || derived.is_unset() || derived == before.derived) return;
    const Cell had = assigned_name(before);
    if (scene.profiles.user_name_updates_excluded(at.moment)) {
        // Okta keeps the name. Where none was exported, it is what the format yielded before.
        if (before.on_assignment.is_unset() && !had.is_unset()) scene.changes.set_user_name(at, had);
        return;
    }
    if (derived == had) return;
    // Whether the name was set by hand is not known while it is unknown what the format yielded.
    const bool may_stay = before.on_assignment.is_atom() && before.derived.is_unknown();
    scene.changes.set_user_name(at, may_stay ? Cell::unknown() : derived);
}

void derive_user_name(Replay& replay, PersonNumber person) {
    const PersonAt at = replay.at(person);
    Scene& scene = replay.scene();
    const Cell derived = scene.profiles.user_name_by_format(at);
    if (derived.is_unset() || derived == assigned_name(user_name_before(replay, person))) return;
    scene.changes.set_user_name(at, derived);
}

}  // namespace preflight::simulation
