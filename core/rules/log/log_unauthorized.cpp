#include "core/rules/failure_rule.h"

namespace preflight::rules::log_unauthorized {

constexpr Rule kRow{
    .code = "PF9002",
    .slug = "log-unauthorized",
    .severity = Severity::error,
    .when = "Okta could not authenticate at Egnyte: the API token is rejected.",
    .why = "While the token is rejected, nothing is provisioned, updated or deactivated for anybody.",
    .remedy = {"Create a new token",
               {"In Egnyte, check that the admin who created the token is active and still an admin. If not, use "
                "another admin, best a service account.",
                clicks::join<"Sign in to ", clicks::kTokenPages, " as that admin and create a token.">,
                clicks::app_page<" › Provisioning › Integration › Edit › API Token. Test API Credentials. Save.">,
                clicks::kTasks, "Select the failed tasks. Retry Selected.",
                "If the new token is rejected too, contact Egnyte Support."}},
    .sources = "E2 K10 P4 P5 P6 S56 exports-9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure& failure, const std::string&) {
    const bool said = !failure.http_reason.empty() && failure.http_reason.size() < 40;
    return "Egnyte rejected the API token of the Okta app" +
           (said ? " (\"" + failure.http_reason + "\")." : std::string("."));
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::unauthorized,
    .row = &kRow,
    .message = message,
    .causes = {&confirm_admin_token::kRow, &app_subdomain_missing::kRow, &app_subdomain_not_a_label::kRow,
               &app_subdomain_mismatch::kRow},
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.integration.authentication_failure", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error authenticating: Unauthorized. Errors reported by remote server: Invalid OAuth token"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.integration.authentication_failure", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error authenticating: Unauthorized. Errors reported by remote server: Invalid OAuth token"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_unauthorized
