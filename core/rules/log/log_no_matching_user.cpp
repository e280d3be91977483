#include "core/rules/failure_rule.h"

namespace preflight::rules::log_no_matching_user {

constexpr Rule kRow{
    .code = "PF9012",
    .slug = "log-no-matching-user",
    .severity = Severity::error,
    .when = "Okta found no Egnyte account with the person's username, and Create Users is off.",
    .why = "The person is assigned in Okta and has no Egnyte account.",
    .remedy = {"Switch Create Users on",
               {clicks::kToApp, "Create Users: Enable. Save.", clicks::kTasks,
                "Select the failed tasks. Retry Selected."}},
    .sources = "exports-9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure&, const std::string& who) {
    return "Okta found no Egnyte account for " + (who.empty() ? "a person" : who) +
           ", and does not create one because Create Users is off.";
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::no_matching_user,
    .row = &kRow,
    .message = message,
    .causes = {&create_users_disabled::kRow, &username_drift::kRow, &username_has_at_sign::kRow},
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.provision.user.push", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Matching user not found"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.provision.user.push", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Matching user not found"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_no_matching_user
