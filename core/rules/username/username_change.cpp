#include "core/rules/person_rule.h"

namespace preflight::rules::username_change {

constexpr Rule kRow{
    .code = "PF5008",
    .slug = "username-change",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "An update would rename an existing Egnyte account.",
    .why = "Egnyte refuses the whole update: nothing else about the person is changed either.",
    .remedy = {"Put the old username back, or rename in Egnyte first",
               {clicks::kAssignment, "User Name: the name the account has in Egnyte. Save.",
                "Or: rename the account in Egnyte › Users & Groups first, then retry the task in Okta."}},
    .sources = "S32 Q18",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userName",
    .headline = "a changed username",
};

}  // namespace preflight::rules::username_change
