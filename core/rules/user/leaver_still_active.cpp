#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::leaver_still_active {

constexpr Rule kRow{
    .code = "PF6032",
    .slug = "leaver-still-active",
    .severity = Severity::error,
    .when = "The person left Okta or lost the assignment, and the Egnyte account is still active.",
    .why = "The account keeps its seat, and access by password, links or apps remains.",
    .remedy = {"Deactivate the account",
               {"Egnyte › Settings › Users & Groups › the person", "Deactivate the account. Save.", clicks::kToApp,
                "Deactivate Users: Enable, so that Okta deactivates the next leaver. Save."}},
    .sources = "S07 S18",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    const bool left = person.okta_status == "DEPROVISIONED" || assignment_of(person) == Assignment::ended;
    // What Okta alone says of the account does not tell whether it is active.
    return left && person.workspace.egnyte_users_given && person.account_in_egnyte && person.account != nullptr &&
           person.account->active;
}
std::string message(const PersonView& person) {
    const bool left_okta = person.okta_status == "DEPROVISIONED";
    return (left_okta ? "The Okta user is DEPROVISIONED"
                      : "The assignment is " + std::string(person.assignment_status)) +
           ", and the Egnyte account " + quoted(person.account_text(Attribute::userName)) + " is still active.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .headline = "left, but whose Egnyte account is active",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"users.json", "/0/status", R"("DEPROVISIONED")"},
              {"egnyte-users.json", "/resources/-",
               R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}},
        .good = {
            {{"users.json", "/0/status", R"("DEPROVISIONED")"},
             {"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": false, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::leaver_still_active
