// The application username format changes, and Update Now follows: usernames are derived again, except those that were
// set by hand (spec 3). Okta sends the new username of every account it knows, which Egnyte rejects (facts egnyte S32).
#include "core/rules/username_updates.h"
#include "core/simulation/events/event.h"
#include "core/simulation/requests.h"
#include "core/simulation/user_names.h"

namespace preflight::simulation {

namespace {

ChangedExpression format_of(const Scene& scene, const intake::Scenario::Event& stated) {
    const okta::Application* const app = scene.workspace.application;
    const bool built_in = stated.template_text.find("${") != std::string::npos;
    ChangedExpression format;
    format.at = stated.at;
    format.text = stated.template_text;
    format.is_format = true;
    format.dialect = built_in ? expression::Dialect::user_name_template : expression::Dialect::mapping;
    format.parsed = expression::parse(format.text, format.dialect);
    okta::PushStatus push = app == nullptr ? okta::PushStatus::unset : app->user_name_template.push_status;
    if (stated.push_status == "PUSH") push = okta::PushStatus::push;
    if (stated.push_status == "DONT_PUSH") push = okta::PushStatus::dont_push;
    const rules::UserNameUpdates settings{!built_in, push};
    format.updates_excluded = rules::username_updates_excluded(app, settings);
    format.with_every_push = rules::username_with_every_push(app, settings);
    return format;
}

}  // namespace

bool apply(const ChangeUsernameFormatEvent& event, Replay& replay) {
    if (event.stated.template_text.empty())
        return apply(UnplayedEvent{event.stated, UnplayedEvent::Why::incomplete}, replay);
    Scene& scene = replay.scene();
    if (replay.begins()) {
        ChangedExpression format = format_of(scene, event.stated);
        if (replay.is_refused_by_okta(event.stated, format)) return true;
        scene.changes.set_format(replay.moment(), std::move(format));
    }
    const auto derive = [&](PersonNumber person) { follow_format(replay, person, user_name_before(replay, person)); };
    if (!replay.each(0, event.stated, derive)) return false;
    return send_requests(replay, 1, event.stated, Recipients::renamed);
}

}  // namespace preflight::simulation
