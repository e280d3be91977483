#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::update_attributes_disabled {

constexpr Rule kRow{
    .code = "PF3009",
    .slug = "update-attributes-disabled",
    .severity = Severity::warning,
    .effect = Effect::skips,
    .when = "Update User Attributes is off: changes in Okta never reach Egnyte.",
    .sources = "S18",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.update && person.switches.update_attributes == false;
}
std::string message(const PersonView&) {
    return "Update User Attributes is off: the account stays as it is.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .applies = applies,
    .message = message,
};

}  // namespace preflight::rules::update_attributes_disabled
