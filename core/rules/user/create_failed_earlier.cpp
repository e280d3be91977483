#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::create_failed_earlier {

constexpr Rule kRow{
    .code = "PF6029",
    .slug = "create-failed-earlier",
    .severity = Severity::warning,
    .when = "The app user is STAGED with sync state ERROR: creating the account failed, and a task is waiting.",
    .why = "Okta does not try again by itself.",
    .remedy = {"Correct the cause and retry",
               {clicks::kTasks, "Open the failed task and read its error. Correct the cause.",
                "Select the task. Retry Selected."}},
    .sources = "exports-6 O4",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return !person.update && person.assignment_status == "STAGED" && person.sync_state == "ERROR";
}
std::string message(const PersonView&) {
    return "Creating the account failed earlier, and a task is waiting: this is what a retry will do.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .headline = "a failed creation that waits as a task",
    .applies = applies,
    .message = message,
    .record_member = "syncState",
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/syncState", R"("ERROR")"}}})

}  // namespace preflight::rules::create_failed_earlier
