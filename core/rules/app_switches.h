// What the application and the scenario say of provisioning: the gates that are the same for everybody. Facts
// okta-exports 2; egnyte S16, S18.
#pragma once

#include <optional>
#include <string>

#include "core/findings/finding.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

// The switches of the application, where something says whether they are on; nothing when it cannot be told.
struct AppSwitches {
    std::string inactive_status;      // the application's status when it is given and not ACTIVE
    bool assignments_unused = false;  // federation broker mode (okta-exports 2, implicitAssignment)
    std::optional<findings::Location> connection_disabled;  // where the app's connection says so (okta-exports 8)
    bool format_reads_directory = false;  // the username format reads an AD or LDAP profile (okta-el 10)
    std::optional<bool> api_integration, create_users, update_attributes, deactivate_users;
    // Whether the three switches are on: a log event where it says more than the application (spec 2), else
    // switches_place().
    std::optional<findings::Location> create_users_at, update_attributes_at, deactivate_users_at;
};
[[nodiscard]] AppSwitches app_switches(const workspace::Workspace& workspace);

// Whether the switches are on: the application's features, else the scenario; nothing when neither is given.
[[nodiscard]] std::optional<findings::Location> switches_place(const workspace::Workspace& workspace);

}  // namespace preflight::rules
