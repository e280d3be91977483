#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::boolean_text_invalid {

constexpr Rule kRow{
    .code = "PF6030",
    .slug = "boolean-text-invalid",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "A boolean attribute whose text is neither true nor false.",
    .why = "Egnyte rejects them.",
    .remedy = {"Use true or false",
               {clicks::kMappings, "Let the expression give true or false, without quotes. Save."}},
    .sources = "egnyte-2",
    .confidence = Confidence::inferred,
};

namespace {

std::optional<Attribute> blames(const PersonView& person) {
    for (const Attribute attribute : {Attribute::isServiceAccount, Attribute::sendInvite, Attribute::twoFactor}) {
        if (person.truth(attribute) == Truth::invalid) return attribute;
    }
    return std::nullopt;
}
bool applies(const PersonView& person) {
    return blames(person).has_value();
}
std::string message(const PersonView& person) {
    const Attribute attribute = *blames(person);
    return std::string(egnyte::name_of(attribute)) + " is " + quoted(person.text(attribute)) +
           ", neither true nor false.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .headline = "a yes/no attribute that is neither true nor false",
    .applies = applies,
    .message = message,
    .blames = blames,
};

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/sendInvite/expression", R"("\"maybe\"")"}}},
                   .good = {{{"mapping.json", "/properties/sendInvite/expression", R"("\"false\"")"}}})

}  // namespace preflight::rules::boolean_text_invalid
