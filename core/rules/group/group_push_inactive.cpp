#include "core/rules/group_rule.h"
#include "core/rules/groups.h"

namespace preflight::rules::group_push_inactive {

constexpr Rule kRow{
    .code = "PF7008",
    .slug = "group-push-inactive",
    .severity = Severity::note,
    .effect = Effect::skips,
    .when = "The push of a group is switched off: its mapping is INACTIVE.",
    .why = "Changes of the group and its members in Okta do not reach Egnyte.",
    .remedy = {"Activate the push, if the group is meant to be pushed",
               {clicks::app_page<" › Push Groups › the group">, "Push Status: Activate group push."}},
    .sources = "exports-6",
    .confidence = Confidence::documented,
};

namespace {

std::string message_of(const std::string& words) {
    return "The push of " + words + " is INACTIVE.";
}
bool applies(const GroupView& group) {
    return group.mapping.status == "INACTIVE";
}
std::string message(const GroupView& group) {
    return message_of(group.words());
}

}  // namespace

constexpr GroupRule kGroup{.row = &kRow, .applies = applies, .message = message};

void check(const Context& context, Report& report) {
    const Groups groups(context.workspace);
    for (const okta::PushMapping* mapping : push_mappings(context.workspace)) {
        if (mapping->status != "INACTIVE") continue;
        report.add(kRow, message_of(groups.words(mapping->source_group))).locations = {mapping->at};
    }
}

PREFLIGHT_EXAMPLES(
        .bad = {{{"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales", "status": "INACTIVE"}])"}}},
        .good = {{{"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales", "status": "ACTIVE"}])"}}})

}  // namespace preflight::rules::group_push_inactive
