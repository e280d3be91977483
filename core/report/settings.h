// Egnyte SSO settings: what to enter into Egnyte, field by field, and which dates to watch.
#pragma once

#include <cstdint>
#include <optional>

#include "core/report/report.h"
#include "core/rules/rehearsed.h"
#include "core/workspace/workspace.h"

namespace preflight::report {

// None without the metadata of one identity provider. `rehearsed` may be null: then nothing is known of the usernames
// that Okta sends.
[[nodiscard]] std::optional<Settings> settings_of(const workspace::Workspace& workspace,
                                                  const rules::Rehearsed* rehearsed,
                                                  std::optional<std::int64_t> now_unix);

}  // namespace preflight::report
