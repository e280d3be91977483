#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::user_not_active {

constexpr Rule kRow{
    .code = "PF6024",
    .slug = "user-not-active",
    .severity = Severity::note,
    .effect = Effect::skips,
    .when = "The Okta user is STAGED, PROVISIONED, SUSPENDED or DEPROVISIONED: nothing is sent.",
    .why = "Okta sends nothing for them until they are active.",
    .remedy = {"Activate them when they need access", {clicks::kPersonActivate}},
    .sources = "exports-6",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return !active_in_okta(person);
}
std::string message(const PersonView& person) {
    return "The Okta user is " + std::string(person.okta_status) + ": Okta sends nothing until the user is active.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .headline = "an Okta account that is not active",
    .applies = applies,
    .message = message,
    .record_member = "status",
};

PREFLIGHT_EXAMPLES(.bad = {{{"users.json", "/0/status", R"("SUSPENDED")"}}},
                   .good = {{{"users.json", "/0/status", R"("PASSWORD_EXPIRED")"}}})

}  // namespace preflight::rules::user_not_active
