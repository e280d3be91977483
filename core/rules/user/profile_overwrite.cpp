#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/text/unicode.h"

namespace preflight::rules::profile_overwrite {

constexpr Rule kRow{
    .code = "PF6034",
    .slug = "profile-overwrite",
    .severity = Severity::warning,
    .when =
        "The app profile has another value than Egnyte for an attribute that is not mapped, or that is mapped on "
        "create only.",
    .why = "A push sends the whole app profile, not only what changed. Egnyte's value is replaced.",
    .remedy = {"Decide which value is right",
               {clicks::kAssignment, "Set the attribute to the value that the account has in Egnyte. Save."}},
    .sources = "exports-6 S06",
    .confidence = Confidence::inferred,
};

namespace {

// Egnyte's value that the push replaces. What Egnyte does not say, or has left empty, is not lost.
bool is_replaced(const PersonView& person, Attribute attribute) {
    const SentValue& sent = person.value(attribute);
    const bool stored = sent.origin == Origin::assignment || sent.origin == Origin::group;
    if (!stored || !sent.known() || !egnyte::is_stored(attribute)) return false;
    const population::Cell had = (*person.account)[attribute];
    if (!had.has_value() || had == sent.cell) return false;
    const std::string before = text_of(person.atoms, had), now = person.text(attribute);
    if (egnyte::counts_as_unset(before)) return false;
    // Addresses are compared ignoring case, and Egnyte reads booleans and ways to sign in so.
    const bool folded =
        attribute == Attribute::email || attribute == Attribute::authType || attribute == Attribute::isServiceAccount;
    return folded ? !text::equal_ignoring_ascii_case(before, now) : before != now;
}

std::vector<Attribute> replaced(const PersonView& person) {
    std::vector<Attribute> result;
    if (!person.update || !person.account_in_egnyte || person.account == nullptr) return result;
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        if (is_replaced(person, static_cast<Attribute>(i))) result.push_back(static_cast<Attribute>(i));
    }
    return result;
}

bool applies(const PersonView& person) {
    return !replaced(person).empty();
}
std::uint32_t attributes(const PersonView& person) {
    std::uint32_t bits = 0;
    for (const Attribute attribute : replaced(person)) bits |= std::uint32_t{1} << static_cast<unsigned>(attribute);
    return bits;
}
std::optional<Attribute> blames(const PersonView& person) {
    return replaced(person).front();
}
std::string message(const PersonView& person) {
    std::string text = "The push replaces ";
    bool first = true;
    for (const Attribute attribute : replaced(person)) {
        text += first ? "" : ", ";
        first = false;
        text += std::string(egnyte::name_of(attribute)) + " " +
                quoted(text_of(person.atoms, (*person.account)[attribute])) + " in Egnyte with " +
                quoted(person.text(attribute));
    }
    return text + ".";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .headline = "a value in Egnyte that a push of the app profile replaces",
    .applies = applies,
    .message = message,
    .blames = blames,
    .attributes = attributes,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"mapping.json", "/properties/userType/pushStatus", R"("DONT_PUSH")"},
              {"app-users.json", "/0/externalId", R"("77")"},
              {"app-users.json", "/0/profile/userType", R"("standard")"},
              {"egnyte-users.json", "/resources/-",
               R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "name": {"givenName": "Ana", "familyName": "Lee"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}},
        .good = {
            {{"mapping.json", "/properties/userType/pushStatus", R"("DONT_PUSH")"},
             {"app-users.json", "/0/externalId", R"("77")"},
             {"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "name": {"givenName": "Ana", "familyName": "Lee"}, "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::profile_overwrite
