#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

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

namespace {

bool applies(const PersonView& person) {
    return person.fresh && person.value(Attribute::userType).unset();
}
std::string message(const PersonView&) {
    return "The user type is unset: Egnyte makes this person a Power User.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userType,
    .headline = "no user type and become Power Users",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/userType/expression", R"("user.access")"}}})

}  // namespace preflight::rules::user_type_defaulted
