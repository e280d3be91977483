#include "core/rules/person_rule.h"

namespace preflight::rules::username_invalid_start {

constexpr Rule kRow{
    .code = "PF5004",
    .slug = "username-invalid-start",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The username does not start with a letter or digit.",
    .why = "Egnyte refuses them.",
    .remedy = {"Override these usernames by hand",
               {clicks::kAssignment, "User Name: start it with a letter or digit. Save.",
                "Dashboard › Tasks › Retry Selected."}},
    .sources = "T1",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userName",
    .headline = "a username that does not start with a letter or digit",
};

}  // namespace preflight::rules::username_invalid_start
