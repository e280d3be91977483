#include "core/rules/group_rule.h"
#include "core/rules/groups.h"
#include "core/text/numbers.h"

namespace preflight::rules::group_push_disabled {

constexpr Rule kRow{
    .code = "PF7009",
    .slug = "group-push-disabled",
    .severity = Severity::warning,
    .effect = Effect::skips,
    .when = "Groups are set up for push, and the app does not have the feature GROUP_PUSH.",
    .why = "Okta pushes no group of this app to Egnyte.",
    .remedy = {"Switch group push on",
               {clicks::app_page<" › Provisioning › Integration › Edit. Enable API Integration. Save.">,
                clicks::app_page<" › Push Groups. Check that the groups are listed and active.">}},
    .sources = "exports-2",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (!group_push_is_off(context.workspace)) return;
    std::size_t pushed = 0;
    const okta::PushMapping* first = nullptr;
    for (const okta::PushMapping* mapping : push_mappings(context.workspace)) {
        if (mapping->status == "INACTIVE") continue;
        ++pushed;
        if (first == nullptr) first = mapping;
    }
    if (first == nullptr) return;
    Finding& finding = report.add(kRow, text::counted(pushed, "group is", "groups are") +
                                            " set up for push, but group push is not enabled for the app.");
    finding.locations = {context.workspace.application->features_at, first->at};
}

namespace {

bool applies(const GroupView& group) {
    return group_push_is_off(group.workspace);
}
std::string message(const GroupView&) {
    return "Group push is not enabled for the app: no group is pushed.";
}

}  // namespace

constexpr GroupRule kGroup{.row = &kRow, .applies = applies, .message = message};

PREFLIGHT_EXAMPLES(.bad = {{{"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales", "status": "ACTIVE"}])"}}},
                   .good = {{{"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales", "status": "ACTIVE"}])"},
                             {"app.json", "/features/-", R"("GROUP_PUSH")"}}})

}  // namespace preflight::rules::group_push_disabled
