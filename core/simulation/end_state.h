// Where the events leave a person (spec 5.11): the one word that headline, filters and tables share.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/simulation/outcome.h"

namespace preflight::simulation {

enum class EndState : std::uint8_t { refused, works, locked_out, nothing_sent, unknown };
[[nodiscard]] std::string_view to_string(
    EndState state);  // "refused", "works", "locked-out", "nothing-sent", "unknown"

// What the last event left behind.
struct Ending {
    Status outcome = Status::unknown;  // of the last request
    std::optional<Status> sign_in;     // of the last sign-in; none or skipped when no sign-in by SSO is expected
    bool active_account = false;
    bool without_sso = false;  // the account uses a password or belongs to a service
    // What a cause that hits everybody makes of whoever is sent something: refused by a wrong Subdomain, locked out by
    // unusable metadata.
    std::optional<EndState> everybody;
};

[[nodiscard]] EndState end_state(const Ending& ending);

}  // namespace preflight::simulation
