#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::two_factor_with_sso {

constexpr Rule kRow{
    .code = "PF6021",
    .slug = "two-factor-with-sso",
    .severity = Severity::note,
    .when = "Two-factor authentication is turned on for somebody who uses SSO, or for a service account.",
    .why = "Egnyte can exclude SSO users from two-factor authentication, and service accounts are always exempt.",
    .remedy =
        {"Check how Egnyte treats SSO users",
         {clicks::join<clicks::kSecurityPage, ": check whether two-step login verification excludes SSO users.">}},
    .sources = "L15",
    .confidence = Confidence::documented,
};

namespace {

bool is_service_account(const PersonView& person) {
    return person.truth(Attribute::isServiceAccount) == Truth::yes;
}
bool applies(const PersonView& person) {
    return person.truth(Attribute::twoFactor) == Truth::yes &&
           (person.auth_type == "sso" || is_service_account(person));
}
std::string message(const PersonView& person) {
    return is_service_account(person)
               ? "Two-factor authentication is turned on, and Egnyte exempts service accounts from it."
               : "Two-factor authentication is turned on, and Egnyte may exclude SSO users from it.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::twoFactor,
    .headline =
        "two-factor authentication turned on that may have no effect: SSO users can be excluded, and service "
        "accounts are exempt",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad = {{{"mapping.json", "/properties/twoFactor", R"({"expression": "true", "pushStatus": "PUSH"})"}}},
        .good = {{{"mapping.json", "/properties/twoFactor", R"({"expression": "true", "pushStatus": "PUSH"})"},
                  {"mapping.json", "/properties/authType/expression", R"("\"egnyte\"")"}}})

}  // namespace preflight::rules::two_factor_with_sso
