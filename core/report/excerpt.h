// Where a finding is: the place in an input as it is shown to people and machines, and the line around it with the
// place marked. Secrets are covered.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/findings/finding.h"
#include "core/report/report.h"
#include "core/workspace/workspace.h"

namespace preflight::report {

// None when the location is an input as a whole.
[[nodiscard]] std::optional<Range> range_of(const workspace::Workspace& workspace, const findings::Location& location);

// One line, cut to at most kExcerptWidth code points around the mark.
inline constexpr std::size_t kExcerptWidth = 120;
[[nodiscard]] std::optional<Excerpt> excerpt_of(const workspace::Workspace& workspace,
                                                const findings::Location& location);

// Without an excerpt.
[[nodiscard]] Place place_of(const workspace::Workspace& workspace, const findings::Location& location);

// Inputs of which nothing is ever shown: they hold a private key or more secrets than are remembered, or they are not
// what they should be (a web page, free text) and may hold anything.
[[nodiscard]] std::vector<std::size_t> inputs_never_shown(const workspace::Workspace& workspace,
                                                          const std::vector<findings::Finding>& findings);

}  // namespace preflight::report
