#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::account_missing_in_egnyte {

constexpr Rule kRow{
    .code = "PF6031",
    .slug = "account-missing-in-egnyte",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "Okta holds an Egnyte id that the complete list of Egnyte users does not contain.",
    .why = "The account was deleted in Egnyte: every update fails with 404, and these people cannot sign in.",
    .remedy = {"Unassign the person and assign the person again",
               {clicks::kAssignments, "The X beside the person: remove the assignment.",
                "Assign › Assign to People: choose the person. Okta then creates or links an account."}},
    .sources = "Q22 E3",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.account_gone;
}
std::string message(const PersonView& person) {
    return "Okta holds the Egnyte id " + quoted(person.external_id) +
           ", and Egnyte no longer has an account with this id: every update fails.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .headline = "an Egnyte account that no longer exists",
    .applies = applies,
    .message = message,
    .record_member = "externalId",
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/externalId", R"("77")"}}},
                   .good = {
                       {{"app-users.json", "/0/externalId", R"("77")"}, {"egnyte-users.json", "/totalResults", "2"}}})

}  // namespace preflight::rules::account_missing_in_egnyte
