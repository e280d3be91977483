#include "core/rules/failure_rule.h"
#include "core/text/unicode.h"

namespace preflight::rules::log_rate_limited {

constexpr Rule kRow{
    .code = "PF9004",
    .slug = "log-rate-limited",
    .severity = Severity::warning,
    .when = "Egnyte's request limit was reached (HTTP 429, or 403 with ERR_403_DEVELOPER_OVER_QPS or OVER_RATE).",
    .why = "The requests that hit the limit fail and wait as tasks; the configuration is not the cause.",
    .remedy =
        {"Wait and retry",
         {"OVER_QPS is a limit of a second: wait a few minutes. OVER_RATE is a limit of a day: wait until the next day "
          "or ask Egnyte Support for a higher limit.",
          clicks::kTasks, "Select the failed tasks. Retry Selected.", "Assign people in smaller groups."}},
    .sources = "E4 E5 P23 exports-9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure& failure, const std::string&) {
    const std::string text = text::ascii_lower(failure.text);
    const bool day = text.find("over_rate") != std::string::npos;
    const bool second = text.find("over_qps") != std::string::npos;
    return std::string("Egnyte's ") +
           (day      ? "daily request limit"
            : second ? "request limit a second"
                     : "request limit") +
           " was reached.";
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::rate_limited,
    .row = &kRow,
    .message = message,
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.integration.rate_limit_exceeded", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "HTTP 403 ERR_403_DEVELOPER_OVER_QPS"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.integration.rate_limit_exceeded", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "HTTP 403 ERR_403_DEVELOPER_OVER_QPS"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_rate_limited
