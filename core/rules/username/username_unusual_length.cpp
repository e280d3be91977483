#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::username_unusual_length {

constexpr Rule kRow{
    .code = "PF5006",
    .slug = "username-unusual-length",
    .severity = Severity::warning,
    .when = "The username is shorter than 2 or longer than 64 characters.",
    .why = "Egnyte publishes no limits; very short or long names may be rejected.",
    .remedy = {"Check these usernames",
               {clicks::kAssignment, "Shorten or lengthen the User Name if Egnyte rejects it."}},
    .sources = "Q2",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    return person.user_name_check.has(egnyte::UserNameFault::unusual_length);
}
std::string message(const PersonView& person) {
    return "The username " + quoted(person.text(Attribute::userName)) + " is unusually short or long.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .headline = "a username of unusual length",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/credentials/userName", R"("a")"}}},
                   .good = {{{"app-users.json", "/0/credentials/userName", R"("al")"}}})

}  // namespace preflight::rules::username_unusual_length
