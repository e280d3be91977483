// Attributes of Okta profiles change. Okta pushes the app profile of everybody whose account it knows; where the
// username format reads what changed, the username changes with it, which Egnyte refuses (facts egnyte S31-S32).
#include "core/expression/values/value.h"
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"
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
    if (!replay.each(0, event.stated, [&](PersonNumber person) { change_profile(replay, person, event.stated); }))
        return false;
    return send_requests(replay, 1, event.stated, Recipients::with_account);
}

}  // namespace preflight::simulation
