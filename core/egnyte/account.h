// Egnyte's side: canonical attribute names and the columns of the account table (CSV export, API list, SCIM list).
// Follows facts egnyte 8.1, 8.2 and spec 4.
#pragma once

#include <array>
#include <string_view>

namespace preflight::egnyte {

// Spec 4, in the order they are shown.
inline constexpr std::array<std::string_view, 15> kCanonicalAttributes = {
    "userName",  "externalId",        "email",      "givenName",        "familyName",
    "userType",  "authType",          "sendInvite", "isServiceAccount", "twoFactor",
    "idpUserId", "userPrincipalName", "role",       "language",         "active"};

// Columns of the accounts table: "id" and the canonical names; booleans are cells of kind boolean whatever their
// spelling in the file (yes/no, "true"/"false"), userType and authType as written.
inline constexpr std::string_view kAccountId = "id";

}  // namespace preflight::egnyte
