#include "core/rules/person_rule.h"

namespace preflight::rules::auth_type_ad {

constexpr Rule kRow{
    .code = "PF6004",
    .slug = "auth-type-ad",
    .severity = Severity::warning,
    .when = "Authentication type ad needs Active Directory in Egnyte and is not among the app's known choices.",
    .why = "It works only where Egnyte is connected to Active Directory, and the Okta app is not known to offer it.",
    .remedy = {"Check that it is meant",
               {clicks::kMappings, "Authentication Type: \"sso\" for people who sign in through Okta. Save."}},
    .sources = "Q15",
    .confidence = Confidence::inferred,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "authType",
    .headline = "authentication type ad",
};

}  // namespace preflight::rules::auth_type_ad
