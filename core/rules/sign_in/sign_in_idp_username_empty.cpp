#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::sign_in_idp_username_empty {

constexpr Rule kRow{
    .code = "PF8008",
    .slug = "sign-in-idp-username-empty",
    .severity = Severity::error,
    .when = "The Egnyte account uses SSO and its IdP Username is empty.",
    .why = "Sign-in fails until it is filled: adopting an account or switching it to SSO does not do that.",
    .remedy = {"Fill in the IdP username",
               {"Egnyte › Settings › Users & Groups › the person",
                "IdP username: the username that Okta sends. Save."}},
    .sources = "S45 T9 K4",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.idp_user_name_empty;
}
std::string message(const PersonView&) {
    return "The Egnyte account signs in by SSO and its IdP Username is empty.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .attribute = Attribute::idpUserId,
    .headline = "an empty IdP username in Egnyte",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/-",
               R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": ""})"}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::sign_in_idp_username_empty
