#include "core/rules/person_rule.h"

namespace preflight::rules::sign_in_issuer_mismatch {

constexpr Rule kRow{
    .code = "PF8003",
    .slug = "sign-in-issuer-mismatch",
    .severity = Severity::error,
    .when = "The entity ID of the metadata differs from the one stated for Egnyte.",
    .sources = "S27 A7",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
};

}  // namespace preflight::rules::sign_in_issuer_mismatch
