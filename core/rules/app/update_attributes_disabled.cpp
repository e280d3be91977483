#include "core/rules/person_view.h"
#include "core/rules/rule.h"

namespace preflight::rules::update_attributes_disabled {

constexpr Rule kRow{
    .code = "PF3009",
    .slug = "update-attributes-disabled",
    .severity = Severity::warning,
    .effect = Effect::skips,
    .when = "Update User Attributes is off: changes in Okta never reach Egnyte.",
    .why = "Changed names, e-mail addresses and user types stay in Okta.",
    .remedy = {"Switch Update User Attributes on", {clicks::kToApp, "Update User Attributes: Enable. Save."}},
    .sources = "S18",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (context.switches.api_integration == false || context.switches.update_attributes != false) return;
    Finding& finding = report.add(kRow, "Update User Attributes is off.");
    if (const auto& place = context.switches.update_attributes_at) finding.locations.push_back(*place);
}

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

PREFLIGHT_EXAMPLES(
        .bad = {{{"app.json", "/features",
                  R"(["PUSH_NEW_USERS", "PUSH_USER_DEACTIVATION", "EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH"])"}}})

}  // namespace preflight::rules::update_attributes_disabled
