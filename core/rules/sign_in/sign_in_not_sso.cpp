#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::sign_in_not_sso {

constexpr Rule kRow{
    .code = "PF8006",
    .slug = "sign-in-not-sso",
    .severity = Severity::note,
    .when = "The account signs in with a password: its authentication type is not sso.",
    .why = "SSO does not apply to these people. They sign in with the password of their Egnyte account.",
    .remedy = {"Nothing to do if it is meant"},
    .sources = "A15",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return !person.auth_type.empty() && person.auth_type_known && person.auth_type != "sso" &&
           person.truth(Attribute::isServiceAccount) != Truth::yes;
}
std::string message(const PersonView& person) {
    return "The authentication type is " + quoted(person.auth_type) +
           ": the person signs in with a password and not through Okta.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .attribute = Attribute::authType,
    .headline = "an account that signs in with a password",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/authType/expression", R"("\"egnyte\"")"}}})

}  // namespace preflight::rules::sign_in_not_sso
