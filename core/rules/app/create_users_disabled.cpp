#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::create_users_disabled {

constexpr Rule kRow{
    .code = "PF3008",
    .slug = "create-users-disabled",
    .severity = Severity::error,
    .effect = Effect::skips,
    .when = "Create Users is off: new people get no Egnyte account.",
    .sources = "S18",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return !person.update && person.switches.create_users == false;
}
std::string message(const PersonView&) {
    return "Create Users is off: no account is made.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .applies = applies,
    .message = message,
};

}  // namespace preflight::rules::create_users_disabled
