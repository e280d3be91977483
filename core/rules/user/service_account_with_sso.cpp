#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::service_account_with_sso {

constexpr Rule kRow{
    .code = "PF6009",
    .slug = "service-account-with-sso",
    .severity = Severity::warning,
    .when = "A service account has the authentication type sso.",
    .why =
        "A service account has no interactive sign-in: the generated password is its only way in, and with sso it may "
        "not be accepted.",
    .remedy = {"Use egnyte authentication for service accounts",
               {clicks::kMappings,
                "Authentication Type: \"egnyte\" wherever Is user a Service Account is true. Save."}},
    .sources = "Q29 L12",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.truth(Attribute::isServiceAccount) == Truth::yes && person.auth_type == "sso";
}
std::string message(const PersonView&) {
    return "A service account with authentication type sso: its password may not be accepted.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::authType,
    .headline = "a service account with authentication type sso",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad = {{{"mapping.json", "/properties/isServiceAccount/expression", R"("user.lastName == \"Lee\"")"}}},
        .good = {{{"mapping.json", "/properties/isServiceAccount/expression", R"("user.lastName == \"Lee\"")"},
                  {"mapping.json", "/properties/authType/expression", R"("\"egnyte\"")"}}})

}  // namespace preflight::rules::service_account_with_sso
