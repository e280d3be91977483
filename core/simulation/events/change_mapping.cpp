// The mapping of an attribute changes. Nothing is sent; what is sent later is made by the new expression.
#include "core/egnyte/account.h"
#include "core/simulation/events/event.h"
#include "core/simulation/replay.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

struct Target {
    std::string variable;
    std::optional<Attribute> attribute;  // what it is for Egnyte
};

// A scenario may write the app's variable or the canonical name (spec 3).
Target target_of(const workspace::Workspace& workspace, const std::string& name) {
    if (const auto known = workspace.canonical_of.find(name); known != workspace.canonical_of.end())
        return {name, egnyte::attribute_of(known->second)};
    if (const auto known = workspace.variable_of.find(name); known != workspace.variable_of.end())
        return {known->second, egnyte::attribute_of(name)};
    return {name, egnyte::attribute_of(name)};
}

// What was in force before: whether the attribute was mapped, and sent with updates.
struct InForce {
    bool maps = false, on_update = true, pushed_before = false;
};
InForce in_force_before(const Scene& scene, Moment moment, const std::string& variable) {
    if (const ChangedExpression* const changed = scene.changes.mapping(moment - 1, variable))
        return {changed->maps(), changed->on_update, changed->pushed_before};
    const workspace::Evaluations& files = scene.evaluations;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const workspace::Formula& formula = files.formula(i);
        if (!formula.is_template && formula.target == variable) return {true, formula.on_update, false};
    }
    return {};
}

}  // namespace

bool apply(const ChangeMappingEvent& event, Replay& replay) {
    const intake::Scenario::Event& stated = event.stated;
    if (stated.attribute.empty()) return apply(UnplayedEvent{stated, UnplayedEvent::Why::incomplete}, replay);
    Scene& scene = replay.scene();
    const Target target = target_of(scene.workspace, stated.attribute);
    const InForce earlier = in_force_before(scene, replay.moment(), target.variable);
    ChangedExpression changed;
    changed.at = stated.at;
    changed.on_update = stated.push_status.empty() ? earlier.on_update : stated.push_status == "PUSH";
    changed.pushed_before = earlier.pushed_before || (earlier.maps && earlier.on_update);
    if (!text::trim(stated.expression).empty()) {
        changed.text = stated.expression;
        changed.parsed = expression::parse(changed.text, changed.dialect);
        if (replay.is_refused_by_okta(stated, changed)) return true;
    }
    scene.changes.set_mapping(replay.moment(), target.variable, target.attribute, std::move(changed));
    return true;
}

}  // namespace preflight::simulation
