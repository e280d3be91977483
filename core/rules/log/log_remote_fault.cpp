#include "core/rules/failure_rule.h"

namespace preflight::rules::log_remote_fault {

constexpr Rule kRow{
    .code = "PF9014",
    .slug = "log-remote-fault",
    .severity = Severity::warning,
    .when = "Egnyte or a server in front of it failed (HTTP 5xx, or an answer that is not JSON).",
    .why = "The requests failed and wait as tasks; the configuration is not the cause.",
    .remedy = {"Retry later",
               {clicks::kTasks, "Select the failed tasks. Retry Selected.",
                "If it happens again, send the error and its time to Egnyte Support."}},
    .sources = "P20 P25 exports-9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure& failure, const std::string&) {
    return "Egnyte could not process a request" +
           (failure.http_reason.empty() ? std::string(".") : " (\"" + failure.http_reason + "\").");
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::remote_fault,
    .row = &kRow,
    .message = message,
    .causes = {&app_subdomain_not_a_label::kRow, &app_subdomain_mismatch::kRow},
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.provision.user.push", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Bad Gateway. Errors reported by remote server: Invalid JSON: <html>"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.provision.user.push", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Bad Gateway. Errors reported by remote server: Invalid JSON: <html>"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_remote_fault
