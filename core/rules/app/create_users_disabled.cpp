#include "core/rules/person_view.h"
#include "core/rules/rule.h"

namespace preflight::rules::create_users_disabled {

constexpr Rule kRow{
    .code = "PF3008",
    .slug = "create-users-disabled",
    .severity = Severity::error,
    .effect = Effect::skips,
    .when = "Create Users is off: new people get no Egnyte account.",
    .why = "Newly assigned people get no Egnyte account.",
    .remedy = {"Switch Create Users on", {clicks::kToApp, "Create Users: Enable. Save."}},
    .sources = "S18",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (context.switches.api_integration == false || context.switches.create_users != false) return;
    Finding& finding = report.add(kRow, "Create Users is off.");
    if (const auto& place = context.switches.create_users_at) finding.locations.push_back(*place);
}

namespace {

bool applies(const PersonView& person) {
    if (person.update || person.switches.create_users != false) return false;
    // Okta still looks the person up by username and links an account that is there (Q5).
    const bool open = person.workspace.egnyte_users_given && person.value(Attribute::userName).unknown();
    return !person.account_in_egnyte && !open;
}
std::string message(const PersonView&) {
    return "Create Users is off: Okta creates no account, and Egnyte has none with this username.";
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
                  R"(["PUSH_PROFILE_UPDATES", "PUSH_USER_DEACTIVATION", "EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH"])"}}})

}  // namespace preflight::rules::create_users_disabled
