#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::external_id_change {

constexpr Rule kRow{
    .code = "PF6022",
    .slug = "external-id-change",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The mapping sends another externalId than the account in Egnyte has.",
    .why =
        "The externalId of an account cannot change. Egnyte is expected to reject the whole update; its answer is not "
        "documented.",
    .remedy = {"Do not map externalId", {clicks::kMappings, "externalId: Do not map. Save."}},
    .sources = "U10",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const PersonView& person) {
    if (person.fresh || person.account == nullptr || !person.account_in_egnyte) return false;
    const SentValue& sent = person.value(Attribute::externalId);
    const std::string had = text_of(person.atoms, (*person.account)[Attribute::externalId]);
    return sent.known() && !egnyte::counts_as_unset(had) && person.text(Attribute::externalId) != had;
}
std::string message(const PersonView& person) {
    return "The account " + quoted(person.account_text(Attribute::userName)) + " has the externalId " +
           quoted(text_of(person.atoms, (*person.account)[Attribute::externalId])) + ", and the mapping sends " +
           quoted(person.text(Attribute::externalId)) + ".";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::externalId,
    .headline = "a changed externalId",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"mapping.json", "/properties/externalId", R"({"expression": "user.email", "pushStatus": "PUSH"})"},
              {"egnyte-users.json", "/resources/-",
               R"({"id": 77, "userName": "ana", "externalId": "A-1", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}},
        .good = {
            {{"mapping.json", "/properties/externalId", R"({"expression": "user.email", "pushStatus": "PUSH"})"},
             {"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "ana", "externalId": "ana@acme.test", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::external_id_change
