#include "core/rules/failure_rule.h"

namespace preflight::rules::log_user_not_found {

constexpr Rule kRow{
    .code = "PF9003",
    .slug = "log-user-not-found",
    .severity = Severity::error,
    .when = "Egnyte has no account with the id that Okta holds.",
    .why = "The account was deleted in Egnyte: updates and deactivations of this person fail.",
    .remedy = {"Link the person again",
               {clicks::kAssignments,
                "Remove the person (or the group) from the app, then assign again: Okta creates the account or links "
                "the one with this username.",
                clicks::kTasks, "Select the failed tasks. Retry Selected."}},
    .sources = "E3 Q22 exports-9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure&, const std::string& who) {
    return "Egnyte does not have the account that Okta holds for " + (who.empty() ? "a person" : who) + ".";
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::user_not_found,
    .row = &kRow,
    .message = message,
    .causes = {&account_missing_in_egnyte::kRow},
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(.bad =
                       {{{"log.json", "",
                          R"json([{"eventType": "application.provision.user.push_profile", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while trying to push profile update for ana: Not Found. Errors reported by remote server: {\"Errors\":[{\"description\":\"User 12345678 not found.\",\"code\":\"404\"}]}"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
                   .good =
                       {{{"log.json", "", R"json([{"eventType": "application.provision.user.push_profile", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while trying to push profile update for ana: Not Found. Errors reported by remote server: {\"Errors\":[{\"description\":\"User 12345678 not found.\",\"code\":\"404\"}]}"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_user_not_found
