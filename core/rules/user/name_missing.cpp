#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/text/invisible.h"

namespace preflight::rules::name_missing {

constexpr Rule kRow{
    .code = "PF6016",
    .slug = "name-missing",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The given or family name is blank.",
    .why = "Egnyte rejects them: both names are required.",
    .remedy = {"Fill in both names", {clicks::kPersonProfile, "First name and Last name. Save."}},
    .sources = "Q30",
    .confidence = Confidence::documented,
};

namespace {

// Nothing that anybody can see: no-break and zero-width spaces, too.
bool blank(const PersonView& person, Attribute attribute) {
    const SentValue& sent = person.value(attribute);
    if (sent.unset()) return true;
    const std::string_view text = person.atoms.text_of(sent.cell);
    return !text.empty() && text::is_blank(text);
}

bool applies(const PersonView& person) {
    return blank(person, Attribute::givenName) || blank(person, Attribute::familyName);
}
std::optional<Attribute> blames(const PersonView& person) {
    return blank(person, Attribute::givenName) ? Attribute::givenName : Attribute::familyName;
}
std::string message(const PersonView& person) {
    const bool given = blank(person, Attribute::givenName);
    const bool family = blank(person, Attribute::familyName);
    return std::string("The ") +
           (given && family ? "given and family names are"
            : given         ? "given name is"
                            : "family name is") +
           " blank.";
}

constexpr findings::Remedy kMapping{
    "Correct the mapping",
    {clicks::kMappings, "First name: an expression that yields the name, for example user.firstName.",
     "Last name: likewise, for example user.lastName. Save."}};

const findings::Remedy* remedy(const PersonView& person) {
    const bool given = person.value(Attribute::givenName).unset() &&
                       blank_by_mapping(person, Attribute::givenName, person.okta_has_given_name);
    const bool family = person.value(Attribute::familyName).unset() &&
                        blank_by_mapping(person, Attribute::familyName, person.okta_has_family_name);
    return given || family ? &kMapping : nullptr;
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .headline = "a blank given or family name",
    .applies = applies,
    .message = message,
    .blames = blames,
    .remedy = remedy,
};

PREFLIGHT_EXAMPLES(.bad = {{{"users.json", "/0/profile/lastName", R"(" ")"}}},
                   .good = {{{"users.json", "/0/profile/lastName", R"("Ø")"}}})

}  // namespace preflight::rules::name_missing
