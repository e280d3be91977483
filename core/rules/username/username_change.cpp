#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/text/unicode.h"

namespace preflight::rules::username_change {

constexpr Rule kRow{
    .code = "PF5008",
    .slug = "username-change",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "An update would rename an existing Egnyte account.",
    .why = "Egnyte rejects the whole update: nothing else about the person is changed either.",
    .remedy = {"Put the old username back, or rename in Egnyte first",
               {clicks::kAssignment, "User Name: the name the account has in Egnyte. Save.",
                "Or: rename the account in Egnyte › Users & Groups first, then retry the task in Okta."}},
    .sources = "S32 Q18",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.update && person.account_in_egnyte && person.value(Attribute::userName).known() &&
           !text::equal_ignoring_ascii_case(person.account_text(Attribute::userName), person.text(Attribute::userName));
}
std::string message(const PersonView& person) {
    return "The account is " + quoted(person.account_text(Attribute::userName)) + " in Egnyte and Okta now sends " +
           quoted(person.text(Attribute::userName)) + ": a rename is rejected and blocks the whole update.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .headline = "a changed username",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/-",
               R"({"id": 77, "userName": "anna", "email": "anna@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "anna"})"},
              {"app-users.json", "/0/externalId", R"("77")"}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"},
             {"app-users.json", "/0/externalId", R"("77")"}}})

}  // namespace preflight::rules::username_change
