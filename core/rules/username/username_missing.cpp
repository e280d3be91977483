#include "core/rules/person_rule.h"

namespace preflight::rules::username_missing {

constexpr Rule kRow{
    .code = "PF5001",
    .slug = "username-missing",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The username is empty, null or the word null.",
    .why = "Egnyte refuses them: an account needs a username.",
    .remedy = {"Give every person a username",
               {clicks::kCredentials, "Application username format: Email prefix. Save.",
                "Dashboard › Tasks: retry the failed tasks."}},
    .sources = "T1",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userName",
    .headline = "no username",
};

}  // namespace preflight::rules::username_missing
