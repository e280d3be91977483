#include "core/rules/failure_rule.h"
#include "core/text/unicode.h"

namespace preflight::rules::log_group_push_failed {

constexpr Rule kRow{
    .code = "PF9009",
    .slug = "log-group-push-failed",
    .severity = Severity::error,
    .when = "Okta could not push a group or its members.",
    .why = "The group or its members in Egnyte are not those of Okta.",
    .remedy = {"Repair the group push",
               {clicks::app_page<" › Push Groups">,
                "Open the group that shows an error. If the linked group is missing, unlink it and link or create the "
                "group again.",
                "Check that the members are assigned to the app and active in Egnyte.", "Push now."}},
    .sources = "exports-9 S05 G9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure& failure, const std::string&) {
    const std::string group = failure.group.empty() ? "a group" : "the group \"" + failure.group + "\"";
    if (text::ascii_lower(failure.text).find("linked group is missing") != std::string::npos)
        return "The Egnyte group that " + group + " is linked to does not exist any more.";
    return "Okta could not push " + group + " to Egnyte" + quoted_text(failure);
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::group_push_failed,
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
               R"json([{"eventType": "application.provision.group_push.mapping.update.or.delete.failed.with.error", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Unable to update Group Push mapping target App group Sales: Error while updating group"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.provision.group_push.mapping.update.or.delete.failed.with.error", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Unable to update Group Push mapping target App group Sales: Error while updating group"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_group_push_failed
