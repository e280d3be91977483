#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::email_invalid {

constexpr Rule kRow{
    .code = "PF6014",
    .slug = "email-invalid",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The e-mail address is not an address.",
    .why = "Egnyte rejects them.",
    .remedy = {"Correct the address in Okta", {clicks::kPersonProfile, "Correct Primary email. Save."}},
    .sources = "Q31",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.value(Attribute::email).known() && !egnyte::plausible_email(person.text(Attribute::email));
}
std::string message(const PersonView& person) {
    return quoted(person.text(Attribute::email)) + " is not an e-mail address.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::email,
    .headline = "an e-mail address that is none",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"users.json", "/0/profile/email", R"("ana at acme")"}}},
                   .good = {{{"users.json", "/0/profile/email", R"("ana+x@sub.acme.test")"}}})

}  // namespace preflight::rules::email_invalid
