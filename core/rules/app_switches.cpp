#include "core/rules/app_switches.h"

#include "core/rules/user_name_format.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"
#include "core/workspace/log_events.h"

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
    result.api_integration = stated.api_integration == false            ? stated.api_integration
                             : given && app->features.empty()           ? std::optional(false)
                             : given && app->has_provisioning_feature() ? std::optional(true)
                                                                        : stated.api_integration;
    // The scenario, then the newest of the application object and the log.
    const auto logged = [&](std::string_view snake_case, std::string_view camel_case,
                            std::optional<findings::Location>& at) -> std::optional<bool> {
        at = switches_place(workspace);
        const auto change = workspace::logged_change(workspace, {snake_case, camel_case});
        if (!change || (given && !workspace::newer_than_application(workspace, *change))) return std::nullopt;
        const std::string value = text::ascii_lower(change->value);
        if (value != "true" && value != "false") return std::nullopt;
        at = workspace::locate(workspace, *workspace.log_events, change->event);
        return value == "true";
    };
    const auto feature = [&](std::string_view name, std::optional<bool> said, std::string_view snake_case,
                             std::string_view camel_case,
                             std::optional<findings::Location>& at) -> std::optional<bool> {
        const std::optional<bool> changed = logged(snake_case, camel_case, at);
        if (said) {
            at = switches_place(workspace);
            return said;
        }
        // A switch can only be on while API integration is.
        if (changed == true && result.api_integration == false && stated.api_integration != false)
            result.api_integration = true;
        if (changed) return changed;
        // Without any of them API integration is off, or the list does not show its switches (okta-exports 2).
        if (!given || !app->has_provisioning_feature()) return std::nullopt;
        return app->has_feature(name);
    };
    result.create_users =
        feature("PUSH_NEW_USERS", stated.create_users, "create_users", "createUsers", result.create_users_at);
    result.update_attributes = feature("PUSH_PROFILE_UPDATES", stated.update_user_attributes, "update_user_attributes",
                                       "updateUserAttributes", result.update_attributes_at);
    result.deactivate_users = feature("PUSH_USER_DEACTIVATION", stated.deactivate_users, "deactivate_users",
                                      "deactivateUsers", result.deactivate_users_at);
    return result;
}

std::optional<findings::Location> switches_place(const workspace::Workspace& workspace) {
    if (const okta::Application* app = workspace.application; app != nullptr)
        return app->features_given ? app->features_at : app->at;
    if (workspace.scenario) return workspace.scenario->at;
    return std::nullopt;
}

}  // namespace preflight::rules
