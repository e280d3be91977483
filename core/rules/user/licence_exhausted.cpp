#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::licence_exhausted {

constexpr Rule kRow{
    .code = "PF6023",
    .slug = "licence-exhausted",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "No seat is left for this person.",
    .why = "Egnyte rejects them once all seats are taken.",
    .remedy = {"Free or buy seats",
               {"Egnyte › Settings › Billing", "Add seats, or deactivate accounts that are not used.",
                "Then retry the tasks in Okta."}},
    .sources = "U6 Q10 Q11",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.exhausted.has_value();
}
std::string message(const PersonView& person) {
    return "All " + std::to_string(person.exhausted->seats) + (person.exhausted->standard ? " standard" : " power") +
           " seats are taken.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userType,
    .headline = "no seat left",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"scenario.json", "/egnyte/licences", R"({"power": 1, "standard": 0})"}}},
                   .good = {{{"scenario.json", "/egnyte/licences", R"({"power": 3, "standard": 0})"}}})

}  // namespace preflight::rules::licence_exhausted
