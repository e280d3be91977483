#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::auth_type_invalid {

constexpr Rule kRow{
    .code = "PF6003",
    .slug = "auth-type-invalid",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The authentication type is not sso, egnyte or ad.",
    .why = "Egnyte rejects them: it takes sso, egnyte and ad.",
    .remedy = {"Use one of the three", {clicks::kMappings, "Authentication Type: \"sso\" or \"egnyte\". Save."}},
    .sources = "egnyte-2 Q14",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return !person.auth_type_known;
}
std::string message(const PersonView& person) {
    return "The authentication type " + quoted(person.auth_type) + " is not one of sso, egnyte, ad.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::authType,
    .headline = "an authentication type that Egnyte does not know",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/authType/expression", R"("\"saml\"")"}}},
                   .good = {{{"mapping.json", "/properties/authType/expression", R"("\"SSO\"")"}}})

}  // namespace preflight::rules::auth_type_invalid
