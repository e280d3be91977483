#include "core/rules/lost_admin.h"
#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::last_admin_removed {

constexpr Rule kRow{
    .code = "PF6025",
    .slug = "last-admin-removed",
    .severity = Severity::error,
    .when = "Egnyte has an active admin before the plan and none after it.",
    .why =
        "Without an active admin nobody can manage Egnyte, and the API token stops working. Egnyte may reject the "
        "request; Egnyte does not document this.",
    .remedy = {"Keep an admin",
               {"Egnyte › Settings › Users & Groups: make an account that Okta does not manage an admin.",
                clicks::kMappings, "User Type: \"admin\" for at least one active person. Save."}},
    .sources = "Q36 L9",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.loses_admin && person.no_admin_left;
}
std::string message(const PersonView& person) {
    return "The account " + quoted(person.account_text(Attribute::userName)) + " " + how_admin_is_lost(person) +
           ", and Egnyte has no active admin after the plan.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::accepted,
    .headline = "an admin account that is deactivated or demoted, and Egnyte has no active admin after the plan",
    .applies = applies,
    .message = message,
    .blames = blamed_for_lost_admin,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/0",
               R"({"id": 1, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "admin", "idpUserId": "ana"})"},
              {"scenario.json", "/egnyte/tokenOwner", ""}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "admin", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::last_admin_removed
