// Whether a username that an account has follows later changes (facts okta-exports 2, egnyte S31-S33).
#pragma once

#include "core/okta/model.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

// Okta keeps the username of an assignment whatever the format yields later: by the application's feature, or by a
// CUSTOM format that is set to Create only. False where the application was not given.
[[nodiscard]] bool username_updates_excluded(const workspace::Workspace& workspace);

// Every push of a profile derives the username again, corrections by hand included: a CUSTOM format that is set to
// Create and update.
[[nodiscard]] bool username_with_every_push(const workspace::Workspace& workspace);

// The same of another format that the application gets, by the two settings that decide it.
struct UserNameUpdates {
    bool is_expression = false;  // CUSTOM; else built in
    okta::PushStatus push_status = okta::PushStatus::unset;
};
[[nodiscard]] bool username_updates_excluded(const okta::Application* app, const UserNameUpdates& format);
[[nodiscard]] bool username_with_every_push(const okta::Application* app, const UserNameUpdates& format);

}  // namespace preflight::rules
