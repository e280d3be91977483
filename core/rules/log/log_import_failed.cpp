#include "core/rules/failure_rule.h"

namespace preflight::rules::log_import_failed {

constexpr Rule kRow{
    .code = "PF9010",
    .slug = "log-import-failed",
    .severity = Severity::error,
    .when = "An import from Egnyte failed.",
    .why = "Okta does not know the accounts and groups of Egnyte, so it cannot match them with its users.",
    .remedy = {"Import again",
               {clicks::app_page<" › Provisioning › Integration › Edit › Test API Credentials">, clicks::kImport,
                "Import Now."}},
    .sources = "exports-9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure& failure, const std::string&) {
    return "An import from Egnyte failed" + quoted_text(failure);
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::import_failed,
    .row = &kRow,
    .message = message,
    .causes = {&confirm_admin_token::kRow},
    .each_text = true,
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.provision.user.import", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while importing users: timeout"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.provision.user.import", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while importing users: timeout"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_import_failed
