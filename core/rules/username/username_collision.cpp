#include "core/rules/person_rule.h"

namespace preflight::rules::username_collision {

constexpr Rule kRow{
    .code = "PF5005",
    .slug = "username-collision",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "Two assigned people get the same username, ignoring case.",
    .why = "The first one in the list gets the account; the later ones are refused or take over that account.",
    .remedy = {"Make the usernames different",
               {clicks::kAssignment, "User Name: give the later person another one. Save.",
                "Two mail domains with equal prefixes need an expression that tells them apart."}},
    .sources = "K12 Q4",
    .confidence = Confidence::inferred,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userName",
    .headline = "a username that somebody else has as well",
};

}  // namespace preflight::rules::username_collision
