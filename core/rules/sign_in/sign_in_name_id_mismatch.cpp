#include "core/rules/person_rule.h"

namespace preflight::rules::sign_in_name_id_mismatch {

constexpr Rule kRow{
    .code = "PF8001",
    .slug = "sign-in-name-id-mismatch",
    .severity = Severity::error,
    .when = "The username that Okta sends in the assertion differs from the one Egnyte looks the person up by.",
    .why = "Okta sends one name, Egnyte looks for another: they are sent back to the sign-in page.",
    .remedy = {"Make Default user mapping fit the username format",
               {clicks::kEgnyteSecurity,
                "Default user mapping: Egnyte username, when Okta sends a prefix; e-mail address, when it sends the "
                "whole address. Save.",
                "People whose IdP username is set by itself: Egnyte › Users & Groups › the person › IdP username."}},
    .sources = "A10 K4",
    .confidence = Confidence::inferred,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .attribute = "idpUserId",
    .headline = "a sign-in that Egnyte cannot match",
};

}  // namespace preflight::rules::sign_in_name_id_mismatch
