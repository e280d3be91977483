#include "core/rules/password_policy.h"
#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::service_account_password_policy {

constexpr Rule kRow{
    .code = "PF6010",
    .slug = "service-account-password-policy",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The password policy that applies to a service account asks for fewer than 12 characters.",
    .why = "The password that Okta generates is too short for Egnyte, and the account is rejected.",
    .remedy = {"Ask for 12 characters",
               {clicks::kPasswordPolicy, "Minimum length: 12. Update Policy.", "Dashboard › Tasks › Retry Selected."}},
    .sources = "S50",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.fresh && person.truth(Attribute::isServiceAccount) == Truth::yes &&
           password_policy_answer(person.workspace, person.password_provider) == PolicyAnswer::too_short;
}
std::string message(const PersonView&) {
    return "The password that Okta generates follows a policy of fewer than 12 characters.";
}

std::vector<findings::Location> short_policies(const workspace::Workspace& workspace) {
    std::vector<findings::Location> result;
    for (const okta::PasswordPolicy& policy : workspace.password_policies) {
        if (could_apply(policy, "OKTA") &&
            policy.min_length.value_or(kServiceAccountPasswordLength) < kServiceAccountPasswordLength)
            result.push_back(policy.min_length_at);
    }
    return result;
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::isServiceAccount,
    .headline = "a service account under a password policy of fewer than 12 characters",
    .applies = applies,
    .message = message,
    .settings = short_policies,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"users.json", "/-",
               R"({"id": "00uSvc", "status": "ACTIVE", "profile": {"login": "svc@acme.test", "email": "svc@acme.test", "firstName": "S", "lastName": "Vc", "service": true}})"},
              {"app-users.json", "/-",
               R"({"id": "00uSvc", "externalId": null, "scope": "USER", "status": "STAGED", "credentials": {"userName": "svc"}, "profile": {}})"},
              {"policies.json", "/0/settings/password/complexity/minLength", "11"}}},
        .good = {
            {{"users.json", "/-",
              R"({"id": "00uSvc", "status": "ACTIVE", "profile": {"login": "svc@acme.test", "email": "svc@acme.test", "firstName": "S", "lastName": "Vc", "service": true}})"},
             {"app-users.json", "/-",
              R"({"id": "00uSvc", "externalId": null, "scope": "USER", "status": "STAGED", "credentials": {"userName": "svc"}, "profile": {}})"},
             {"policies.json", "/0/settings/password/complexity/minLength", "12"}}})

}  // namespace preflight::rules::service_account_password_policy
