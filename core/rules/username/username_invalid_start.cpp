#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::username_invalid_start {

constexpr Rule kRow{
    .code = "PF5004",
    .slug = "username-invalid-start",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The username does not start with a letter or digit.",
    .why = "Egnyte rejects them.",
    .remedy = {"Override these usernames by hand",
               {clicks::kAssignment, "User Name: start it with a letter or digit. Save.",
                "Dashboard › Tasks › Retry Selected."}},
    .sources = "T1",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.user_name_check.has(egnyte::UserNameFault::invalid_start);
}
std::string message(const PersonView& person) {
    return "The username " + quoted(person.text(Attribute::userName)) + " does not start with a letter or digit.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .headline = "a username that does not start with a letter or digit",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/credentials/userName", R"(".ana")"}}},
                   .good = {{{"app-users.json", "/0/credentials/userName", R"("9ana")"}}})

}  // namespace preflight::rules::username_invalid_start
