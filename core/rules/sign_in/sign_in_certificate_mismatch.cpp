#include "core/rules/person_rule.h"

namespace preflight::rules::sign_in_certificate_mismatch {

constexpr Rule kRow{
    .code = "PF8004",
    .slug = "sign-in-certificate-mismatch",
    .severity = Severity::error,
    .when = "The certificate stated for Egnyte is none of the metadata's signing certificates.",
    .sources = "S27 A7",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
};

}  // namespace preflight::rules::sign_in_certificate_mismatch
