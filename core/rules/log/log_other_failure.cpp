#include "core/rules/failure_rule.h"

namespace preflight::rules::log_other_failure {

constexpr Rule kRow{
    .code = "PF9011",
    .slug = "log-other-failure",
    .severity = Severity::warning,
    .when = "A provisioning request failed for a reason that Preflight does not know.",
    .why = "Okta does not repeat the request by itself. The message of Egnyte or Okta says more.",
    .remedy = {"Read the message and retry",
               {clicks::kTasks, "Open the failed task and read its error. Correct the cause.",
                "Select the task. Retry Selected."}},
    .sources = "exports-9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure& failure, const std::string& who) {
    return "A provisioning request failed" + (who.empty() ? "" : " for " + who) +
           quoted_text(failure, ", and the log gives no reason.");
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::other,
    .row = &kRow,
    .message = message,
    .each_text = true,
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.provision.user.sync", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while creating user ana: Teapot. Errors reported by remote server: short and stout"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.provision.user.sync", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while creating user ana: Teapot. Errors reported by remote server: short and stout"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_other_failure
