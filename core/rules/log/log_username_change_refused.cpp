#include "core/rules/failure_rule.h"

namespace preflight::rules::log_username_change_refused {

constexpr Rule kRow{
    .code = "PF9006",
    .slug = "log-username-change-refused",
    .severity = Severity::error,
    .when = "A profile push failed because it would change the username.",
    .why = "Egnyte rejects the whole update, so no other change of these people arrives either.",
    .remedy = {"Keep the old username",
               {clicks::kAssignment, "User Name: the username that the person has in Egnyte. Save.",
                clicks::kCredentials, "Update application username on: Create only. Save.", clicks::kTasks,
                "Select the failed tasks. Retry Selected."}},
    .sources = "S31 S32 S33 U7 exports-9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure&, const std::string& who) {
    return "Egnyte rejected an update that changes the username of " + (who.empty() ? "a person" : who) + ".";
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::user_name_change_refused,
    .row = &kRow,
    .message = message,
    .causes = {&username_change::kRow, &username_drift::kRow, &username_follows_email::kRow},
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.provision.user.push_profile", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while trying to push profile update for ana: Bad Request. Errors reported by remote server: userName cannot be modified"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.provision.user.push_profile", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while trying to push profile update for ana: Bad Request. Errors reported by remote server: userName cannot be modified"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_username_change_refused
