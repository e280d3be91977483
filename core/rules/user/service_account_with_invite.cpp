#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::service_account_with_invite {

constexpr Rule kRow{
    .code = "PF6007",
    .slug = "service-account-with-invite",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "A service account whose invite is not explicitly off.",
    .why = "Egnyte rejects a service account whose invitation is not explicitly off, and unset means on.",
    .remedy = {"Switch the invitation off for service accounts",
               {clicks::kMappings, "Sending Invite Email: false wherever Is user a Service Account is true. Save.",
                "Dashboard › Tasks › Retry Selected."}},
    .sources = "S48 SX5",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    const Truth invite = person.truth(Attribute::sendInvite);
    return person.truth(Attribute::isServiceAccount) == Truth::yes && (invite == Truth::yes || invite == Truth::unset);
}
std::string message(const PersonView& person) {
    return person.truth(Attribute::sendInvite) == Truth::yes
               ? "A service account with an invitation."
               : "A service account whose invitation is unset, and unset means on.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::sendInvite,
    .headline = "a service account with an invitation",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"users.json", "/-",
               R"({"id": "00uSvc", "status": "ACTIVE", "profile": {"login": "svc@acme.test", "email": "svc@acme.test", "firstName": "S", "lastName": "Vc", "service": true}})"},
              {"app-users.json", "/-",
               R"({"id": "00uSvc", "externalId": null, "scope": "USER", "status": "STAGED", "credentials": {"userName": "svc"}, "profile": {}})"},
              {"mapping.json", "/properties/sendInvite/expression", R"("true")"}}},
        .good = {
            {{"users.json", "/-",
              R"({"id": "00uSvc", "status": "ACTIVE", "profile": {"login": "svc@acme.test", "email": "svc@acme.test", "firstName": "S", "lastName": "Vc", "service": true}})"},
             {"app-users.json", "/-",
              R"({"id": "00uSvc", "externalId": null, "scope": "USER", "status": "STAGED", "credentials": {"userName": "svc"}, "profile": {}})"}}})

}  // namespace preflight::rules::service_account_with_invite
