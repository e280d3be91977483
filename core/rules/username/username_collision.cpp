#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/text/unicode.h"

namespace preflight::rules::username_collision {

constexpr Rule kRow{
    .code = "PF5005",
    .slug = "username-collision",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "Two assigned people get the same username, ignoring case.",
    .why = "The first one in the list gets the account; the later ones are rejected or take over that account.",
    .remedy = {"Make the usernames different",
               {clicks::kAssignment, "User Name: give the later person another one. Save.",
                "Two mail domains with equal prefixes need an expression that distinguishes them."}},
    .sources = "K12 Q4",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.same_user_name.has_value();
}
// Of two the later one is refused.
bool refuses(const PersonView& person) {
    return person.same_user_name->comes_first;
}
std::string message(const PersonView& person) {
    return "The username " + quoted(text::ascii_lower(person.text(Attribute::userName))) + " is also that of " +
           person.same_user_name->login +
           (person.same_user_name->comes_first ? ", who comes first." : ", who comes later and is rejected.");
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .headline = "a username that somebody else has as well",
    .applies = applies,
    .message = message,
    .refuses_if = refuses,
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/credentials/userName", R"("BO")"}}},
                   .good = {{{"app-users.json", "/0/credentials/userName", R"("bo")"},
                             {"users.json", "/1/status", R"("SUSPENDED")"}}})

}  // namespace preflight::rules::username_collision
