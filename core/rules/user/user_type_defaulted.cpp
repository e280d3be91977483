#include "core/rules/person_rule.h"

namespace preflight::rules::user_type_defaulted {

constexpr Rule kRow{
    .code = "PF6002",
    .slug = "user-type-defaulted",
    .severity = Severity::warning,
    .when = "The user type is unset: the person becomes a Power User.",
    .why = "Each takes a paid Power User seat.",
    .remedy = {"Set the user type on purpose",
               {clicks::kMappings,
                "User Type: map it, for example to \"standard\", or set it on the assigned groups. Save.",
                "Check the seats under Egnyte › Settings › Billing before you assign everybody."}},
    .sources = "S37 S38 S39 S40",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userType",
    .headline = "no user type and become Power Users",
};

}  // namespace preflight::rules::user_type_defaulted
