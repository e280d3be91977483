#include "core/rules/default_user_mapping.h"
#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::sign_in_user_mapping_unknown {

constexpr Rule kRow{
    .code = "PF8002",
    .slug = "sign-in-user-mapping-unknown",
    .severity = Severity::note,
    .when = "Default user mapping in Egnyte is not given and sign-in depends on it.",
    .why = "Without that setting, Preflight cannot tell whether they can sign in. Provisioning is not affected.",
    .remedy = {"Look the setting up and tell Preflight",
               {clicks::kEgnyteSecurity, "Read Default user mapping.",
                "Enter it in the scenario: egnyte.sso.defaultUserMapping is \"email\" or \"username\"."}},
    .sources = "Q17",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return depends_on_user_mapping(person) && !no_user_mapping_fits(person);
}
std::string message(const PersonView&) {
    return "Egnyte looks this person up by e-mail address or by username, as Default user mapping says; that setting "
           "is "
           "not given.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .attribute = Attribute::idpUserId,
    .headline = "a sign-in that depends on Default user mapping",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad = {{{"scenario.json", "/egnyte/sso/defaultUserMapping", ""}}},
        .good = {
            {{"scenario.json", "/egnyte/sso/defaultUserMapping", ""},
             {"egnyte-users.json", "/resources/-",
              R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"},
             {"egnyte-users.json", "/resources/-",
              R"({"id": 102, "userName": "bo", "email": "bo@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "bo"})"}}})

}  // namespace preflight::rules::sign_in_user_mapping_unknown
