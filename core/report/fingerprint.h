// What a finding is about, as a short hash (spec 6.1). The same mistake keeps its fingerprint when a file is renamed,
// reformatted, reordered or moved into another file, and when other people are hit by it; so a finding that was
// accepted once can be told from a new one.
#pragma once

#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/workspace/workspace.h"

namespace preflight::report {

// One for each finding, 16 hexadecimal digits, no two alike. The workspace must be joined.
[[nodiscard]] std::vector<std::string> fingerprints_of(const workspace::Workspace& workspace,
                                                       const std::vector<findings::Finding>& findings);

}  // namespace preflight::report
