#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::standard_user_with_sso {

constexpr Rule kRow{
    .code = "PF6005",
    .slug = "standard-user-with-sso",
    .severity = Severity::warning,
    .when = "Standard Users cannot use SSO, by Egnyte's own FAQ.",
    .why = "By Egnyte's own FAQ Standard Users cannot use SSO: the account may be made, but they cannot sign in.",
    .remedy = {"Use egnyte authentication for Standard Users",
               {clicks::kMappings, "Authentication Type: \"egnyte\" for standard, \"sso\" for the others. Save.",
                "Or make them power users."}},
    .sources = "T3 Q6",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.user_type == "standard" && person.auth_type == "sso";
}
std::string message(const PersonView&) {
    return "Standard Users cannot use SSO in Egnyte: the account may be made, but sign-in is not available to it.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::authType,
    .headline = "the type standard and sign in by SSO",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/userType/expression", R"("\"standard\"")"}}},
                   .good = {{{"mapping.json", "/properties/userType/expression", R"("\"standard\"")"},
                             {"mapping.json", "/properties/authType/expression", R"("\"egnyte\"")"}}})

}  // namespace preflight::rules::standard_user_with_sso
