// What was read and has no influence on the verdict, with the reason (spec 2, "used or not").
#pragma once

#include "core/workspace/workspace.h"

namespace preflight::workspace {

// Fills `workspace.unused`, after everything was joined.
void name_unused(Workspace& workspace);

}  // namespace preflight::workspace
