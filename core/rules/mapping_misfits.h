// Mapped values that the app profile cannot take, for the two rules that report them: by type, and by list of values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/rules/person_view.h"
#include "core/rules/rule.h"
#include "core/rules/target_values.h"

namespace preflight::rules {

// The first value of the person that does not fit for this reason; null when there is none.
[[nodiscard]] inline const MisfitValue* misfit_value(const PersonView& person, Misfit why) {
    for (const MisfitValue& value : person.misfits) {
        if (value.why == why) return &value;
    }
    return nullptr;
}

// "\"Employee\"", "true", "a list", for messages.
[[nodiscard]] std::string value_in_words(const population::Atoms& atoms, population::Cell cell);

// What such a rule asks of a person, and what it says and blames.
template <Misfit kWhy, std::string (*kSentence)(const okta::SchemaAttribute& target, std::string_view what)>
struct MisfitReason {
    static bool applies(const PersonView& person) { return misfit_value(person, kWhy) != nullptr; }
    static std::string message(const PersonView& person) {
        const MisfitValue& value = *misfit_value(person, kWhy);
        return kSentence(*value.target, value_in_words(person.atoms, value.cell));
    }
    static std::optional<egnyte::Attribute> blames(const PersonView& person) {
        return misfit_value(person, kWhy)->attribute;
    }
    static constexpr PersonRule rule(const Rule& row) {
        return {.row = &row,
                .stage = Stage::provision,
                .applies = applies,
                .message = message,
                .blames = blames,
                .in_okta = true};
    }
};

// A finding for each part of a mapping that yields such a value for somebody, proved without people; where nothing is
// proved, one for the mapping that yields it for a person of the rehearsal. `sentence` says what is yielded.
void report_misfits(const Context& context, Report& report, const Rule& row, Misfit why,
                    std::string (*sentence)(const okta::SchemaAttribute& target, std::string_view what));

}  // namespace preflight::rules
