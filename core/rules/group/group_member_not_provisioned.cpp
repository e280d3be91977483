#include "core/rules/group_rule.h"
#include "core/text/numbers.h"

namespace preflight::rules::group_member_not_provisioned {

constexpr Rule kRow{
    .code = "PF7002",
    .slug = "group-member-not-provisioned",
    .severity = Severity::warning,
    .when = "A member of a pushed group is assigned to the app and has no active Egnyte account.",
    .why =
        "Okta leaves such members out. A deactivated account stays in the groups it has, and cannot be added to "
        "another "
        "one until it is active.",
    .remedy = {"Correct what stops these people, then push the group again",
               {clicks::kTasks, "Correct the cause, select the tasks and click Retry Selected.",
                clicks::app_page<" › Push Groups › the group. Push Status: Push now.">}},
    .sources = "T8 G9 Q25 exports-6",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const GroupView& group) {
    return group.not_provisioned > 0;
}
std::string message(const GroupView& group) {
    return text::grouped(group.not_provisioned) + " of " + text::counted(group.members, "member") + " of " +
           group.words() + (group.not_provisioned == 1 ? " has" : " have") + " no active Egnyte account.";
}

}  // namespace

constexpr GroupRule kGroup{
    .row = &kRow,
    .applies = applies,
    .message = message,
    .headline = "have members without an active Egnyte account",
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app.json", "/features/-", R"("GROUP_PUSH")"},
              {"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales000000000001", "status": "ACTIVE"}])"},
              {"members-00gSales000000000001.json", "",
               R"([{"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test"}}, {"id": "00uBo", "status": "ACTIVE", "profile": {"login": "bo@acme.test"}}])"},
              {"users.json", "/1/status", R"("SUSPENDED")"}}},
        .good = {{{"app.json", "/features/-", R"("GROUP_PUSH")"},
                  {"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales000000000001", "status": "ACTIVE"}])"},
                  {"members-00gSales000000000001.json", "",
                   R"([{"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test"}}])"}}})

}  // namespace preflight::rules::group_member_not_provisioned
