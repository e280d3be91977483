#include "core/rules/person_rule.h"

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

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userName",
    .headline = "a username that differs from the Egnyte account by case only",
};

}  // namespace preflight::rules::username_case_only_difference
