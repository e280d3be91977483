#include "core/rules/app_switches.h"

#include "core/rules/user_name_format.h"

namespace preflight::rules {

AppSwitches app_switches(const workspace::Workspace& workspace) {
    AppSwitches result;
    const okta::Application* app = workspace.application;
    const bool given = app != nullptr && app->features_given;
    if (app != nullptr && !app->is_active()) result.inactive_status = app->status.value();
    if (app != nullptr && app->user_name_template.given()) {
        const okta::UserNameTemplate& format = app->user_name_template;
        const auto parsed = expression::parse(format.pattern.value(), workspace::dialect_of(format));
        result.format_reads_directory = parsed.program && reads_directory(*parsed.program);
    }
    for (const okta::Connection& connection : workspace.connections) {
        const bool other =
            app != nullptr && app->id.present() && !connection.app_id.empty() && connection.app_id != app->id.value();
        if (!other && connection.status.value() == "DISABLED") result.connection_disabled = connection.status.at;
    }
    result.assignments_unused = app != nullptr && app->implicit_assignment == true;
    const intake::Scenario nothing;
    const intake::Scenario& stated = workspace.scenario ? *workspace.scenario : nothing;
    result.api_integration = stated.api_integration == false ? stated.api_integration
                             : given                         ? !app->features.empty()
                                                             : stated.api_integration;
    const auto feature = [&](std::string_view name, const std::optional<bool>& said) -> std::optional<bool> {
        if (said) return said;
        // An empty list means that API integration is off, not that this switch is (okta-exports 2).
        if (!given || app->features.empty()) return std::nullopt;
        return app->has_feature(name);
    };
    result.create_users = feature("PUSH_NEW_USERS", stated.create_users);
    result.update_attributes = feature("PUSH_PROFILE_UPDATES", stated.update_user_attributes);
    result.deactivate_users = feature("PUSH_USER_DEACTIVATION", stated.deactivate_users);
    return result;
}

std::optional<findings::Location> switches_place(const workspace::Workspace& workspace) {
    if (const okta::Application* app = workspace.application; app != nullptr)
        return app->features_given ? app->features_at : app->at;
    if (workspace.scenario) return workspace.scenario->at;
    return std::nullopt;
}

}  // namespace preflight::rules
