#include "core/rules/person_rule.h"

namespace preflight::rules::boolean_text_invalid {

constexpr Rule kRow{
    .code = "PF6030",
    .slug = "boolean-text-invalid",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "A boolean attribute whose text is neither true nor false.",
    .why = "Egnyte refuses them.",
    .remedy = {"Use true or false",
               {clicks::kMappings, "Let the expression give true or false, without quotes. Save."}},
    .sources = "egnyte-2",
    .confidence = Confidence::inferred,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .headline = "a yes/no attribute that is neither true nor false",
};

}  // namespace preflight::rules::boolean_text_invalid
