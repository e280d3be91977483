#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::two_factor_unavailable {

constexpr Rule kRow{
    .code = "PF6020",
    .slug = "two-factor-unavailable",
    .severity = Severity::warning,
    .when = "Two-factor authentication is turned on for somebody, and the Egnyte plan does not include it.",
    .why = "The plan does not include two-factor authentication, so these people sign in without it.",
    .remedy =
        {"Change the plan, or leave the attribute out",
         {"Egnyte › Settings › Billing: choose a plan with two-factor authentication.",
          clicks::join<"Or: ", clicks::kConsole, clicks::kApplication,
                       " › Provisioning › To App › Attribute Mappings: Two Factor Authentication: Do not map. Save.">}},
    .sources = "S52",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    const auto& scenario = person.workspace.scenario;
    return person.truth(Attribute::twoFactor) == Truth::yes && scenario && scenario->two_factor_available == false;
}
std::string message(const PersonView&) {
    return "Two-factor authentication is turned on, and the Egnyte plan does not include it.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::twoFactor,
    .headline = "two-factor authentication turned on, which the Egnyte plan does not include",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad = {{{"mapping.json", "/properties/twoFactor", R"({"expression": "true", "pushStatus": "PUSH"})"},
                 {"scenario.json", "/egnyte/twoFactor", R"({"available": false})"}}},
        .good = {{{"mapping.json", "/properties/twoFactor", R"({"expression": "true", "pushStatus": "PUSH"})"},
                  {"scenario.json", "/egnyte/twoFactor", R"({"available": true})"}}})

}  // namespace preflight::rules::two_factor_unavailable
