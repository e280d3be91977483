#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::user_type_invalid {

constexpr Rule kRow{
    .code = "PF6001",
    .slug = "user-type-invalid",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The user type is not admin, power or standard in exactly this spelling.",
    .why = "Egnyte takes only admin, power and standard in exactly this spelling and rejects the person.",
    .remedy = {"Write the user type exactly",
               {clicks::kMappings, "User Type: use \"admin\", \"power\" or \"standard\", all lower case. Save.",
                "Values set on assignments: correct them on the person or the group."}},
    .sources = "S35 S36 Q12",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.value(Attribute::userType).known() && !egnyte::valid_user_type(person.user_type);
}
std::string message(const PersonView& person) {
    const std::string_view nearest = egnyte::nearest_user_type(person.user_type);
    return "The user type " + quoted(person.user_type) + " is not one of admin, power, standard" +
           (nearest.empty() ? "." : "; did you mean " + quoted(nearest) + "?");
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userType,
    .headline = "a user type that Egnyte does not know",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/userType/expression", R"("\"Power\"")"}}})

}  // namespace preflight::rules::user_type_invalid
