#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::assignment_value_overridden {

constexpr Rule kRow{
    .code = "PF6035",
    .slug = "assignment-value-overridden",
    .severity = Severity::note,
    .when = "The assignment holds another value than the mapping of the attribute yields.",
    .why = "Okta sends what the mapping yields. The value on the assignment is not sent.",
    .remedy = {"Decide where the value comes from",
               {clicks::kMappings, "To send the values of assignments: set the attribute to Do not map. Save."}},
    .sources = "exports-6",
    .confidence = Confidence::documented,
};

namespace {

// Of an account that exists, the assignment holds what was pushed last: a difference is a change to come.
std::optional<Attribute> blames(const PersonView& person) {
    for (std::size_t i = 0; !person.update && i < egnyte::kAttributeCount; ++i) {
        const auto attribute = static_cast<Attribute>(i);
        const population::Cell stored = person.on_assignment[i];
        if (!stored.has_value() || !person.value(attribute).known()) continue;
        if (text_of(person.atoms, stored) != person.text(attribute)) return attribute;
    }
    return std::nullopt;
}
bool applies(const PersonView& person) {
    return blames(person).has_value();
}
std::string message(const PersonView& person) {
    const Attribute attribute = *blames(person);
    return "The assignment sets " + std::string(egnyte::name_of(attribute)) + " to " +
           quoted(text_of(person.atoms, person.on_assignment[static_cast<std::size_t>(attribute)])) +
           ", and the mapping yields " + quoted(person.text(attribute)) + ": the mapped value is sent.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .headline = "a value on the assignment that is not sent",
    .applies = applies,
    .message = message,
    .blames = blames,
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/profile/userType", R"("admin")"}}},
                   .good = {{{"app-users.json", "/0/profile/userType", R"("power")"}}})

}  // namespace preflight::rules::assignment_value_overridden
