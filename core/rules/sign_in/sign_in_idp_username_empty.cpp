#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::sign_in_idp_username_empty {

constexpr Rule kRow{
    .code = "PF8008",
    .slug = "sign-in-idp-username-empty",
    .severity = Severity::warning,
    .when = "The Egnyte account uses SSO, its IdP username is empty and it was never active.",
    .why =
        "Either Egnyte looks these people up by Default user mapping, or they cannot sign in until the IdP username is "
        "filled in. Egnyte does not document which.",
    .remedy = {"Fill in the IdP username",
               {"Egnyte › Settings › Users & Groups › the person",
                "IdP username: the username that Okta sends. Save."}},
    .sources = "S45 T9 K4",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.idp_user_name_empty && person.activity == Activity::never;
}
std::string message(const PersonView&) {
    return "The account uses SSO, its IdP username is empty, and it was never active: sign-in may fail.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .attribute = Attribute::idpUserId,
    .headline = "an empty IdP username and an account that was never active",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/-",
               R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "", "lastActiveDate": null})"}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "", "lastActiveDate": "2026-11-20T07:05:00Z"})"}}})

}  // namespace preflight::rules::sign_in_idp_username_empty
