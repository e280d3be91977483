#include "core/rules/person_rule.h"

namespace preflight::rules::email_duplicate {

constexpr Rule kRow{
    .code = "PF6015",
    .slug = "email-duplicate",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The e-mail address belongs to another Egnyte user or to somebody earlier in the list.",
    .why = "Egnyte takes each address once, except for service accounts; the later person is refused.",
    .remedy = {"Make the addresses different",
               {clicks::kPersonProfile, "Primary email: one that nobody else in Egnyte has. Save."}},
    .sources = "Q7",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "email",
    .headline = "an e-mail address that somebody else has as well",
};

}  // namespace preflight::rules::email_duplicate
