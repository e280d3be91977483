// The rehearsal: what Okta will compute and send, and what Egnyte will answer (spec 5, facts egnyte 12).
// Judges nothing about configuration; reasons carry the rules that core/rules later groups into findings.
#pragma once

#include <cstdint>
#include <optional>

#include "core/intake/workspace.h"
#include "core/simulation/outcome.h"

namespace preflight::simulation {

struct Settings {
    std::optional<std::int64_t> now_unix;  // seconds since 1970; without it dates are not judged, Time.now is unknown
};

// Replays the scenario's events (or provision, push-groups, sign-in) on one world. Deterministic; the workspace must be
// joined.
[[nodiscard]] Result simulate(const intake::Workspace& workspace, const Settings& settings);

}  // namespace preflight::simulation
