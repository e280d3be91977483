// Whether the names that Okta sends carry an e-mail address, for a rule and for the Egnyte SSO settings.
#pragma once

#include "core/rules/rehearsed.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

// By the username format where it is given, else by the names that were rehearsed; `rehearsed` may be null.
[[nodiscard]] AddressInName address_in_name(const workspace::Workspace& workspace, const Rehearsed* rehearsed);

}  // namespace preflight::rules
