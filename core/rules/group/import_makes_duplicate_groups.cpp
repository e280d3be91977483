#include "core/rules/import_rule.h"
#include "core/text/numbers.h"
#include "core/text/shorten.h"

namespace preflight::rules::import_makes_duplicate_groups {

constexpr Rule kRow{
    .code = "PF7011",
    .slug = "import-makes-duplicate-groups",
    .severity = Severity::warning,
    .when = "An import brings Egnyte groups whose names Okta groups have already.",
    .why =
        "An imported group is a separate object that cannot be edited in Okta. Okta then has two groups of one name, "
        "and "
        "only one of them can be managed there.",
    .remedy =
        {"Link the groups instead of importing them",
         {"Do not import. Ask Okta Support first if you need the import.",
          clicks::app_page<" › Push Groups › Push Groups › By name. Choose Link group and the group in Egnyte.">}},
    .sources = "S21 S54 S55 K7 S04",
    .confidence = Confidence::documented,
};

namespace {

std::string message(std::size_t count, std::string_view first) {
    const std::string name = "\"" + text::shorten(first, 100) + "\"";
    if (count == 1) return "The import brings a second group named " + name + ".";
    return "The import brings " + text::counted(count, "group") +
           " whose names Okta groups have already, for example " + name + ".";
}

}  // namespace

constexpr ImportRule kImport{.row = &kRow, .message = message};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"scenario.json", "/events", R"([{"type": "import"}])"},
              {"groups.json", "",
               R"([{"id": "00gSales", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales", "description": null}}])"},
              {"egnyte-groups.json", "",
               R"({"totalResults": 1, "resources": [{"id": "g-1", "displayName": "sales"}]})"}}},
        .good = {
            {{"scenario.json", "/events", R"([{"type": "import"}])"},
             {"groups.json", "",
              R"([{"id": "00gSales", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "Sales", "description": null}}])"},
             {"egnyte-groups.json", "",
              R"({"totalResults": 1, "resources": [{"id": "g-1", "displayName": "Partners"}]})"}}})

}  // namespace preflight::rules::import_makes_duplicate_groups
