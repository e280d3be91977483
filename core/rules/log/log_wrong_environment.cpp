#include "core/rules/failure_rule.h"
#include "core/text/unicode.h"

namespace preflight::rules::log_wrong_environment {

constexpr Rule kRow{
    .code = "PF9005",
    .slug = "log-wrong-environment",
    .severity = Severity::error,
    .when = "The API token belongs to another environment or another Egnyte domain.",
    .why = "No request reaches the Egnyte domain, so nothing is provisioned.",
    .remedy = {"Use the token of this domain",
               {clicks::kAppSettings,
                "Subdomain: the first label of your Egnyte address (acme for acme.egnyte.com). Save.",
                clicks::join<"Sign in to ", clicks::kTokenPages, " as an admin of that domain and create a token.">,
                clicks::app_page<" › Provisioning › Integration › Edit › API Token. Test API Credentials. Save.">}},
    .sources = "E6 E7 P24 P5",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure& failure, const std::string&) {
    const bool domain = text::ascii_lower(failure.text).find("invalid egnyte domain") != std::string::npos;
    return domain ? "The API token belongs to another Egnyte domain than the Subdomain of the app."
                  : "The API token is wrong or belongs to another Egnyte environment.";
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::wrong_environment,
    .row = &kRow,
    .message = message,
    .causes = {&app_subdomain_mismatch::kRow, &app_subdomain_not_a_label::kRow, &app_subdomain_missing::kRow},
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.integration.authentication_failure", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error authenticating: Forbidden. Errors reported by remote server: Developer Inactive"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.integration.authentication_failure", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error authenticating: Forbidden. Errors reported by remote server: Developer Inactive"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_wrong_environment
