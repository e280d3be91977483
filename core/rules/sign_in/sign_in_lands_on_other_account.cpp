#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::sign_in_lands_on_other_account {

constexpr Rule kRow{
    .code = "PF8011",
    .slug = "sign-in-lands-on-other-account",
    .severity = Severity::error,
    .when = "The username that Okta sends opens the account of another person.",
    .why = "These people would open another person's account and files.",
    .remedy = {"Give each person a username of their own",
               {clicks::kAssignment, "User Name: a name that nobody else has in Egnyte. Save.",
                "Egnyte › Settings › Users & Groups › the other person: check Username and IdP username."}},
    .sources = "A10 Q5",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.opens_other.has_value();
}
std::string message(const PersonView& person) {
    return "Okta sends " + quoted(person.name_id) + ", which opens the Egnyte account " + quoted(*person.opens_other) +
           " of another person.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .attribute = Attribute::userName,
    .headline = "a sign-in that opens another person's account",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/credentials/userName", R"("BO")"}}},
                   .good = {{{"app-users.json", "/0/credentials/userName", R"("bo2")"}}})

}  // namespace preflight::rules::sign_in_lands_on_other_account
