#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::idp_username_empty_after_switch {

constexpr Rule kRow{
    .code = "PF6018",
    .slug = "idp-username-empty-after-switch",
    .severity = Severity::warning,
    .when = "An update switches the account from egnyte to sso, and its IdP username is empty.",
    .why = "The switch does not fill the IdP username: it has to be filled in by hand before these people can sign in.",
    .remedy = {"Fill in the IdP username",
               {"Egnyte › Settings › Users & Groups › the person",
                "IdP username: the username that Okta sends. Save."}},
    .sources = "S45",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    if (person.fresh || person.account == nullptr || person.auth_type != "sso") return false;
    const bool empty = egnyte::counts_as_unset(person.account_text(Attribute::idpUserId));
    return person.account_text(Attribute::authType) == "egnyte" && empty && person.value(Attribute::idpUserId).unset();
}
std::string message(const PersonView&) {
    return "The update switches the account from egnyte to sso, and its IdP username stays empty.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::idpUserId,
    .headline = "a switch to sso with an empty IdP username",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/-",
               R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "egnyte", "userType": "power", "idpUserId": ""})"}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "egnyte", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::idp_username_empty_after_switch
