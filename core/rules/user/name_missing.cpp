#include "core/rules/person_rule.h"

namespace preflight::rules::name_missing {

constexpr Rule kRow{
    .code = "PF6016",
    .slug = "name-missing",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The given or family name is blank.",
    .why = "Egnyte refuses them: both names are required.",
    .remedy = {"Fill in both names", {clicks::kPersonProfile, "First name and Last name. Save."}},
    .sources = "Q30",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .headline = "a blank given or family name",
};

}  // namespace preflight::rules::name_missing
