#include "core/simulation/end_state.h"

namespace preflight::simulation {

std::string_view to_string(EndState state) {
    switch (state) {
        case EndState::refused:
            return "refused";
        case EndState::works:
            return "works";
        case EndState::locked_out:
            return "locked-out";
        case EndState::nothing_sent:
            return "nothing-sent";
        case EndState::unknown:
            return "unknown";
    }
    return "";
}

namespace {

// The first that applies.
EndState state_of_one(const Ending& ending) {
    const bool expected = ending.sign_in && *ending.sign_in != Status::skipped;
    if (ending.outcome == Status::failed && !ending.active_account) return EndState::refused;
    if (ending.active_account && (ending.sign_in == Status::signed_in || (!expected && ending.without_sso)))
        return EndState::works;
    if (ending.active_account && ending.sign_in == Status::failed) return EndState::locked_out;
    const bool nothing_sent = ending.outcome == Status::skipped || ending.outcome == Status::deactivated;
    if (nothing_sent && (!ending.active_account || !expected)) return EndState::nothing_sent;
    return EndState::unknown;
}

}  // namespace

EndState end_state(const Ending& ending) {
    const EndState state = state_of_one(ending);
    return ending.everybody && state != EndState::nothing_sent ? *ending.everybody : state;
}

}  // namespace preflight::simulation
