// Which of the given applications is Egnyte's, which role each of them has, and what belongs to another application
// (spec 2, "joining"; facts okta-exports 0.5, 12).
#pragma once

#include <optional>
#include <set>
#include <string_view>

#include "core/workspace/workspace.h"

namespace preflight::workspace {

// Sets the members of the workspace about applications, as `workspace.choice` wants it. Needs the objects, merged; and
// the tables of the parts, which say whose assignments are there.
void choose_applications(Workspace& workspace);

// False for what names another application than the one that is followed. An empty id belongs to it.
[[nodiscard]] bool is_ours(const Workspace& workspace, std::string_view app_id);

// The ids of the groups through which people come to the application or to Egnyte: those that are assigned and those
// that are pushed. Nothing where no file says which they are. Views live as long as the workspace.
[[nodiscard]] std::optional<std::set<std::string_view>> groups_in_use(const Workspace& workspace);

}  // namespace preflight::workspace
