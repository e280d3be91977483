#include <set>

#include "core/rules/groups.h"
#include "core/text/numbers.h"
#include "core/text/shorten.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"

namespace preflight::rules::group_imported_read_only {

constexpr Rule kRow{
    .code = "PF7010",
    .slug = "group-imported-read-only",
    .severity = Severity::note,
    .when = "An Okta group of type APP_GROUP has the name of an Egnyte group: it was imported.",
    .why = "An imported group is a copy that cannot be edited in Okta; its members change in Egnyte only.",
    .remedy =
        {"Push an Okta group, if the members are to be managed in Okta",
         {clicks::app_page<" › Push Groups. Push an Okta group and link it to the group that exists in Egnyte.">}},
    .sources = "S54 S55 S04",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    const population::Table &groups = *workspace.groups, &in_egnyte = *workspace.egnyte_groups;
    if (groups.empty() || in_egnyte.empty()) return;
    std::set<std::string> names;
    const population::Column egnyte_name = in_egnyte.find(okta::columns::kName);
    for (std::size_t row = 0; row < in_egnyte.size(); ++row)
        names.insert(text::ascii_lower(in_egnyte.text(row, egnyte_name)));
    names.erase(std::string());
    // The group that a push made in Egnyte shows as an APP_GROUP too.
    std::set<std::string_view> targets;
    for (const okta::PushMapping* mapping : push_mappings(workspace)) targets.insert(mapping->target_group);
    std::size_t count = 0;
    std::vector<Location> places;
    std::string first;
    const population::Column type = groups.find(okta::columns::kType), name = groups.find(okta::columns::kName),
                             id = groups.find(okta::columns::kId);
    for (std::size_t row = 0; row < groups.size(); ++row) {
        const std::string_view called = groups.text(row, name);
        if (groups.text(row, type) != "APP_GROUP" || names.count(text::ascii_lower(called)) == 0 ||
            targets.count(groups.text(row, id)) > 0)
            continue;
        if (count++ == 0) first = text::shorten(called, 100);
        if (places.size() < findings::kMaxExamples) places.push_back(workspace::locate(workspace, groups, row));
    }
    if (count == 0) return;
    report
        .add(kRow, count == 1 ? "The group \"" + first + "\" is an imported copy of the Egnyte group of that name."
                              : text::counted(count, "group") + ", for example \"" + first +
                                    "\", are imported copies of Egnyte groups.")
        .locations = std::move(places);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"groups.json", "",
               R"([{"id": "00gSales", "type": "APP_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales", "description": null}}])"},
              {"egnyte-groups.json", "",
               R"({"totalResults": 1, "resources": [{"id": "g-1", "displayName": "Sales"}]})"}}},
        .good = {
            {{"groups.json", "",
              R"([{"id": "00gSales", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales", "description": null}}])"},
             {"egnyte-groups.json", "",
              R"({"totalResults": 1, "resources": [{"id": "g-1", "displayName": "Sales"}]})"}}})

}  // namespace preflight::rules::group_imported_read_only
