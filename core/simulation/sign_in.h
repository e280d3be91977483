// Step 8 of the rehearsal (spec 5): the NameID that Okta sends against the key that Egnyte looks the person up by.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/intake/workspace.h"
#include "core/simulation/outcome.h"
#include "core/simulation/provision.h"
#include "core/simulation/world.h"

namespace preflight::simulation {

// What the metadata does to every sign-in, alone (spec 5.8) and against what is stated of Egnyte (S27).
struct MetadataEffect {
    std::vector<Reason> blocked;    // nobody can sign in: unusable, or not what Egnyte is stated to hold
    std::vector<Reason> undecided;  // the metadata may not be what Okta signs by
    std::optional<Reason> also;     // named, but changes no outcome (an expired certificate)
};

[[nodiscard]] MetadataEffect metadata_effect(const intake::Workspace& workspace, std::optional<std::int64_t> now_unix);

// Nothing for people who do not sign in by SSO. `provisioned` is the outcome of the same person, if there was one.
[[nodiscard]] std::optional<SignIn> sign_in(const intake::Workspace& workspace, const Prepared& prepared,
                                            const Outcome* provisioned, const World& world,
                                            const MetadataEffect& metadata, std::size_t event);

}  // namespace preflight::simulation
