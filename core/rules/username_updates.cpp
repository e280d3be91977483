#include "core/rules/username_updates.h"

namespace preflight::rules {

bool username_updates_excluded(const okta::Application* app, const UserNameUpdates& format) {
    return app != nullptr && (app->has_feature("EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH") ||
                              (format.is_expression && format.push_status == okta::PushStatus::dont_push));
}

bool username_with_every_push(const okta::Application* app, const UserNameUpdates& format) {
    return app != nullptr && !username_updates_excluded(app, format) && format.is_expression &&
           format.push_status == okta::PushStatus::push;
}

bool username_updates_excluded(const workspace::Workspace& workspace) {
    const okta::Application* app = workspace.application;
    if (app == nullptr) return false;
    const okta::UserNameTemplate& format = app->user_name_template;
    return username_updates_excluded(app, {format.is_expression(), format.push_status});
}

bool username_with_every_push(const workspace::Workspace& workspace) {
    const okta::Application* app = workspace.application;
    if (app == nullptr || username_updates_excluded(workspace)) return false;
    const okta::UserNameTemplate& format = app->user_name_template;
    return format.type.value() == "CUSTOM" && format.push_status == okta::PushStatus::push;
}

}  // namespace preflight::rules
