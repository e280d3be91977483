// The minimum length of the passwords that Okta generates for service accounts. Facts egnyte S50; okta-exports 7.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/workspace/workspace.h"

namespace preflight::rules {

inline constexpr std::int64_t kServiceAccountPasswordLength = 12;  // S50

// Whether this policy is in force and could be that of a person of this provider (OKTA, ACTIVE_DIRECTORY ...; empty:
// not known), whose groups decide in the end.
[[nodiscard]] bool could_apply(const okta::PasswordPolicy& policy, std::string_view provider);

// Whether it is long enough for a person whose groups were not exported: known only when every active policy that could
// apply agrees on which side of 12 it is.
enum class PolicyAnswer : std::uint8_t { long_enough, too_short, unknown };
[[nodiscard]] PolicyAnswer password_policy_answer(const workspace::Workspace& workspace, std::string_view provider);

}  // namespace preflight::rules
