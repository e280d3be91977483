#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::assigned_before_provisioning {

constexpr Rule kRow{
    .code = "PF6028",
    .slug = "assigned-before-provisioning",
    .severity = Severity::warning,
    .effect = Effect::skips,
    .when =
        "The person was assigned before provisioning was switched on: the app user is ACTIVE with sync state DISABLED "
        "and has no Egnyte id.",
    .why = "Okta never sends these people until each is provisioned by hand or assigned again.",
    .remedy = {"Provision the person",
               {clicks::kAssignments, "Provision User, beside the person.",
                "Or remove the assignment and assign the person again."}},
    .sources = "exports-6",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    const bool off = person.switches.api_integration == false;
    return !off && !person.update && person.assignment_status == "ACTIVE" && person.sync_state == "DISABLED";
}
std::string message(const PersonView&) {
    return "The person was assigned before provisioning was switched on: Okta does not send the person.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .headline = "an assignment from before provisioning was switched on",
    .applies = applies,
    .message = message,
    .record_member = "syncState",
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/status", R"("ACTIVE")"},
                            {"app-users.json", "/0/syncState", R"("DISABLED")"}}},
                   .good = {{{"app-users.json", "/0/status", R"("ACTIVE")"},
                             {"app-users.json", "/0/syncState", R"("SYNCING")"}}})

}  // namespace preflight::rules::assigned_before_provisioning
