#include "core/rules/person_rule.h"

namespace preflight::rules::username_adopts_other_account {

constexpr Rule kRow{
    .code = "PF5009",
    .slug = "username-adopts-other-account",
    .severity = Severity::error,
    .when = "The username exists in Egnyte with another e-mail address.",
    .why = "Okta takes over that account; if it belongs to somebody else, they lose it.",
    .remedy = {"Make sure that the accounts are theirs",
               {"Egnyte › Settings › Users & Groups: open the account and compare its owner.",
                "If it is somebody else's, give the Okta person another User Name on the assignment."}},
    .sources = "Q5",
    .confidence = Confidence::inferred,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userName",
    .headline = "the username of an Egnyte account with another e-mail address",
};

}  // namespace preflight::rules::username_adopts_other_account
