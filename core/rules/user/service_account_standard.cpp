#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::service_account_standard {

constexpr Rule kRow{
    .code = "PF6008",
    .slug = "service-account-standard",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "Only admin and power users may be service accounts.",
    .why = "Egnyte offers service accounts to admins and power users only.",
    .remedy = {"Make it a power user", {clicks::kMappings, "User Type: \"power\" for service accounts. Save."}},
    .sources = "L12 L13",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.truth(Attribute::isServiceAccount) == Truth::yes && person.user_type == "standard";
}
std::string message(const PersonView&) {
    return "A service account must be an admin or power user, not standard.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userType,
    .headline = "a service account of type standard",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"users.json", "/-",
               R"({"id": "00uSvc", "status": "ACTIVE", "profile": {"login": "svc@acme.test", "email": "svc@acme.test", "firstName": "S", "lastName": "Vc", "service": true}})"},
              {"app-users.json", "/-",
               R"({"id": "00uSvc", "externalId": null, "scope": "USER", "status": "STAGED", "credentials": {"userName": "svc"}, "profile": {}})"},
              {"mapping.json", "/properties/userType/expression", R"("\"standard\"")"}}},
        .good = {
            {{"users.json", "/-",
              R"({"id": "00uSvc", "status": "ACTIVE", "profile": {"login": "svc@acme.test", "email": "svc@acme.test", "firstName": "S", "lastName": "Vc", "service": true}})"},
             {"app-users.json", "/-",
              R"({"id": "00uSvc", "externalId": null, "scope": "USER", "status": "STAGED", "credentials": {"userName": "svc"}, "profile": {}})"}}})

}  // namespace preflight::rules::service_account_standard
