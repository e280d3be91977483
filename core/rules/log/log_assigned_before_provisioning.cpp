#include "core/rules/failure_rule.h"

namespace preflight::rules::log_assigned_before_provisioning {

constexpr Rule kRow{
    .code = "PF9013",
    .slug = "log-assigned-before-provisioning",
    .severity = Severity::warning,
    .when = "A person was assigned to the app before provisioning was switched on.",
    .why = "Okta never sends this person to Egnyte by itself.",
    .remedy = {"Provision the person",
               {clicks::kAssignments, "Click Provision User, or remove the person and assign again."}},
    .sources = "exports-9 exports-6",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure&, const std::string& who) {
    return (who.empty() ? std::string("A person") : who) +
           " was assigned to the app before provisioning was switched on.";
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::assigned_before_provisioning,
    .row = &kRow,
    .message = message,
    .causes = {&assigned_before_provisioning::kRow},
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.provision.user.push", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "User was assigned this application before Provisioning was enabled and not provisioned in the downstream application. Click Provision User."}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.provision.user.push", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "User was assigned this application before Provisioning was enabled and not provisioned in the downstream application. Click Provision User."}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_assigned_before_provisioning
