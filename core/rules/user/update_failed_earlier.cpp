#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::update_failed_earlier {

constexpr Rule kRow{
    .code = "PF6038",
    .slug = "update-failed-earlier",
    .severity = Severity::warning,
    .when = "The app user is PROVISIONED with sync state ERROR: the last profile push failed, and a task is waiting.",
    .why = "Egnyte has the old values until the push is retried.",
    .remedy = {"Correct the cause and retry",
               {clicks::kTasks, "Open the failed task and read its error. Correct the cause.",
                "Select the task. Retry Selected."}},
    .sources = "exports-6 O4",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.assignment_status == "PROVISIONED" && person.sync_state == "ERROR";
}
std::string message(const PersonView&) {
    return "The last profile push failed, and a task is waiting.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .headline = "a failed profile push that waits as a task",
    .applies = applies,
    .message = message,
    .record_member = "syncState",
};

PREFLIGHT_EXAMPLES(
        .bad = {
            {{"app-users.json", "/0/status", R"("PROVISIONED")"},
             {"app-users.json", "/0/syncState", R"("ERROR")"},
             {"app-users.json", "/0/externalId", R"("77")"},
             {"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::update_failed_earlier
