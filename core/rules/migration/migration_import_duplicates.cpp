#include <set>

#include "core/rules/migration.h"
#include "core/text/numbers.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"

namespace preflight::rules::migration_import_duplicates {

constexpr Rule kRow{
    .code = "PF8105",
    .slug = "migration-import-duplicates",
    .severity = Severity::warning,
    .when = "During a migration, the optional import would bring groups whose names Okta has already.",
    .why =
        "Egnyte's guide warns of duplicate or empty group objects after the import, and asks to talk to Okta Support "
        "first. The import is optional.",
    .remedy = {"Do not import the groups",
               {"Assign people and groups to the new app by hand instead of importing them.",
                "If you need the import, ask Okta Support first."}},
    .sources = "S21 S22",
    .confidence = Confidence::documented,
    .explains = "PF7011",
};

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    const population::Table &okta = *workspace.groups, &egnyte = *workspace.egnyte_groups;
    if (workspace.replaced_applications.empty() || okta.empty() || egnyte.empty()) return;
    std::set<std::string> names;
    const population::Column okta_name = okta.find(okta::columns::kName);
    for (std::size_t row = 0; row < okta.size(); ++row)
        names.insert(text::ascii_lower(text::trim(okta.text(row, okta_name))));
    names.erase(std::string());
    std::size_t count = 0;
    std::string first;
    std::vector<Location> places;
    const population::Column egnyte_name = egnyte.find(okta::columns::kName);
    for (std::size_t row = 0; row < egnyte.size(); ++row) {
        const std::string_view name = text::trim(egnyte.text(row, egnyte_name));
        if (names.count(text::ascii_lower(name)) == 0) continue;
        if (count++ == 0) first = text::shorten(name, 100);
        if (places.size() < findings::kMaxExamples) places.push_back(workspace::locate(workspace, egnyte, row));
    }
    if (count == 0) return;
    report
        .add(kRow, count == 1 ? "An import into the new app would bring a second group named \"" + first + "\"."
                              : "An import into the new app would bring " + text::counted(count, "group") +
                                    " that Okta has already, for example \"" + first + "\".")
        .locations = std::move(places);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"old-app.json", "",
               R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "INACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"},
              {"groups.json", "",
               R"([{"id": "00gSales", "type": "APP_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales", "description": null}}])"},
              {"egnyte-groups.json", "",
               R"({"totalResults": 1, "resources": [{"id": "g-1", "displayName": "Sales"}]})"}}},
        .good = {
            {{"old-app.json", "",
              R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "INACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"},
             {"groups.json", "",
              R"([{"id": "00gSales", "type": "APP_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales", "description": null}}])"},
             {"egnyte-groups.json", "",
              R"({"totalResults": 1, "resources": [{"id": "g-1", "displayName": "Partners"}]})"}}})

}  // namespace preflight::rules::migration_import_duplicates
