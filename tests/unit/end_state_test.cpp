// Spec 5.11, line by line.
#include "core/simulation/end_state.h"

#include <gtest/gtest.h>

namespace preflight::simulation {
namespace {

EndState of(Status outcome, std::optional<Status> sign_in, bool active, bool without_sso = false,
            std::optional<EndState> everybody = std::nullopt) {
    return end_state({outcome, sign_in, active, without_sso, everybody});
}

TEST(EndState, OfOnePerson) {
    EXPECT_EQ(of(Status::failed, Status::failed, false), EndState::refused);
    EXPECT_EQ(of(Status::failed, Status::signed_in, true), EndState::works) << "a rejected update of a working account";
    EXPECT_EQ(of(Status::created, Status::signed_in, true), EndState::works);
    EXPECT_EQ(of(Status::created, std::nullopt, true, true), EndState::works) << "a password user";
    EXPECT_EQ(of(Status::created, std::nullopt, true, false), EndState::unknown);
    EXPECT_EQ(of(Status::linked, Status::failed, true), EndState::locked_out);
    EXPECT_EQ(of(Status::skipped, std::nullopt, false), EndState::nothing_sent);
    EXPECT_EQ(of(Status::deactivated, std::nullopt, false), EndState::nothing_sent);
    EXPECT_EQ(of(Status::skipped, Status::unknown, false), EndState::nothing_sent);
    EXPECT_EQ(of(Status::skipped, std::nullopt, true), EndState::nothing_sent) << "no sign-in is expected";
    EXPECT_EQ(of(Status::skipped, Status::unknown, true), EndState::unknown);
    EXPECT_EQ(of(Status::unknown, Status::unknown, false), EndState::unknown);
    EXPECT_EQ(of(Status::created, Status::unknown, true), EndState::unknown);
}

TEST(EndState, ACauseThatHitsEverybodyComesFirst) {
    EXPECT_EQ(of(Status::created, Status::signed_in, true, false, EndState::refused), EndState::refused);
    EXPECT_EQ(of(Status::failed, Status::failed, false, false, EndState::locked_out), EndState::locked_out);
    EXPECT_EQ(of(Status::unknown, Status::unknown, false, false, EndState::refused), EndState::refused);
    EXPECT_EQ(of(Status::skipped, std::nullopt, false, false, EndState::refused), EndState::nothing_sent);
}

}  // namespace
}  // namespace preflight::simulation
