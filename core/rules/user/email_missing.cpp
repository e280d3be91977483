#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::email_missing {

constexpr Rule kRow{
    .code = "PF6013",
    .slug = "email-missing",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "There is no e-mail address.",
    .why = "Egnyte rejects them: an account needs one.",
    .remedy = {"Map the e-mail address", {clicks::kMappings, "Email: user.email. Save."}},
    .sources = "egnyte-2",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.value(Attribute::email).unset();
}
std::string message(const PersonView&) {
    return "There is no e-mail address.";
}

constexpr findings::Remedy kProfile{"Fill in the e-mail address", {clicks::kPersonProfile, "Primary email. Save."}};

const findings::Remedy* remedy(const PersonView& person) {
    return blank_by_mapping(person, Attribute::email, person.okta_has_email) ? nullptr : &kProfile;
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::email,
    .headline = "no e-mail address",
    .applies = applies,
    .message = message,
    .remedy = remedy,
};

PREFLIGHT_EXAMPLES(.bad = {{{"users.json", "/0/profile/email", "null"}}})

}  // namespace preflight::rules::email_missing
