#include "core/rules/person_rule.h"

namespace preflight::rules::user_type_invalid {

constexpr Rule kRow{
    .code = "PF6001",
    .slug = "user-type-invalid",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The user type is not admin, power or standard in exactly this spelling.",
    .why = "Egnyte takes only admin, power and standard in exactly this spelling and refuses the person.",
    .remedy = {"Write the user type exactly",
               {clicks::kMappings, "User Type: use \"admin\", \"power\" or \"standard\", all lower case. Save.",
                "Values set on assignments: correct them on the person or the group."}},
    .sources = "S35 S36 Q12",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userType",
    .headline = "a user type that Egnyte does not know",
};

}  // namespace preflight::rules::user_type_invalid
