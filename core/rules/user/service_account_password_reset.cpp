#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::service_account_password_reset {

constexpr Rule kRow{
    .code = "PF6011",
    .slug = "service-account-password-reset",
    .severity = Severity::manual,
    .when = "Okta creates a service account, whose generated password nobody can see.",
    .why = "Nobody knows the password that Okta generates, so nothing can sign in with the account until it is reset.",
    .remedy = {"Reset the password of each service account",
               {"Egnyte › Settings › Users & Groups › the service account",
                "Reset the password, and store it safely."}},
    .sources = "S49 S51",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.fresh && person.truth(Attribute::isServiceAccount) == Truth::yes;
}
std::string message(const PersonView& person) {
    return "Reset the password of the new service account " + quoted(person.text(Attribute::userName)) + " in Egnyte.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::accepted,
    .headline = "a new service account whose password has to be reset in Egnyte",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"users.json", "/-",
               R"({"id": "00uSvc", "status": "ACTIVE", "profile": {"login": "svc@acme.test", "email": "svc@acme.test", "firstName": "S", "lastName": "Vc", "service": true}})"},
              {"app-users.json", "/-",
               R"({"id": "00uSvc", "externalId": null, "scope": "USER", "status": "STAGED", "credentials": {"userName": "svc"}, "profile": {}})"}}},
        .good = {
            {{"users.json", "/-",
              R"({"id": "00uSvc", "status": "ACTIVE", "profile": {"login": "svc@acme.test", "email": "svc@acme.test", "firstName": "S", "lastName": "Vc", "service": true}})"},
             {"app-users.json", "/-",
              R"({"id": "00uSvc", "externalId": null, "scope": "USER", "status": "STAGED", "credentials": {"userName": "svc"}, "profile": {}})"},
             {"egnyte-users.json", "/resources/-",
              R"({"id": 78, "userName": "svc", "email": "svc@acme.test", "active": true, "authType": "sso", "userType": "power", "isServiceAccount": true, "idpUserId": "svc"})"}}})

}  // namespace preflight::rules::service_account_password_reset
