// What a request that Egnyte accepts leads to beyond the account itself.
#pragma once

#include "core/simulation/outcome.h"
#include "core/simulation/scene.h"

namespace preflight::simulation {

// Whether the account is the API token's owner, whom the scenario names by username or e-mail address.
[[nodiscard]] bool is_token_owner(const Scene& scene, const AccountState& account);

// Marks the outcome of an accepted request and adds the reasons of Stage::accepted. `view` is of the request;
// `before` and `after` are the account, `before` empty when the request created it.
void add_effects(const Scene& scene, rules::PersonView& view, const AccountState& before, const AccountState& after,
                 Outcome& outcome);

// Likewise of an outcome that has the marks: what the rules of that stage asked.
void add_effects(rules::PersonView& view, const Outcome& outcome);

}  // namespace preflight::simulation
