#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::idp_username_empty_on_link {

constexpr Rule kRow{
    .code = "PF6017",
    .slug = "idp-username-empty-on-link",
    .severity = Severity::warning,
    .when = "Okta links an SSO account whose IdP username is empty, and nothing shows that it is used.",
    .why = "Linking does not fill the IdP username. Whether Egnyte finds these people at sign-in is not documented.",
    .remedy = {"Fill in the IdP username",
               {"Egnyte › Settings › Users & Groups › the person",
                "IdP username: the username that Okta sends. Save."}},
    .sources = "T9",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    if (!person.taken_over || person.auth_type != "sso" || person.refused_by_earlier()) return false;
    const population::Cell own = (*person.account)[Attribute::idpUserId];
    const bool empty = !own.is_unset() && egnyte::counts_as_unset(person.atoms.text_of(own));
    return empty && person.value(Attribute::idpUserId).unset() && person.activity != Activity::recent;
}
std::string message(const PersonView& person) {
    return "Okta links the account " + quoted(person.account_text(Attribute::userName)) +
           ", and its IdP username stays empty.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::idpUserId,
    .headline = "an account to link whose IdP username is empty",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/-",
               R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": ""})"}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": "", "lastActiveDate": "2026-11-20T07:05:00Z"})"}}})

}  // namespace preflight::rules::idp_username_empty_on_link
