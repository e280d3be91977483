#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::username_missing {

constexpr Rule kRow{
    .code = "PF5001",
    .slug = "username-missing",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The username is empty, null or the word null.",
    .why = "Egnyte rejects them: an account needs a username.",
    .remedy = {"Give every person a username",
               {clicks::kCredentials, "Application username format: Email prefix. Save.",
                "Dashboard › Tasks: retry the failed tasks."}},
    .sources = "T1",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.user_name_check.has(egnyte::UserNameFault::missing);
}
std::string message(const PersonView& person) {
    return "There is no username: Okta would send " + quoted(person.text(Attribute::userName)) + ".";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .headline = "no username",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/credentials/userName", R"("null")"}}})

}  // namespace preflight::rules::username_missing
