#include "core/rules/group_rule.h"
#include "core/rules/groups.h"
#include "core/workspace/excerpts.h"

namespace preflight::rules::group_assigned_and_pushed {

constexpr Rule kRow{
    .code = "PF7006",
    .slug = "group-assigned-and-pushed",
    .severity = Severity::error,
    .when = "One group both assigns the app and is pushed to it.",
    .why =
        "Okta does not support one group for both: members who are assigned at the same moment are missing from the "
        "pushed group.",
    .remedy =
        {"Use two groups",
         {clicks::console_page<" › Directory › Groups › Add group. Create a second group with the same members (a "
                               "group rule keeps them equal).">,
          clicks::app_page<" › Push Groups. Push the second group instead of the first one.">}},
    .sources = "exports-6 S05",
    .confidence = Confidence::documented,
    .explains = "PF7001",
};

namespace {

std::string message_of(std::string words) {
    words.front() = 'T';
    return words + " assigns the app and is also pushed to it.";
}
bool applies(const GroupView& group) {
    return group.assigns_app && group.mapping.status != "INACTIVE";
}
std::string message(const GroupView& group) {
    return message_of(group.words());
}

}  // namespace

constexpr GroupRule kGroup{.row = &kRow, .applies = applies, .message = message};

void check(const Context& context, Report& report) {
    const Groups groups(context.workspace);
    for (const okta::PushMapping* mapping : push_mappings(context.workspace)) {
        const std::uint32_t assignment = groups.assignment(mapping->source_group);
        if (mapping->status == "INACTIVE" || assignment == population::kNoRow) continue;
        Finding& finding = report.add(kRow, message_of(groups.words(mapping->source_group)));
        finding.locations = {mapping->at,
                             workspace::locate(context.workspace, *context.workspace.app_groups, assignment)};
    }
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app-groups.json", "",
               R"([{"id": "00gSales", "priority": 0, "profile": {}, "_links": {"app": {"href": "https://x.okta.com/api/v1/apps/0oaEgnyte"}}}])"},
              {"push.json", "",
               R"([{"id": "gPm1", "sourceGroupId": "00gSales", "targetGroupId": "00gTarget", "status": "ACTIVE"}])"}}},
        .good = {
            {{"app-groups.json", "",
              R"([{"id": "00gSales", "priority": 0, "profile": {}, "_links": {"app": {"href": "https://x.okta.com/api/v1/apps/0oaEgnyte"}}}])"},
             {"push.json", "",
              R"([{"id": "gPm1", "sourceGroupId": "00gMaps", "targetGroupId": "00gTarget", "status": "ACTIVE"}])"}}})

}  // namespace preflight::rules::group_assigned_and_pushed
