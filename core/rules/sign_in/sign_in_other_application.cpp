#include "core/rules/person_rule.h"

namespace preflight::rules::sign_in_other_application {

constexpr Rule kRow{
    .code = "PF8005",
    .slug = "sign-in-other-application",
    .severity = Severity::error,
    .when = "The metadata belongs to another application than the one that provisions.",
    .sources = "S26 S27 exports-13",
    .confidence = Confidence::observed,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
};

}  // namespace preflight::rules::sign_in_other_application
