#include "core/rules/group_rule.h"
#include "core/rules/groups.h"
#include "core/text/shorten.h"

namespace preflight::rules::group_push_in_error {

constexpr Rule kRow{
    .code = "PF7007",
    .slug = "group-push-in-error",
    .severity = Severity::error,
    .when = "The push of a group has the status ERROR.",
    .why = "The group or its members in Egnyte are not those of Okta until the push succeeds.",
    .remedy =
        {"Correct the cause and push again",
         {clicks::app_page<" › Push Groups › the group">,
          "Correct what the error says. If the linked group is missing in Egnyte, unlink it and link another one.",
          "Push Status: Push now."}},
    .sources = "exports-6",
    .confidence = Confidence::documented,
};

namespace {

std::string message_of(const okta::PushMapping& mapping, const std::string& words) {
    const std::string summary = text::shorten(mapping.error_summary, 200);
    return "The push of " + words + " failed" + (summary.empty() ? "." : ": \"" + summary + "\".");
}
bool applies(const GroupView& group) {
    return group.mapping.status == "ERROR";
}
std::string message(const GroupView& group) {
    return message_of(group.mapping, group.words());
}

}  // namespace

constexpr GroupRule kGroup{.row = &kRow, .applies = applies, .message = message};

void check(const Context& context, Report& report) {
    const Groups groups(context.workspace);
    for (const okta::PushMapping* mapping : push_mappings(context.workspace)) {
        if (mapping->status != "ERROR") continue;
        report.add(kRow, message_of(*mapping, groups.words(mapping->source_group))).locations = {mapping->at};
    }
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"push.json", "",
               R"([{"id": "gPm1", "sourceGroupId": "00gSales", "status": "ERROR", "errorSummary": "Error while updating group"}])"}}},
        .good = {{{"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales", "status": "ACTIVE"}])"}}})

}  // namespace preflight::rules::group_push_in_error
