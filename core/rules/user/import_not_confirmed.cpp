#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::import_not_confirmed {

constexpr Rule kRow{
    .code = "PF6037",
    .slug = "import-not-confirmed",
    .severity = Severity::note,
    .effect = Effect::skips,
    .when = "The app user is IMPORTED or MATCHED: the assignment waits for Confirm Assignments.",
    .why = "Until the import is confirmed, these people are not assigned and Okta sends nothing.",
    .remedy = {"Confirm the import", {clicks::kImport, "Select the person. Confirm Assignments. Confirm."}},
    .sources = "exports-6 S23",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return assignment_of(person) == Assignment::not_confirmed;
}
std::string message(const PersonView& person) {
    return "The app user is " + std::string(person.assignment_status) +
           ": Okta sends nothing until the import is confirmed.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .headline = "an imported account that is not confirmed",
    .applies = applies,
    .message = message,
    .record_member = "status",
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/status", R"("MATCHED")"}}},
                   .good = {{{"app-users.json", "/0/status", R"("ACTIVE")"}}})

}  // namespace preflight::rules::import_not_confirmed
