// Why Okta or Egnyte answered with something else than the export, and what to do: by Okta's error code, or by the
// status of HTTP (facts okta-exports 14).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "core/findings/click_paths.h"

namespace preflight::rules {

struct RefusedAnswer {
    std::string_view code;     // of Okta's body; empty: the status alone
    std::int64_t status = 0;   // 0: several codes have it, or no answer came
    std::string_view meaning;  // a clause
    std::string_view remedy;
};

inline constexpr std::string_view kSignInAgain =
    findings::clicks::join<"Sign in to the ", findings::clicks::kConsole,
                           " in the same browser and open the address again.">;

inline constexpr std::array<RefusedAnswer, 8> kRefusedAnswers = {{
    {"E0000011", 401, "the API token was wrong, expired or revoked",
     "Create a new token under Security › API › Tokens and ask again with it; in a browser, sign in again."},
    {"E0000006", 403, "the account may not read this",
     "Use an admin who may read applications, users, groups and mappings (a read-only admin is enough to read)."},
    {"E0000007", 404, "nothing was found under this address",
     "Check the id in the address: an application id starts with 0oa, a mapping id with prm."},
    {"E0000047", 429, "the rate limit was reached", "Wait a minute and ask again, with fewer requests at once."},
    {"E0000005", 0, "nobody was signed in", kSignInAgain},
    {"E0000001", 400, "the request was not accepted", "Correct the address or its parameters and ask again."},
    {"", 200, "a web page came in its place", kSignInAgain},
    {"", 0, "there was no answer", "Open the address again and wait for the whole answer before you save it."},
}};

[[nodiscard]] inline const RefusedAnswer* refused_answer(std::string_view code) {
    const auto* const found = std::find_if(kRefusedAnswers.begin(), kRefusedAnswers.end(),
                                           [&](const RefusedAnswer& one) { return !code.empty() && one.code == code; });
    return found == kRefusedAnswers.end() ? nullptr : found;
}

// What is not in the table is a fault of the server or a redirect to the sign-in page.
[[nodiscard]] inline RefusedAnswer refused_answer(std::int64_t status) {
    const auto* const found = std::find_if(
        kRefusedAnswers.begin(), kRefusedAnswers.end(),
        [&](const RefusedAnswer& one) { return one.status == status && (status != 0 || one.code.empty()); });
    if (found != kRefusedAnswers.end()) return *found;
    constexpr std::int64_t kFirstRedirect = 300, kFirstError = 400;
    if (status >= kFirstRedirect && status < kFirstError) return {"", status, "nobody was signed in", kSignInAgain};
    return {"", status, "the server failed", "Wait a minute and ask again."};
}

}  // namespace preflight::rules
