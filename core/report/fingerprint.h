// What a finding is about, as a short hash that stays the same from run to run.
#pragma once

#include <string>

#include "core/findings/finding.h"
#include "core/intake/workspace.h"

namespace preflight::report {

// 16 hexadecimal digits.
[[nodiscard]] std::string fingerprint_of(const intake::Workspace& workspace, const findings::Finding& finding);

}  // namespace preflight::report
