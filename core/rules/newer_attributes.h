// The attributes that came with Egnyte SCIM 2.0: authentication type, invitation, service account and two-factor (facts
// egnyte S19). An older instance of the app does not gain them (S20).
#pragma once

#include "core/workspace/workspace.h"

namespace preflight::rules {

// The app's schema is given as a whole and has none of them, nor an attribute that may be one under another name.
[[nodiscard]] bool lacks_newer_attributes(const workspace::Workspace& workspace);

}  // namespace preflight::rules
