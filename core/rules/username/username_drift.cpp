#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/text/unicode.h"

namespace preflight::rules::username_drift {

constexpr Rule kRow{
    .code = "PF5007",
    .slug = "username-drift",
    .severity = Severity::warning,
    .when =
        "The username of the assignment differs from what the username format yields today, and username updates are "
        "not excluded.",
    .why =
        "Update Now renames these people in Okta, and with a custom format on Create and update so does every profile "
        "push. Egnyte rejects the new username and with it the whole update.",
    .remedy = {"Keep the username",
               {clicks::kCredentials, "Update application username on: Create only. Save.", clicks::kAssignment,
                "User Name: the name that the account has in Egnyte. Save."}},
    .sources = "S31 S33",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    // The name that the assignment has; where a push derives it anew, Egnyte has the old one.
    return person.update && !person.user_name_today.empty() && !person.user_name_on_assignment.empty() &&
           !text::equal_ignoring_ascii_case(person.user_name_today, person.user_name_on_assignment) &&
           !person.user_name_updates_excluded;
}
std::string message(const PersonView& person) {
    return "The assignment has the username " + quoted(person.user_name_on_assignment) + ", and the format yields " +
           quoted(person.user_name_today) + " today: the next refresh sends a rename, which Egnyte rejects.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .headline = "a username that the format no longer yields",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app.json", "/features", R"(["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "PUSH_USER_DEACTIVATION"])"},
              {"app-users.json", "/0/externalId", R"("77")"},
              {"app-users.json", "/0/credentials/userName", R"("anna")"},
              {"egnyte-users.json", "/resources/-",
               R"({"id": 77, "userName": "anna", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": "anna"})"}}},
        .good = {
            {{"app-users.json", "/0/externalId", R"("77")"},
             {"app-users.json", "/0/credentials/userName", R"("anna")"},
             {"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "anna", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": "anna"})"}}})

}  // namespace preflight::rules::username_drift
