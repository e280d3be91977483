#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/text/unicode.h"

namespace preflight::rules::email_duplicate {

constexpr Rule kRow{
    .code = "PF6015",
    .slug = "email-duplicate",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The e-mail address belongs to another Egnyte user or to somebody earlier in the list.",
    .why = "Egnyte takes each address once, except for service accounts; the later person is rejected.",
    .remedy = {"Make the addresses different",
               {clicks::kPersonProfile, "Primary email: one that nobody else in Egnyte has. Save."}},
    .sources = "Q7",
    .confidence = Confidence::documented,
};

namespace {

// Of another account; without a plausible address that one is the reason.
bool taken(const PersonView& person) {
    return person.email_owner.has_value() && egnyte::plausible_email(person.text(Attribute::email));
}
bool applies(const PersonView& person) {
    return taken(person) || person.same_email.has_value();
}
// Of two people the later one is refused.
bool refuses(const PersonView& person) {
    return taken(person) || (person.same_email && person.same_email->comes_first);
}
std::string message(const PersonView& person) {
    if (taken(person))
        return "The e-mail address " + quoted(person.text(Attribute::email)) + " belongs to the Egnyte user " +
               quoted(*person.email_owner) + ".";
    return "The e-mail address " + quoted(text::ascii_lower(person.text(Attribute::email))) + " is also that of " +
           person.same_email->login +
           (person.same_email->comes_first ? ", who comes first." : ", who comes later and is rejected.");
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::email,
    .headline = "an e-mail address that somebody else has as well",
    .applies = applies,
    .message = message,
    .refuses_if = refuses,
};

PREFLIGHT_EXAMPLES(.bad = {{{"users.json", "/0/profile/email", R"("BO@acme.test")"}}})

}  // namespace preflight::rules::email_duplicate
