#include "core/rules/group_rule.h"

namespace preflight::rules::group_name_duplicate {

constexpr Rule kRow{
    .code = "PF7005",
    .slug = "group-name-duplicate",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "A pushed group has the name of a group that is there already, and is not linked to it.",
    .why =
        "The names of groups are unique in Egnyte, ignoring case: the group is not created, and its members get "
        "nothing.",
    .remedy =
        {"Link the group, or give it another name",
         {clicks::app_page<" › Push Groups › the group › Unlink pushed group. Leave the group in the target app.">,
          clicks::app_page<" › Push Groups › Push Groups › By name. Choose Link group and the group in Egnyte.">}},
    .sources = "G10 Q24 S04",
    .confidence = Confidence::inferred,
};

namespace {

bool applies(const GroupView& group) {
    return group.same_as_earlier || group.in_egnyte;
}
std::string message(const GroupView& group) {
    std::string words = group.words();
    words.front() = 'T';
    return group.same_as_earlier ? words + " has the name of a group that is pushed before it."
                                 : words + " has the name of a group that is in Egnyte, and is not linked to it.";
}

}  // namespace

constexpr GroupRule kGroup{.row = &kRow, .applies = applies, .message = message, .each = true};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app.json", "/features/-", R"("GROUP_PUSH")"},
              {"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gSales", "status": "ACTIVE"}])"},
              {"groups.json", "",
               R"([{"id": "00gSales", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales", "description": null}}])"},
              {"egnyte-groups.json", "",
               R"({"totalResults": 1, "resources": [{"id": "g-1", "displayName": "sales"}]})"}}},
        .good = {
            {{"app.json", "/features/-", R"("GROUP_PUSH")"},
             {"push.json", "",
              R"([{"id": "gPm1", "sourceGroupId": "00gSales", "targetGroupId": "00gTarget", "status": "ACTIVE"}])"},
             {"groups.json", "",
              R"([{"id": "00gSales", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales", "description": null}}])"},
             {"egnyte-groups.json", "",
              R"({"totalResults": 1, "resources": [{"id": "g-1", "displayName": "sales"}]})"}}})

}  // namespace preflight::rules::group_name_duplicate
