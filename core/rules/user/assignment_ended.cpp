#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::assignment_ended {

constexpr Rule kRow{
    .code = "PF6036",
    .slug = "assignment-ended",
    .severity = Severity::note,
    .effect = Effect::skips,
    .when = "The assignment has ended: the app user is UNASSIGNED, DEPROVISIONED, REVOKED or INACTIVE.",
    .why = "Okta sends nothing for these people, and they cannot open Egnyte from Okta.",
    .remedy = {"Assign the person again if access is needed",
               {clicks::kAssignments, "Assign › Assign to People: choose the person. Save and Go Back. Done."}},
    .sources = "exports-6",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return assignment_of(person) == Assignment::ended;
}
std::string message(const PersonView& person) {
    return "The assignment is " + std::string(person.assignment_status) + ": Okta sends nothing for this person.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .headline = "an assignment that has ended",
    .applies = applies,
    .message = message,
    .record_member = "status",
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/status", R"("UNASSIGNED")"}}},
                   .good = {{{"app-users.json", "/0/status", R"("PROVISIONED")"}}})

}  // namespace preflight::rules::assignment_ended
