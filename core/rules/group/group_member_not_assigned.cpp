#include "core/rules/group_rule.h"
#include "core/text/numbers.h"

namespace preflight::rules::group_member_not_assigned {

constexpr Rule kRow{
    .code = "PF7001",
    .slug = "group-member-not-assigned",
    .severity = Severity::warning,
    .when = "A member of a pushed group is not assigned to the app.",
    .why = "Okta leaves such members out: in Egnyte the group does not have them, nor the permissions it gives.",
    .remedy =
        {"Assign the members to the app, then push the group again",
         {clicks::app_page<" › Assignments › Assign. Assign the members, for example with a second group that has "
                           "the same members.">,
          clicks::app_page<" › Push Groups › the group. Push Status: Push now.">}},
    .sources = "S05 K6",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const GroupView& group) {
    return group.not_assigned > 0;
}
std::string message(const GroupView& group) {
    return text::grouped(group.not_assigned) + " of " + text::counted(group.members, "member") + " of " +
           group.words() + (group.not_assigned == 1 ? " is" : " are") + " not assigned to the app.";
}

}  // namespace

constexpr GroupRule kGroup{
    .row = &kRow,
    .applies = applies,
    .message = message,
    .headline = "have members who are not assigned to the app",
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app.json", "/features/-", R"("GROUP_PUSH")"},
              {"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales000000000001", "status": "ACTIVE"}])"},
              {"members-00gSales000000000001.json", "",
               R"([{"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test"}}, {"id": "00uCy", "status": "ACTIVE", "profile": {"login": "cy@acme.test"}}])"}}},
        .good = {
            {{"app.json", "/features/-", R"("GROUP_PUSH")"},
             {"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales000000000001", "status": "ACTIVE"}])"},
             {"members-00gSales000000000001.json", "",
              R"([{"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test"}}, {"id": "00uBo", "status": "ACTIVE", "profile": {"login": "bo@acme.test"}}])"}}})

}  // namespace preflight::rules::group_member_not_assigned
