#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::auth_type_ad {

constexpr Rule kRow{
    .code = "PF6004",
    .slug = "auth-type-ad",
    .severity = Severity::warning,
    .when = "Authentication type ad needs Active Directory in Egnyte and is not among the app's known choices.",
    .why = "It works only where Egnyte is connected to Active Directory, and the Okta app is not known to offer it.",
    .remedy = {"Check that it is meant",
               {clicks::kMappings, "Authentication Type: \"sso\" for people who sign in through Okta. Save."}},
    .sources = "Q15",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.auth_type == "ad";
}
std::string message(const PersonView&) {
    return "Authentication type ad works only with Active Directory connected to Egnyte.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::authType,
    .headline = "authentication type ad",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/authType/expression", R"("\"ad\"")"}}})

}  // namespace preflight::rules::auth_type_ad
