#include "core/rules/failure_rule.h"

namespace preflight::rules::log_invalid_username {

constexpr Rule kRow{
    .code = "PF9001",
    .slug = "log-invalid-username",
    .severity = Severity::error,
    .when = "A request failed because Egnyte rejected the username (\"Invalid user name\").",
    .why = "These people have no account until the username is legal and the task is retried.",
    .remedy = {"Correct the username and retry",
               {clicks::kCredentials, "Application username format: Okta username prefix or Email prefix. Save.",
                "Update Now on the same tab, so that the assignments get the new username. For one person: "
                "Assignments › the pencil beside the person › User Name.",
                clicks::kTasks, "Select the failed tasks. Retry Selected."}},
    .sources = "E1 S28 exports-9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure&, const std::string& who) {
    return "Egnyte rejected the username of " + (who.empty() ? "a person" : who) + " as invalid.";
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::invalid_user_name,
    .row = &kRow,
    .message = message,
    .causes = {&username_missing::kRow, &username_has_at_sign::kRow, &username_invalid_character::kRow,
               &username_invalid_start::kRow, &username_format_email::kRow, &username_format_may_keep_email::kRow,
               &username_format_never_legal::kRow, &username_format_sometimes_illegal::kRow},
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.provision.user.push", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while creating user ana@acme.test: . Errors reported by remote server: constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, rootBeanClass=class PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user name]"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "", R"json([{"eventType": "application.provision.user.push", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while creating user ana@acme.test: . Errors reported by remote server: constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, rootBeanClass=class PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user name]"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_invalid_username
