#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/text/unicode.h"

namespace preflight::rules::username_case_only_difference {

constexpr Rule kRow{
    .code = "PF5010",
    .slug = "username-case-only-difference",
    .severity = Severity::note,
    .when = "The username differs from the Egnyte account by case only.",
    .why = "Egnyte compares without case; nothing breaks.",
    .remedy = {"Nothing to do"},
    .sources = "Q4",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    const std::string name = person.text(Attribute::userName);
    const std::string_view has = person.account_text(Attribute::userName);
    const bool renamed = person.update && !text::equal_ignoring_ascii_case(has, name);
    return person.account_in_egnyte && person.value(Attribute::userName).known() && !renamed &&
           !person.refused_by_earlier() && has != name;
}
std::string message(const PersonView& person) {
    return "The account is written " + quoted(person.account_text(Attribute::userName)) + " in Egnyte.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .headline = "a username that differs from the Egnyte account by case only",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/-",
               R"({"id": 101, "userName": "Ana", "email": "ana@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "Ana"})"}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 101, "userName": "ana", "email": "ana@acme.test", "name": {"givenName": "G", "familyName": "F"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::username_case_only_difference
