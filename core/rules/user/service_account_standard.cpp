#include "core/rules/person_rule.h"

namespace preflight::rules::service_account_standard {

constexpr Rule kRow{
    .code = "PF6008",
    .slug = "service-account-standard",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "Only admin and power users may be service accounts.",
    .why = "Egnyte offers service accounts to admins and power users only.",
    .remedy = {"Make it a power user", {clicks::kMappings, "User Type: \"power\" for service accounts. Save."}},
    .sources = "L12 L13",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "userType",
    .headline = "a service account of type standard",
};

}  // namespace preflight::rules::service_account_standard
