#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::username_adopts_other_account {

constexpr Rule kRow{
    .code = "PF5009",
    .slug = "username-adopts-other-account",
    .severity = Severity::error,
    .when = "The username exists in Egnyte with another e-mail address.",
    .why = "Okta takes over that account; if it belongs to somebody else, they lose it.",
    .remedy = {"Make sure that the accounts are theirs",
               {"Egnyte › Settings › Users & Groups: open the account and compare its owner.",
                "If it is somebody else's, give the Okta person another User Name on the assignment."}},
    .sources = "Q5",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.taken_over && !person.refused_by_earlier() && has_other_email(person);
}
std::string message(const PersonView& person) {
    return "Egnyte already has a user " + quoted(person.account_text(Attribute::userName)) +
           " with the e-mail address " + std::string(person.account_text(Attribute::email)) +
           ": Okta would take over that account.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .headline = "the username of an Egnyte account with another e-mail address",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/-",
               R"({"id": 101, "userName": "ana", "email": "other@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::username_adopts_other_account
