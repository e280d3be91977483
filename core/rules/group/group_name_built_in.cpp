#include <algorithm>
#include <array>

#include "core/rules/group_rule.h"
#include "core/text/unicode.h"

namespace preflight::rules::group_name_built_in {

constexpr Rule kRow{
    .code = "PF7004",
    .slug = "group-name-built-in",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "A pushed group has the name of one of Egnyte's built-in groups.",
    .why =
        "Egnyte's API never shows the built-in groups, so Okta cannot link to them, and a second group of that name "
        "cannot be created.",
    .remedy = {"Rename the group in Okta, or push another one",
               {clicks::console_page<" › Directory › Groups › the group › Actions › Edit group. Change the name.">,
                clicks::app_page<" › Push Groups › the group. Push Status: Push now.">}},
    .sources = "G2 G3 Q24",
    .confidence = Confidence::inferred,
};

namespace {

constexpr std::array<std::string_view, 4> kBuiltIn = {"all administrators", "all power users", "all standard users",
                                                      "all standard users and power users"};

bool applies(const GroupView& group) {
    const std::string name = text::ascii_lower(text::trim(group.egnyte_name));
    return std::find(kBuiltIn.begin(), kBuiltIn.end(), name) != kBuiltIn.end();
}
std::string message(const GroupView& group) {
    std::string words = group.words();
    words.front() = 'T';
    return words + " has the name of a built-in Egnyte group.";
}

}  // namespace

constexpr GroupRule kGroup{.row = &kRow, .applies = applies, .message = message, .each = true};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app.json", "/features/-", R"("GROUP_PUSH")"},
              {"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gPower", "status": "ACTIVE"}])"},
              {"groups.json", "",
               R"([{"id": "00gPower", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "All Power Users", "description": null}}])"}}},
        .good = {
            {{"app.json", "/features/-", R"("GROUP_PUSH")"},
             {"push.json", "", R"([{"id": "gPm1", "sourceGroupId": "00gPower", "status": "ACTIVE"}])"},
             {"groups.json", "",
              R"([{"id": "00gPower", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Power users of Acme", "description": null}}])"}}})

}  // namespace preflight::rules::group_name_built_in
