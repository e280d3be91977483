#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::username_has_at_sign {

constexpr Rule kRow{
    .code = "PF5002",
    .slug = "username-has-at-sign",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The username contains @.",
    .why =
        "Egnyte rejects e-mail addresses as usernames, so they get no account; a task waits in Okta under Dashboard › "
        "Tasks.",
    .remedy =
        {"Send the part before the @",
         {clicks::kCredentials, "Application username format: Email prefix (or Okta username prefix). Save.",
          "Dashboard › Tasks › Retry Selected; people who still carry an @: edit the username on the assignment."}},
    .sources = "S28 E1",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.user_name_check.has(egnyte::UserNameFault::has_at_sign);
}
std::string message(const PersonView& person) {
    return "The username " + quoted(person.text(Attribute::userName)) +
           " contains @; Egnyte does not take e-mail addresses as usernames.";
}

// The format was corrected, and the assignment has an older username.
constexpr findings::Remedy kDeriveAgain{
    "Derive the username again",
    {clicks::kSignOn, "Update Now, beside Update application username on. The format itself is correct.",
     "Or edit the username on the assignment: Assignments › the pencil beside the person › User Name. Save.",
     clicks::kTasks, "Select the task. Retry Selected."}};

const findings::Remedy* remedy(const PersonView& person) {
    const bool stored = person.value(Attribute::userName).origin == Origin::assignment;
    const bool legal_today =
        !person.user_name_today.empty() && egnyte::check_user_name(person.user_name_today).faults.empty();
    return stored && legal_today ? &kDeriveAgain : nullptr;
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .headline = "a username with @",
    .applies = applies,
    .message = message,
    .remedy = remedy,
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/credentials/userName", R"("ana@acme.test")"}}})

}  // namespace preflight::rules::username_has_at_sign
