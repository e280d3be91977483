#include "core/rules/group_rule.h"
#include "core/text/numbers.h"

namespace preflight::rules::group_empty {

constexpr Rule kRow{
    .code = "PF7003",
    .slug = "group-empty",
    .severity = Severity::warning,
    .when = "No member of a pushed group can be pushed.",
    .why =
        "The group in Egnyte has no members. Egnyte does not document what it answers to a group without members; "
        "Preflight takes it that the group is created.",
    .remedy = {"Assign the members first, then push the group",
               {clicks::app_page<" › Assignments › Assign. Assign the members of the group.">,
                clicks::app_page<" › Push Groups › the group. Push Status: Push now.">}},
    .sources = "Q23 K6 G10",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const GroupView& group) {
    return group.members_known && group.pushed == 0 && group.undecided == 0;
}
std::string message(const GroupView& group) {
    std::string words = group.words();
    if (group.members == 1) return "The only member of " + words + " cannot be pushed to Egnyte.";
    if (group.members > 1)
        return "None of the " + text::counted(group.members, "member") + " of " + words + " can be pushed to Egnyte.";
    words.front() = 'T';
    return words + " has no members in Okta.";
}

}  // namespace

constexpr GroupRule kGroup{
    .row = &kRow,
    .applies = applies,
    .message = message,
    .headline = "have nobody who can be pushed",
};

PREFLIGHT_EXAMPLES(
        .bad = {{{"app.json", "/features/-", R"("GROUP_PUSH")"},
                 {"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales000000000001", "status": "ACTIVE"}])"},
                 {"members-00gSales000000000001.json", "",
                  R"([{"id": "00uCy", "status": "ACTIVE", "profile": {"login": "cy@acme.test"}}])"}}},
        .good = {{{"app.json", "/features/-", R"("GROUP_PUSH")"},
                  {"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales000000000001", "status": "ACTIVE"}])"},
                  {"members-00gSales000000000001.json", "",
                   R"([{"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test"}}])"}}})

}  // namespace preflight::rules::group_empty
