// What the metadata does to every sign-in, alone (spec 5.8) and against what is stated of Egnyte (facts egnyte S27).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/rules/person_rule.h"
#include "core/workspace/workspace.h"

namespace preflight::simulation {

using rules::SharedReason;

struct MetadataEffect {
    std::vector<SharedReason> blocked;    // nobody can sign in: unusable, or not what Egnyte is stated to hold
    std::vector<SharedReason> undecided;  // the metadata may not be what Okta signs by
    std::optional<SharedReason> also;     // named, but changes no outcome (an expired certificate)
};

[[nodiscard]] MetadataEffect metadata_effect(const workspace::Workspace& workspace,
                                             std::optional<std::int64_t> now_unix);

}  // namespace preflight::simulation
