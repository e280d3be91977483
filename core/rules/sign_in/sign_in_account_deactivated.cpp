#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::sign_in_account_deactivated {

constexpr Rule kRow{
    .code = "PF8012",
    .slug = "sign-in-account-deactivated",
    .severity = Severity::error,
    .when = "The Egnyte account of somebody who is expected to sign in is deactivated.",
    .why = "Nobody can sign in to a deactivated account.",
    .remedy = {"Activate the account",
               {"Egnyte › Settings › Users & Groups › the person: activate the account. Save.",
                clicks::join<"Or: ", clicks::kConsole, clicks::kApplication,
                             " › Assignments: unassign the person and assign the person again.">}},
    .sources = "L6",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.account != nullptr && !person.account->active;
}
std::string message(const PersonView& person) {
    return "The Egnyte account " + quoted(person.account_text(Attribute::userName)) + " is deactivated.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .headline = "a deactivated Egnyte account",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/-",
               R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": false, "authType": "sso", "userType": "power", "idpUserId": "ana"})"},
              {"scenario.json", "/events", R"([{"type": "sign-in"}])"}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": false, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::sign_in_account_deactivated
