#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::idp_username_without_sso {

constexpr Rule kRow{
    .code = "PF6019",
    .slug = "idp-username-without-sso",
    .severity = Severity::warning,
    .when = "An IdP username is sent for an account whose authentication type is not sso.",
    .why = "Egnyte asks to leave the IdP username out of accounts that do not use SSO. It has no effect there.",
    .remedy = {"Send the IdP username only with sso",
               {clicks::kMappings, "IdP Username: map it only where Authentication Type is \"sso\". Save."}},
    .sources = "A9 A15",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.value(Attribute::idpUserId).known() && !person.auth_type.empty() && person.auth_type_known &&
           person.auth_type != "sso";
}
std::string message(const PersonView& person) {
    return "The IdP username " + quoted(person.text(Attribute::idpUserId)) +
           " is sent, and the authentication type is " + quoted(person.auth_type) + ".";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::idpUserId,
    .headline = "an IdP username without SSO",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad = {{{"mapping.json", "/properties/idpUserId", R"({"expression": "user.email", "pushStatus": "PUSH"})"},
                 {"mapping.json", "/properties/authType/expression", R"("\"egnyte\"")"}}},
        .good = {{{"mapping.json", "/properties/idpUserId",
                   R"json({"expression": "String.substringBefore(user.email, \"@\")", "pushStatus": "PUSH"})json"}}})

}  // namespace preflight::rules::idp_username_without_sso
