#include "core/rules/person_rule.h"

namespace preflight::rules::username_invalid_character {

constexpr Rule kRow{
    .code = "PF5003",
    .slug = "username-invalid-character",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The username has characters other than letters, digits, period, hyphen and underscore.",
    .why = "Egnyte refuses them: only letters, digits, period, hyphen and underscore are taken.",
    .remedy = {"Override these usernames by hand",
               {clicks::kAssignment, "User Name: write one without the characters named above. Save.",
                "Dashboard › Tasks › Retry Selected."}},
    .sources = "S30 T1 Q1",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userName",
    .headline = "a username with characters that Egnyte does not take",
};

}  // namespace preflight::rules::username_invalid_character
